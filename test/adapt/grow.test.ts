import { expect } from 'chai';
import { findArm } from '../../src/adapt/registry.ts';
import { repair } from '../../src/adapt/repair.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { encoded } from '../../src/training/jobs.ts';
import { armContext, run } from './arm-context.ts';

const refused = async (id: string, context: ArmContext) => {
  const repaired = await repair(findArm(id)!, context);
  return 'refused' in repaired ? repaired.refused : undefined;
};

/** Scores of every class `[rows, classes]`. */
const scores = async (
  { trainer, model, test, base }: ArmContext,
  weights: Float32Array,
  encoder = base.encoder,
  of: 'old' | 'new' = 'old',
) => (await trainer.features(model, weights, encoded(encoder, test![of]))).x;

describe('a grown model', () => {
  let trainer: Trainer;
  before(async () => {
    trainer = await openWasmTrainer();
  });
  after(() => trainer.dispose());

  describe('with new inputs', () => {
    let context: ArmContext;
    before(async () => {
      context = await armContext(trainer, { drift: [globalDrift('new-column', 5)] });
    });

    it('says of the old world what the old model said, bit for bit, before it is tuned', async () => {
      const { start, encoder, details } = await run('grow-inputs', context);
      expect(await scores(context, start, encoder)).to.deep.equal(await scores(context, context.base.weights));
      const fresh = context.base.encoder.codes.filter((code) => code.kind === 'numeric' && code.sd === 0).length;
      expect(fresh).to.be.above(0);
      expect(details).to.deep.equal({ grown: fresh });
    });

    it('begins alike on new rows too, and ends reading what fine-tuning is blind to', async () => {
      const grown = await run('grow-inputs', context);
      // New inputs have weights of 0 at first, so that they count for nothing yet.
      const blind = await scores(context, context.base.weights, context.base.encoder, 'new');
      expect(await scores(context, grown.start, grown.encoder, 'new')).to.deep.equal(blind);
      const tuned = await run('full-fine-tune', context);
      const units = 16;
      context.base.encoder.codes.forEach((code, input) => {
        if (code.kind !== 'numeric' || code.sd !== 0) return;
        const weightsOf = (of: Float32Array) => of.slice(input * units, (input + 1) * units);
        expect(weightsOf(tuned.weights), 'no gradient reaches an input that is 0').to.deep.equal(weightsOf(context.base.weights));
        expect(weightsOf(grown.weights).some((weight) => Math.abs(weight) > 1e-3)).to.equal(true);
      });
    });

    it('is refused where nothing is new, or inputs are not read one by one', async () => {
      expect(await refused('grow-inputs', await armContext(trainer))).to.match(/no input that the old world never had/);
      const digits = await armContext(trainer, {
        data: { id: 'digits', params: {}, split: { baseTrain: 300, baseTest: 100, newPool: 100, newTest: 100 } },
        model: { family: 'cnn', params: { filters: [2], dense: 4 } },
        drift: [globalDrift('contrast', 3)],
        base: { learningRate: 0.01, batchSize: 32, epochs: 1 },
      });
      expect(await refused('grow-inputs', digits)).to.match(/does not read each input by itself/);
    });
  });

  describe('with new classes', () => {
    let context: ArmContext;
    before(async () => {
      context = await armContext(trainer, { drift: [globalDrift('new-class', 5)] });
    });

    it('scores the new class 0 and all others as before, bit for bit, before it is tuned', async () => {
      const { start, details } = await run('grow-head', context);
      const [before, after] = [await scores(context, context.base.weights), await scores(context, start)];
      const known = new Set(context.oldRows.y);
      const classes = before.length / context.test!.old.rows;
      expect(details).to.deep.equal({ grown: classes - known.size });
      after.forEach((score, i) => expect(score).to.equal(known.has(i % classes) ? before[i] : 0));
    });

    it('is refused without an old row, and with labels of one class, which it would learn alone', async () => {
      const few = (rows: number[]) => selectRows(context.newRows, Int32Array.from(rows));
      for (const id of ['grow-head', 'grow-inputs']) {
        expect(await refused(id, { ...context, oldRows: selectRows(context.oldRows, new Int32Array()) })).to.match(
          /nobody can tell what is new/,
        );
        const first = context.newRows.y[0]!;
        const same = [...context.newRows.y.keys()].filter((row) => context.newRows.y[row] === first);
        expect(await refused(id, { ...context, newRows: few(same) })).to.match(/same class|2 or more labels/);
        expect(await refused(id, { ...context, newRows: few([0]) })).to.match(/2 or more labels/);
      }
    });

    it('is refused where no class is new, and where a number is told', async () => {
      expect(await refused('grow-head', await armContext(trainer))).to.match(/no class that the old world never had/);
      const numbers = await armContext(trainer, {
        data: { id: 'friedman', params: {}, split: { baseTrain: 300, baseTest: 100, newPool: 100, newTest: 100 } },
        task: 'regression',
        drift: [],
      });
      expect(await refused('grow-head', numbers)).to.match(/A number is told here/);
    });
  });
});
