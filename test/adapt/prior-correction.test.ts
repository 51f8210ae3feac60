import { expect } from 'chai';
import { encoded } from '../../src/training/jobs.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { bbse } from '../../src/detect/estimate/bbse.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { RefusedError } from '../../src/adapt/refusal.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { accuracy, armContext, run } from './arm-context.ts';

describe('correcting for new shares of the classes', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer, { drift: [globalDrift('prior-shift', 5)], base: { learningRate: 0.01, batchSize: 32, epochs: 3 } });
  });
  after(() => trainer.dispose());

  it('gives p′ ∝ p·w, with the weights that BBSE estimates', async () => {
    const { model, base, oldRows, unlabelled, test } = context;
    const outcome = await run('prior-correction', context, { estimate: 'bbse' });
    const answers = async (rows: typeof oldRows, weights = base.weights) => trainer.predict(model, weights, encoded(base.encoder, rows));
    const batch = async (rows: typeof oldRows) => ({ rows: rows.rows, width: 6, x: await answers(rows) });
    const w = bbse
      .run({ reference: await batch(oldRows), labels: oldRows.y, current: await batch(unlabelled!) }, {})
      .weights!.map((value) => Math.max(1e-3, value));
    const [before, after] = [await answers(test!.new), await answers(test!.new, outcome.weights)];
    for (let row = 0; row < test!.new.rows; row++) {
      const weighted = w.map((factor, c) => before[row * 6 + c]! * factor);
      const sum = weighted.reduce((a, b) => a + b, 0);
      weighted.forEach((value, c) => expect(after[row * 6 + c]).to.be.closeTo(value / sum, 1e-4));
    }
  });

  it('takes expectation maximisation unless told otherwise, and tells the weight of each class', async () => {
    const [usual, em, other] = [
      await run('prior-correction', context),
      await run('prior-correction', context, { estimate: 'em' }),
      await run('prior-correction', context, { estimate: 'bbse' }),
    ];
    expect(usual.weights).to.deep.equal(em.weights);
    expect(usual.weights).not.to.deep.equal(other.weights);
    const { offset } = parameterSlots(context.model).at(-1)!;
    Object.entries(usual.details!).forEach(([name, weight], c) => {
      expect(name).to.equal(`weight ${c}`);
      expect(usual.weights[offset + c]).to.be.closeTo(context.base.weights[offset + c]! + Math.log(weight), 1e-5);
    });
    expect(Object.keys(usual.details!)).to.have.length(6);
  });

  it('recovers accuracy under a shift of shares, without a label or a step', async () => {
    const outcome = await run('prior-correction', context);
    expect(await accuracy(context, outcome)).to.be.greaterThan(await accuracy(context, context.base));
    expect(outcome.steps).to.equal(0);
  });

  it('is refused where the old rows lack a class, of whose share nothing can be known', async () => {
    const oldRows = selectRows(
      context.oldRows,
      Int32Array.from(context.oldRows.y.keys()).filter((row) => context.oldRows.y[row] !== 2),
    );
    const outcome = await run('prior-correction', { ...context, oldRows }).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(RefusedError);
    expect((outcome as Error).message).to.match(/no row of class 2/);
  });
});
