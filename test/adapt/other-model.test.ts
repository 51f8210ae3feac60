import { expect } from 'chai';
import { findArm } from '../../src/adapt/registry.ts';
import { repair } from '../../src/adapt/repair.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { selectRows } from '../../src/data/select.ts';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { trainingFlops } from '../../src/measure/cost/work.ts';
import { buildModel, type ModelChoice } from '../../src/models/families.ts';
import { parameterCount } from '../../src/models/parameters.ts';
import { encoded } from '../../src/training/jobs.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { apart, armContext, run } from './arm-context.ts';

const softmax: ModelChoice = { family: 'softmax', params: {} };

describe('another model', () => {
  let trainer: Trainer;
  let context: ArmContext;
  before(async () => {
    trainer = await openWasmTrainer();
    context = await armContext(trainer);
  });
  after(() => trainer.dispose());

  const modelFor = (params: ParameterValues, of: ArmContext = context) =>
    findArm('retrain-other')!.modelFor!({ model: of.model, inputShape: of.base.encoder.inputShape }, params);
  const widths = (hidden: readonly number[]) => buildModel({ family: 'mlp', params: { hidden } }, context.model.inputShape, 6);
  const refused = async (id: string, of: ArmContext, params: ParameterValues = {}) => {
    const repaired = await repair(findArm(id)!, { ...of, params });
    return 'refused' in repaired ? repaired.refused : undefined;
  };

  describe('retrained', () => {
    it('is twice as wide unless told otherwise; narrower, deeper or of another family where it is', async () => {
      // The small base has 16 and 12 units.
      expect(modelFor({})).to.deep.equal(widths([32, 24]));
      expect(modelFor({ width: 0.5 })).to.deep.equal(widths([8, 6]));
      expect(modelFor({ width: 0.05 })).to.deep.equal(widths([1, 1]));
      expect(modelFor({ width: 1, deeper: 2 })).to.deep.equal(widths([16, 12, 12, 12]));
      expect(modelFor({ family: 'mlp', width: 0.25 })).to.deep.equal(widths([16, 16]));
      expect(modelFor({ family: 'softmax' })).to.deep.equal(buildModel(softmax, context.model.inputShape, 6));
      const linear = await armContext(trainer, { model: softmax });
      expect(modelFor({ width: 0.5 }, linear)).to.deep.equal(widths([32, 32]));
    });

    it('says which model it is, and its work is that of this model', async () => {
      const outcome = await run('retrain-other', context);
      expect(outcome.model).to.deep.equal(widths([32, 24]));
      expect(outcome.weights).to.have.length(parameterCount(outcome.model!));
      expect(outcome.start).to.have.length(outcome.weights.length);
      expect(outcome.flops).to.equal(trainingFlops(outcome.model!, outcome.examples));
    });

    it('is retraining itself where the size is the old one', async () => {
      const [same, on] = [await run('retrain-other', context, { width: 1 }), await run('retrain-new', context)];
      expect(same.weights).to.deep.equal(on.weights);
      const [all, onAll] = [await run('retrain-other', context, { width: 1, rows: 'all' }), await run('retrain-all', context)];
      expect(all.weights).to.deep.equal(onAll.weights);
    });

    it('chooses its rate by the other model, where rates are tried', async () => {
      const { validation: _, ...given } = context;
      const repaired = await repair(findArm('retrain-other')!, given, { rates: [0.003, 0.01], validation: 0.25 });
      if ('refused' in repaired) throw new Error(repaired.refused);
      expect(repaired.outcome.details).to.include({ trials: 2 });
      expect(repaired.outcome.weights).to.have.length(parameterCount(widths([32, 24])));
    });

    it('is refused in a sentence where there is no such model, or too little to learn from', async () => {
      expect(await refused('retrain-other', context, { family: 'cnn' })).to.match(/^There is no such model here: .*\.$/);
      expect(await refused('retrain-other', context, { family: 'softmax', deeper: 1 })).to.match(/no hidden layer to repeat/);
      const one = { ...context, newRows: selectRows(context.newRows, Int32Array.of(0)) };
      expect(await refused('retrain-other', one, { width: 0.05 })).to.match(/needs 2 or more labels/);
      const nothingOld = { ...context, oldRows: selectRows(context.oldRows, new Int32Array()) };
      expect(await refused('retrain-other', nothingOld, { rows: 'all' })).to.match(/No row of the old world was kept/);
      expect(await refused('retrain-other', nothingOld)).to.equal(undefined);
    });

    it('does not resize what only TensorFlow.js knows, but takes a family beside it', () => {
      const graph = { kind: 'graph', config: {}, to: [6], flops: 1, arrays: [] } as const;
      const model = { inputShape: context.model.inputShape, blocks: [{ name: 'head', layers: [graph] }] } as const;
      const of = { ...context, model };
      expect(() => modelFor({}, of)).to.throw(RangeError, 'cannot be resized; choose a family');
      expect(modelFor({ family: 'mlp', width: 0.25 }, of)).to.deep.equal(widths([16, 16]));
    });

    it('learns from two rows with one unit a layer', async () => {
      const pair = [0, Array.from(context.newRows.y).findIndex((label) => label !== context.newRows.y[0])];
      const few = { ...context, newRows: selectRows(context.newRows, Int32Array.from(pair)) };
      const outcome = await run('retrain-other', few, { width: 0.05 });
      expect(outcome.weights.every(Number.isFinite)).to.equal(true);
    });
  });

  describe('widened', () => {
    it('answers as the old one before it is tuned, to 10⁻⁶, and is called what it is', async () => {
      const outcome = await run('widen-tune', { ...context, spec: { ...context.spec, stop: { epochs: 1 } } }, { noise: 0 });
      expect(outcome.model).to.deep.equal(widths([32, 24]));
      const rows = encoded(context.base.encoder, context.test!.new);
      const [before, after] = [
        await trainer.predict(context.model, context.base.weights, rows),
        await trainer.predict(outcome.model!, outcome.start, rows),
      ];
      expect(apart(before, after)).to.be.below(1e-6);
      expect(apart(before, await trainer.predict(outcome.model!, outcome.weights, rows))).to.be.above(1e-3);
      expect(outcome.encoder).to.equal(context.base.encoder);
    });

    it('keeps copies equal without noise, and lets them part with it', async () => {
      const spread = async (noise: number) => {
        const { model, start, weights } = await run('widen-tune', context, { noise, width: 3 });
        expect(parameterCount(model!)).to.equal(weights.length);
        // Biases of the first layer: copies have theirs from the same unit of the old model, and noise leaves biases alone.
        const at = context.model.inputShape[0]! * 48;
        const [before, after] = [start, weights].map((of) => of.slice(at, at + 48)) as [Float32Array, Float32Array];
        return Math.max(...before.map((bias, unit) => Math.abs(after[unit]! - after[before.indexOf(bias)]!)));
      };
      expect(await spread(0)).to.be.below(1e-5);
      expect(await spread(0.05)).to.be.above(1e-4);
    });

    it('with factor 1 is fine-tuning all', async () => {
      const [same, tuned] = [await run('widen-tune', context, { width: 1 }), await run('full-fine-tune', context)];
      expect(same.weights).to.deep.equal(tuned.weights);
    });

    it('is refused where nothing is hidden', async () => {
      expect(await refused('widen-tune', await armContext(trainer, { model: softmax }))).to.match(
        /no hidden layer to widen; retrain another model/,
      );
    });
  });
});
