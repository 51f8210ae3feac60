import { expect } from 'chai';
import { fadingOrder } from '../../src/adapt/retrain.ts';
import { concatSamples } from '../../src/data/concat.ts';
import { encode } from '../../src/data/encode.ts';
import { trainingBytes, trainingFlops } from '../../src/measure/cost/work.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { randomStream } from '../../src/random/random.ts';
import { armContext, run } from './arm-context.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

describe('retraining on a window', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  it('draws a row half as often for every half-life of age', () => {
    const order = fadingOrder(40, 200_000, 10, randomStream(1, 'fading'));
    const share = (from: number, to: number) => order.filter((row) => row >= from && row < to).length / order.length;
    // Of four half-lives the newest holds 8/15, then 4/15, 2/15, 1/15; the band is four standard errors.
    [8, 4, 2, 1].forEach((parts, i) => expect(share(30 - 10 * i, 40 - 10 * i)).to.be.closeTo(parts / 15, 0.005));
  });

  it('looks at the newest rows, by when they came and not by where they stand', async () => {
    const fake = fakeTrainer();
    await run('retrain-window', { ...context, trainer: fake }, { window: 10 });
    const newest = Int32Array.from(context.newRows.y.keys())
      .sort((a, b) => context.cameAt![a]! - context.cameAt![b]!)
      .slice(-10);
    expect(fake.jobs[0]!.data.y).to.deep.equal(selectRows(context.newRows, newest).y);
    expect(fake.jobs[0]!.order.every((row) => row < 10)).to.equal(true);
  });

  it('reaches back into the old world where the new rows are too few, and takes as many steps as the base model', async () => {
    const outcome = await run('retrain-window', context, { window: 150 });
    expect(outcome.examples).to.equal(outcome.steps * 30);
    expect(outcome.steps).to.be.within(100, 104);
  });

  it('takes the new rows as they stand where nobody knows when they came, and no more rows than there are', async () => {
    const fake = fakeTrainer();
    const { cameAt: _, ...unknown } = { ...context, trainer: fake };
    await run('retrain-window', unknown, { window: 15 });
    expect(fake.jobs[0]!.data.y).to.deep.equal(context.newRows.y.slice(-15));
    await run('retrain-window', unknown, { window: 100_000 });
    expect(fake.jobs[1]!.data.rows).to.equal(340);
    expect(fake.jobs[1]!.data.y.slice(300)).to.deep.equal(context.newRows.y);
  });
});

describe('retraining', () => {
  it('starts from new weights and a new encoder, on new rows or on all, for as many steps as the base model took', async () => {
    const fake = fakeTrainer();
    const context = await armContext(fake);
    fake.jobs.length = 0;
    const outcomes = [await run('retrain-new', context), await run('retrain-all', context)];
    const { model, newRows, oldRows, random, fitEncoder } = context;
    const start = initialParameters(model, random('init/retrain'));
    const all = concatSamples(oldRows, newRows);
    for (const [i, rows, epochs] of [
      [0, newRows, 50],
      [1, all, 10],
    ] as const) {
      // prettier-ignore
      // The base model took 10 epochs of 10 batches; 40 rows are 2 batches, so 50 epochs.
      const job = fake.jobs[i]!;
      expect([job.start, job.data.y, job.epochs]).to.deep.equal([start, rows.y, epochs]);
      expect(job.order).to.have.length(epochs * rows.rows);
      expect(job.data.x).to.deep.equal(encode(fitEncoder(rows), rows));
      const { encoder, flops, bytes, examples, steps, start: from } = outcomes[i]!;
      expect(encoder).to.deep.equal(fitEncoder(rows));
      expect([from, flops, bytes]).to.deep.equal([start, trainingFlops(model, examples), trainingBytes(model, examples, steps)]);
      expect(job.watch.map(({ name }) => name)).to.deep.equal(['new', 'old']);
      expect(job.watch[0]!.x).to.deep.equal(encode(encoder, context.test!.new));
    }
  });
});
