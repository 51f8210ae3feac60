/**
 * What could be known without labels: a model that is never repaired is watched while the stream goes by, every estimate beside
 * the truth over the same rows.
 */
import { dropoutSeed, encoded, epochsForBaseSteps } from '../../../training/jobs.ts';
import { decodeTarget } from '../../../data/encode.ts';
import { selectRows } from '../../../data/select.ts';
import { mean } from '../../../maths/statistics.ts';
import type { Tolerance } from './right.ts';
import type { Samples } from '../../../data/types.ts';
import { classShares, referenceAccuracy } from '../../../detect/estimate/outputs.ts';
import { estimatorsFor } from '../../../detect/estimate/registry.ts';
import { complaintShare } from '../../../detect/estimate/complaint-share.ts';
import type { ComplaintCount, Estimate, ModelsAndData, Predict } from '../../../detect/estimate/types.ts';
import type { Batch } from '../../../detect/types.ts';
import { initialParameters } from '../../../models/parameters.ts';
import { followed, visits } from '../../../training/recipe.ts';
import { everything } from '../../../models/trainable.ts';
import type { Model } from '../../../models/types.ts';
import type { Random } from '../../../random/random.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import { range, type ServingModel } from './serving.ts';
import type { Estimated, Observation } from '../../../contracts/stream.ts';
import type { Pace, Trainer } from '../../../contracts/trainer.ts';

/** Observations of one stream at most: estimating costs more than serving. */
const OBSERVATIONS = 100;

export interface Watched {
  readonly spec: StreamSpec;
  readonly trainer: Trainer;
  readonly pace: Pace;
  readonly model: Model;
  readonly base: ServingModel;
  /** Labelled rows of the old world that the model has not learned from. */
  readonly reference: Samples;
  readonly classes: number;
  readonly batches: number;
  /** Where a number is told. */
  readonly tolerance?: Tolerance;
  /** What is heard of the model that is never repaired, where anybody is. */
  complaints?(batch: number): Promise<ComplaintCount>;
  random(name: 'dropout' | 'init' | 'order' | 'split', batch: number): Random;
}

/** What the estimates say after a batch; undefined where none is due. `rows` is the stream, `labelled` its rows whose labels are back. */
export type Observer = (batch: number, rows: Samples, labelled: readonly number[]) => Promise<Observation | undefined>;

export async function openObserver({
  spec,
  trainer,
  pace,
  model,
  base,
  reference,
  classes,
  batches,
  tolerance,
  complaints,
  random,
}: Watched): Promise<Observer> {
  const size = spec.stream.batch;
  const every = Math.max(1, Math.ceil(batches / OBSERVATIONS));
  const old = inputs(reference);
  const deployed = predictBy(base.weights);
  const tell = async ({ x, rows }: Batch) =>
    decodeTarget(base.encoder, (await trainer.features(model, base.weights, { x: Float32Array.from(x), rows, y: new Int32Array(rows) })).x);
  const toldOld = tolerance && (await tell(old));
  const onReference = tolerance ? undefined : await deployed(old);
  /** Labels that had come when the concept was last learned, and what that said. */
  let learned = 0;
  let concept: Estimated | undefined;

  function inputs(samples: Samples): Batch {
    const { x, rows } = encoded(base.encoder, samples);
    return { x, rows, width: x.length / rows };
  }

  function predictBy(weights: Float32Array): Predict {
    return async ({ x, rows }) => ({
      x: await trainer.predict(model, weights, { x: Float32Array.from(x), rows, y: new Int32Array(rows) }),
      rows,
      width: classes,
    });
  }

  /** A model of the rows' concept, from scratch by the base recipe. */
  const train =
    (batch: number): ModelsAndData['train'] =>
    async ({ x, rows }, labels) => {
      const epochs = epochsForBaseSteps(spec, rows);
      const data = { x: Float32Array.from(x), rows, y: Int32Array.from(labels) };
      const { weights } = await trainer.train(
        {
          start: initialParameters(model, random('init', batch)),
          data,
          order: visits(spec, data.y, epochs, random('order', batch)),
          ...followed(spec, { model, data, epochs }),
          trainable: everything,
          dropoutSeed: dropoutSeed(random('dropout', batch)),
          watch: [],
        },
        pace,
      );
      return predictBy(weights);
    };

  return async (batch, rows, labelled) => {
    if ((batch + 1) % every !== 0) return undefined;
    const latest = range(rows, Math.max(0, (batch + 1) * size - spec.stream.window), (batch + 1) * size);
    const now = inputs(latest);
    const estimates: Record<string, Estimated> = {};
    if (complaints) Object.assign(estimates, await fromComplaints(await complaints(batch)));
    const seen = { batch, rows: latest.rows, prior: classShares(latest.y, classes), estimates };
    if (tolerance && toldOld) {
      const told = await tell(now);
      const errors = toldOld.map((number, row) => reference.target![row]! - number);
      for (const estimator of estimatorsFor(spec)) {
        if (estimator.needs === 'losses')
          estimates[estimator.id] = await said(() =>
            estimator.run(
              { reference: { inputs: old, told: toldOld }, errors, current: { inputs: now, told }, tolerance: tolerance.most },
              {},
            ),
          );
        else if (estimator.needs === 'inputs')
          estimates[estimator.id] = await said(() => estimator.run(old, now, {}, random('split', batch)));
      }
      const sizes = told.map((number, row) => Math.abs(latest.target![row]! - number));
      return { ...seen, accuracy: sizes.filter((size) => size <= tolerance.most).length / latest.rows, error: mean([...sizes]) };
    }
    const current = await deployed(now);
    for (const estimator of estimatorsFor(spec)) {
      if (estimator.needs === 'outputs')
        estimates[estimator.id] = await said(() => estimator.run({ reference: onReference!, labels: reference.y, current }, {}));
      else if (estimator.needs === 'inputs')
        estimates[estimator.id] = await said(() => estimator.run(old, now, {}, random('split', batch)));
      else if (estimator.needs === 'models') {
        if (labelled.length >= learned + spec.stream.window) {
          learned = labelled.length;
          const newest = selectRows(rows, Int32Array.from(labelled.slice(-spec.stream.window)));
          concept = await said(() =>
            estimator.run(
              {
                deployed: () => onReference!,
                train: train(batch),
                reference: old,
                labels: reference.y,
                current: inputs(newest),
                currentLabels: newest.y,
              },
              {},
            ),
          );
        }
        if (concept) estimates[estimator.id] = concept;
      }
    }
    return { ...seen, accuracy: referenceAccuracy({ reference: current, labels: latest.y }) };
  };
}

/** What complaints say of the accuracy, with its interval. */
async function fromComplaints(count: ComplaintCount): Promise<Record<string, Estimated>> {
  const { id, run } = complaintShare;
  let interval: Estimated['interval'];
  const estimated = await said(() => {
    const estimate = run(count, {});
    ({ interval } = estimate);
    return estimate;
  });
  return { [id]: { ...estimated, ...(interval && { interval }) } };
}

/** What an estimate says, or why it cannot say anything. */
async function said(estimate: () => Estimate | Promise<Estimate>): Promise<Estimated> {
  try {
    const { accuracy, error, prior, details } = await estimate();
    return {
      ...(accuracy !== undefined && { accuracy }),
      ...(error !== undefined && { error }),
      ...(prior && { prior }),
      ...(details.auroc !== undefined && { auroc: details.auroc }),
    };
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message };
    throw error;
  }
}
