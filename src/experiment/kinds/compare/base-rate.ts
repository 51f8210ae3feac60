/** The base model's learning rate, chosen once for a run on old rows of its first seed; retraining, which repeats the base recipe, has it too. */
import { encoded } from '../../../training/jobs.ts';
import { outputsFor } from '../../../training/predictions.ts';
import { selectRows } from '../../../data/select.ts';
import { meritsOf } from '../../../measure/metrics/scored.ts';
import { trainingFlops } from '../../../measure/cost/work.ts';
import { experimentStream } from '../../../random/names.ts';
import type { BaseRate } from '../../../contracts/record.ts';
import type { Spec } from '../../../spec/schema.ts';
import { chooseRate } from '../../../training/rate-choice.ts';
import { baseJob } from '../../../training/base.ts';
import type { CompareContext } from './context.ts';
import { seedStart, trainingOf } from './seed-start.ts';
import { rowsOfRepeat } from '../../worlds.ts';

/** Factors on the rate of the spec, and the share of the old training rows that decides. */
const FACTORS = [1 / 3, 1, 3];
const HELD_OUT = 0.2;

/** Trains on part of the old training rows at each rate; the rows that are scored are others of them, never test rows. */
export async function chooseBaseRate({
  spec,
  dataset,
  trainer,
  pace,
  emit,
}: Pick<CompareContext, 'spec' | 'dataset' | 'trainer' | 'pace' | 'emit'>): Promise<BaseRate> {
  const ready = seedStart({ spec, dataset: await rowsOfRepeat(dataset, 0) }, 0);
  const { oldRows, model, encoder } = ready;
  const order = experimentStream(spec.seeds.root, 'base-rate').permutation(oldRows.rows);
  const count = Math.max(1, Math.round(HELD_OUT * oldRows.rows));
  const kept = selectRows(oldRows, order.slice(0, count));
  const part = { ...ready, oldRows: selectRows(oldRows, order.slice(count)), test: { old: kept, new: kept } };
  const work = { steps: 0, examples: 0, flops: 0, trainMs: 0 };
  const { rate, tried, heldOut, edge } = await chooseRate(spec.base.learningRate, FACTORS, async (learningRate) => {
    const result = await trainer.train({ ...baseJob(withRate(spec, learningRate), trainingOf(part), 0), points: 1 }, pace);
    work.steps += result.steps;
    work.examples += result.examples;
    work.flops += trainingFlops(model, result.examples);
    work.trainMs += result.times.trainMs;
    if (result.status === 'diverged') return undefined;
    const rows = encoded(encoder, kept);
    return meritsOf(await outputsFor(trainer, model, result.weights, rows), rows);
  });
  if (edge)
    emit({
      type: 'warning',
      code: 'rate-at-edge',
      text: `The base model’s learning rate ${rate.toPrecision(2)} is the last that was tried: an even more extreme one might do better. Set another learning rate on the Model card.`,
    });
  if (tried.every(({ right }) => right === null))
    emit({
      type: 'warning',
      code: 'all-rates-diverged',
      text: `The base model diverges at every learning rate that was tried (${tried.map((each) => each.rate.toPrecision(2)).join(', ')}). Set a smaller one on the Model card.`,
    });
  return { usual: spec.base.learningRate, rate, tried, heldOut, ...work };
}

/** The spec as it is run at that rate. */
export const withRate = (spec: Spec, learningRate: number): Spec => ({ ...spec, base: { ...spec.base, learningRate } });
