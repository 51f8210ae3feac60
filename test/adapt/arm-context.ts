/** What an arm works with on one seed of a small experiment, with a base model trained by the real engine. */
import { digits } from '../../datasets/digits/digits.ts';
import { friedman } from '../../datasets/friedman/friedman.ts';
import { sensors } from '../../datasets/sensors/sensors.ts';
import { dropoutSeed, encoded } from '../../src/training/jobs.ts';
import { findArm } from '../../src/adapt/registry.ts';
import type { ArmContext, ArmOutcome } from '../../src/contracts/repair.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Samples } from '../../src/data/types.ts';
import type { Trainer } from '../../src/contracts/trainer.ts';
import { makeWorlds } from '../../src/experiment/worlds.ts';
import { argmax } from '../../src/maths/argmax.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import { buildModel, outputsOf } from '../../src/models/families.ts';
import { initialParameters } from '../../src/models/parameters.ts';
import { everything } from '../../src/models/trainable.ts';
import { randomStream } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { followed, visits } from '../../src/training/recipe.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';

/** Sensors, a small net, few labels. */
const small: Spec = {
  ...plain(presets.sensors.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 300, baseTest: 200, newPool: 200, newTest: 200 } },
  model: { family: 'mlp', params: { hidden: [16, 12] } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 10 },
  labels: { budget: 40 },
  stop: { epochs: 10 },
};

/** The context of a seed; equal arguments give equal contexts. */
export async function armContext(trainer: Trainer, change: Partial<Spec> = {}, seed = 0): Promise<ArmContext> {
  const spec = { ...small, ...change };
  const { root } = spec.seeds;
  const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
  const dataset = await [sensors, digits, friedman]
    .find(({ id }) => id === spec.data.id)!
    .load(baseTrain + baseTest + newPool + newTest, root);
  const worlds = makeWorlds(spec, dataset, seed);
  const oldRows = worlds.old.train;
  const encoder = fitEncoder(oldRows, dataset.columns);
  const model = buildModel(spec.model, encoder.inputShape, outputsOf(spec, dataset.classes));
  const pace = { breathe: async () => {} };
  const random = (name: string) => randomStream(root, name, seed);
  const data = encoded(encoder, oldRows);
  const { epochs } = spec.base;
  const { weights } = await trainer.train(
    {
      ...{ start: initialParameters(model, random('init/base')), data },
      order: visits(spec, data.y, epochs, random('order/base')),
      ...followed(spec, { model, data, epochs }),
      ...{ trainable: everything, dropoutSeed: dropoutSeed(random('dropout/base')), watch: [] },
    },
    pace,
  );
  const { pool } = worlds.new;
  const cameAt = random('labels').sample(pool.rows, spec.labels.budget);
  return {
    ...{ trainer, pace, spec, model, base: { weights, encoder }, oldRows, newRows: selectRows(pool, cameAt), cameAt, random },
    unlabelled: { rows: pool.rows, inputShape: pool.inputShape, x: pool.x, y: pool.y.map(() => -1) },
    test: { new: worlds.new.test, old: worlds.old.test },
    fitEncoder: (samples) => fitEncoder(samples, dataset.columns),
    onPoint: () => {},
    warn: () => {},
  };
}

/** Runs the arm of that id. */
export const run = (id: string, context: ArmContext, params?: ParameterValues): Promise<ArmOutcome> =>
  findArm(id)!.run({ ...context, ...(params && { params }) });

/** Accuracy of a model on rows of either world. */
export async function accuracy(
  { trainer, model, test }: ArmContext,
  { weights, encoder }: Pick<ArmOutcome, 'weights' | 'encoder'>,
  of: 'new' | 'old' = 'new',
  rows: Samples = test![of],
): Promise<number> {
  return accuracyOf(argmax(await trainer.predict(model, weights, encoded(encoder, rows)), rows.rows), rows.y);
}

/** Largest difference of two models' weights. */
export const apart = (a: Float32Array, b: Float32Array): number => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
