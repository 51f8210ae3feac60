import { expect } from 'chai';
import { openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { RefusedError } from '../../src/adapt/refusal.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { encoded } from '../../src/training/jobs.ts';
import { belowLayer, parameterSlots } from '../../src/models/parameters.ts';
import { layersOf } from '../../src/models/types.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { accuracy, apart, armContext, run } from './arm-context.ts';

const mlp = { model: { family: 'mlp', params: { hidden: [16, 12], norm: 'batch' } } } satisfies Partial<Spec>;
const cnn = {
  data: { id: 'digits', params: {}, split: { baseTrain: 300, baseTest: 150, newPool: 150, newTest: 150 } },
  drift: [globalDrift('contrast', 3)],
  model: { family: 'cnn', params: { filters: [4, 6], dense: 16, norm: 'batch' } },
} satisfies Partial<Spec>;

for (const [name, change] of [
  ['a perceptron', mlp],
  ['a convolutional net', cnn],
] as const) {
  describe(`batch statistics of the new world, in ${name}`, () => {
    let trainer: Trainer;
    let context: ArmContext;
    before(async () => {
      trainer = await openWasmTrainer();
      context = await armContext(trainer, change);
    });
    after(() => trainer.dispose());

    it('make every normalised channel of the passing rows have mean 0 and variance 1', async () => {
      const { weights } = await run('adabn', context);
      const rows = encoded(context.base.encoder, context.unlabelled!);
      const slots = parameterSlots(context.model);
      for (const [layer, { kind }] of layersOf(context.model).entries()) {
        if (kind !== 'batch-norm') continue;
        const own = (role: string) => slots.find((slot) => slot.layer === layer && slot.role === role)!;
        const channels = own('scale').size;
        const { x } = await trainer.features(belowLayer(context.model, layer), weights.slice(0, own('scale').offset), rows);
        const of = (c: number) => Array.from(x).filter((_, i) => i % channels === c);
        for (let c = 0; c < channels; c++) {
          const values = of(c);
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
          expect(weights[own('moving-mean').offset + c]).to.be.closeTo(mean, 1e-4 * (1 + Math.abs(mean)));
          expect(weights[own('moving-variance').offset + c]).to.be.closeTo(variance, 1e-3 * (1 + variance));
        }
      }
    });

    it('recover a good part of what the drift took, without a label', async () => {
      expect(await accuracy(context, await run('adabn', context))).to.be.greaterThan((await accuracy(context, context.base)) + 0.3);
    });

    it('leave the model nearly as it is under a prior of many rows (Schneider et al. 2020)', async () => {
      const { weights } = await run('adabn', context, { prior: 100_000 });
      expect(apart(weights, context.base.weights)).to.be.below(0.05 * apart((await run('adabn', context)).weights, context.base.weights));
    });

    it('mix old and new by how many rows each stand for: N/(N + n) of the old (Schneider et al. 2020)', async () => {
      const { rows } = context.unlabelled!;
      const [fresh, mixed] = [await run('adabn', context), await run('adabn', context, { prior: 3 * rows })];
      // Of the lowest normalisation: what lies below it is the same in both.
      const lowest = parameterSlots(context.model).filter(({ role }) => role.startsWith('moving')).slice(0, 2); // prettier-ignore
      for (const { offset, size } of lowest)
        for (let i = offset; i < offset + size; i++)
          expect(mixed.weights[i]).to.be.closeTo(0.75 * context.base.weights[i]! + 0.25 * fresh.weights[i]!, 1e-4 * (1 + Math.abs(fresh.weights[i]!))); // prettier-ignore
    });

    it('cannot be measured before any row came by', async () => {
      const { unlabelled: _, ...blind } = context;
      for (const id of ['adabn', 'tent', 'restandardise']) {
        const error: unknown = await run(id, blind).catch((thrown: unknown) => thrown);
        expect(error, id).to.be.instanceOf(RefusedError);
      }
    });

    it('and TENT, which then makes answers surer, changes scales, shifts and statistics only', async () => {
      const outcome = await run('tent', context, { passes: 3 });
      for (const { role, offset, size } of parameterSlots(context.model)) {
        const same = apart(outcome.weights.subarray(offset, offset + size), context.base.weights.subarray(offset, offset + size)) === 0;
        expect(same, role).to.equal(role === 'kernel' || role === 'bias');
      }
      const entropy = async (weights: Float32Array) =>
        (await trainer.predict(context.model, weights, encoded(context.base.encoder, context.unlabelled!))).reduce(
          (sum, p) => sum - (p > 0 ? p * Math.log(p) : 0),
          0,
        );
      expect(await entropy(outcome.weights)).to.be.below(await entropy((await run('adabn', context)).weights));
      expect(outcome.steps).to.equal(3 * Math.ceil(context.unlabelled!.rows / 64));
    });
  });
}
