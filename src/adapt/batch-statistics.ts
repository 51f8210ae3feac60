/** Adaptive batch normalisation: what its layers take for mean and variance is measured again, on inputs of the new world. */
import type { TrainingRows } from '../contracts/trainer.ts';
import { forwardFlops, momentWork } from '../measure/cost/work.ts';
import { belowLayer, parameterSlots } from '../models/parameters.ts';
import { layersOf } from '../models/types.ts';
import { addedWork, untrained, workOf, type Work } from './outcome.ts';
import { encoded } from '../training/jobs.ts';
import { RefusedError } from './refusal.ts';
import { numberOf, whole } from './settings.ts';
import type { Arm, ArmContext } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters = [
  whole('prior', 'Weight of the old statistics', 'As many rows as the old statistics count for; 0 forgets them.', {
    min: 0,
    max: 100_000,
    default: 0,
    unit: 'rows',
  }),
] as const;

export const adabn: Arm = {
  id: 'adabn',
  title: repairTitles.adabn,
  help: 'Measure the means and variances of batch normalisation again on new inputs, and leave all else. Needs no label.',
  family: 'fine-tune',
  source: 'AdaBN (Li et al. 2017); mixed with the old statistics as in Schneider et al. 2020',
  group: 'label-free',
  hue: 'label-free',
  dash: [7, 4],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: false, oldData: false, unlabelled: true, batchNorm: true },
  async run(context) {
    const { weights, work } = await withNewStatistics(context, context.base.weights, numberOf(parameters, context, 'prior'));
    return untrained(context, { weights }, work);
  },
};

/** The unlabelled rows as the model sees them. @throws RefusedError where there are none. */
export function passingBy({ base, unlabelled }: ArmContext): TrainingRows {
  if (!unlabelled) throw new RefusedError('No input of the new world has come by yet; let some rows pass first.');
  return encoded(base.encoder, unlabelled);
}

/**
 * These weights with the moving statistics of the unlabelled rows: layer by layer from below, so that each sees what the ones
 * below now put out. With N rows of prior and n rows seen, N/(N+n) of the old statistics stay.
 */
export async function withNewStatistics(
  context: ArmContext,
  start: Float32Array,
  prior: number,
): Promise<{ readonly weights: Float32Array; readonly work: Work }> {
  const { model, trainer } = context;
  const rows = passingBy(context);
  const weights = start.slice();
  const slots = parameterSlots(model);
  const keep = prior / (prior + rows.rows);
  let work = workOf();
  for (const [layer, { kind }] of layersOf(model).entries()) {
    if (kind !== 'batch-norm') continue;
    const slot = (role: string) => slots.find((each) => each.layer === layer && each.role === role)!;
    const { x, ms } = await trainer.features(belowLayer(model, layer), weights.slice(0, slot('scale').offset), rows);
    const { mean, variance } = channelMoments(x, slot('moving-mean').size);
    const renew = (role: string, fresh: Float64Array) => {
      const { offset } = slot(role);
      fresh.forEach((value, c) => (weights[offset + c] = keep * weights[offset + c]! + (1 - keep) * value));
    };
    renew('moving-mean', mean);
    renew('moving-variance', variance);
    const moments = momentWork(x.length);
    work = addedWork(
      work,
      workOf({
        flops: forwardFlops(belowLayer(model, layer)) * rows.rows + moments.flops,
        bytes: moments.bytes + 4 * (rows.x.length + slot('scale').offset),
        ms,
      }),
    );
  }
  return { weights, work };
}

/** Mean and population variance of each channel of `[…, channels]` values. */
function channelMoments(x: Float32Array, channels: number): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const count = x.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  x.forEach((value, i) => (mean[i % channels]! += value / count));
  x.forEach((value, i) => (variance[i % channels]! += (value - mean[i % channels]!) ** 2 / count));
  return { mean, variance };
}
