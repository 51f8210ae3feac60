/**
 * What could be known without labels: a model that is never repaired is watched while the stream goes by, every estimate beside
 * the truth over the same rows.
 */
import { dropoutSeed, encoded, epochsForBaseSteps } from '../../../training/jobs.ts';
import { selectRows } from '../../../data/select.ts';
import type { Samples } from '../../../data/types.ts';
import { classShares, referenceAccuracy } from '../../../detect/estimate/outputs.ts';
import { estimators } from '../../../detect/estimate/registry.ts';
import type { Estimate, ModelsAndData, Predict } from '../../../detect/estimate/types.ts';
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
  random(name: 'dropout' | 'init' | 'order' | 'split', batch: number): Random;
}

/** What the estimates say after a batch; undefined where none is due. `rows` is the stream, `labelled` its rows whose labels are back. */
export type Observer = (batch: number, rows: Samples, labelled: readonly number[]) => Promise<Observation | undefined>;

export async function openObserver({ spec, trainer, pace, model, base, reference, classes, batches, random }: Watched): Promise<Observer> {
  const size = spec.stream.batch;
  const every = Math.max(1, Math.ceil(batches / OBSERVATIONS));
  const old = inputs(reference);
  const deployed = predictBy(base.weights);
  const onReference = await deployed(old);
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
    const current = await deployed(now);
    const estimates: Record<string, Estimated> = {};
    for (const estimator of estimators) {
      if (estimator.needs === 'outputs')
        estimates[estimator.id] = await told(() => estimator.run({ reference: onReference, labels: reference.y, current }, {}));
      else if (estimator.needs === 'inputs')
        estimates[estimator.id] = await told(() => estimator.run(old, now, {}, random('split', batch)));
      else {
        if (labelled.length >= learned + spec.stream.window) {
          learned = labelled.length;
          const newest = selectRows(rows, Int32Array.from(labelled.slice(-spec.stream.window)));
          concept = await told(() =>
            estimator.run(
              {
                deployed: () => onReference,
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
    return {
      batch,
      rows: latest.rows,
      accuracy: referenceAccuracy({ reference: current, labels: latest.y }),
      prior: classShares(latest.y, classes),
      estimates,
    };
  };
}

/** What an estimate says, or why it cannot say anything. */
async function told(estimate: () => Estimate | Promise<Estimate>): Promise<Estimated> {
  try {
    const { accuracy, prior, details } = await estimate();
    return {
      ...(accuracy !== undefined && { accuracy }),
      ...(prior && { prior }),
      ...(details.auroc !== undefined && { auroc: details.auroc }),
    };
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message };
    throw error;
  }
}
