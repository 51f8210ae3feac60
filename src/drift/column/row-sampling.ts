/** Other rows come, each as it was: duplicates, another clientele, a filter. */
import { selectRows } from '../../data/select.ts';
import type { Random } from '../../random/random.ts';
import { featureCount, numericColumns, scaleOf, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { columnParameter, needsNumeric } from './columns.ts';
import { exp } from '../../maths/portable.ts';

/** Share of the rows that are copies of the one before. */
const COPIES: Ladder = [0.1, 0.2, 0.4, 0.6, 0.8];

/** A stutter: a copied row replaces the one that was there, so the number of rows stays. */
export const duplicatedRows: Injection = {
  id: 'duplicated-rows',
  resamples: true,
  title: 'Duplicated rows',
  help: 'The pipeline stutters: rows are sent again in place of new ones.',
  kind: 'P(x)',
  appliesTo: ['tabular', 'text', 'image'],
  ladder: ['10 % of the rows', '20 % of the rows', '40 % of the rows', '60 % of the rows', '80 % of the rows'],
  source: 'repeated records, a common data quality fault; the severities are our own',
  fidelity: 'approximation',
  why: 'A copy takes the place of the next row, inputs and label together, so that the batch keeps its size.',

  apply(samples, { severity, noise }) {
    const share = at(COPIES, severity);
    const from = new Int32Array(samples.rows);
    for (let row = 0; row < samples.rows; row++) {
      const repeats = noise.uniform() < share;
      from[row] = repeats && row > 0 ? from[row - 1]! : row;
    }
    return {
      samples: selectRows(samples, from),
      from,
      params: { share },
      sentence: `each row was, with probability ${short(share)}, a copy of the one before it, label and all.`,
    };
  },
};

/** Standard deviations by which the mean of the rows that stay moves along the direction. */
const TILT: Ladder = [0.25, 0.5, 1, 1.5, 2];

/**
 * Importance tilt: rows are drawn again with weight exp(k·z), where z is their standardised place along a direction of the
 * world; of a normal z, its mean moves by k standard deviations. P(x) changes and P(y|x) stays: covariate shift as defined
 * by Shimodaira (2000).
 */
export const importanceTilt: Injection = {
  id: 'importance-tilt',
  resamples: true,
  title: 'Other clientele',
  help: 'The same world, other visitors: rows from one side of the data become frequent.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['0.25 σ', '0.5 σ', '1 σ', '1.5 σ', '2 σ'],
  source: 'covariate shift by exponential tilting (Shimodaira 2000); the severities are our own',
  fidelity: 'exact',
  why: 'P(x) is tilted along one direction by drawing rows again, each with its label.',
  refuses: needsNumeric,

  apply(samples, { severity, world, noise, reference, columns }) {
    const features = numericColumns(columns);
    const direction = features.map(() => world.normal());
    const length = Math.sqrt(direction.reduce((sum, d) => sum + d * d, 0)) || 1;
    const tilt = at(TILT, severity);
    const { mean, sd } = scaleOf(reference);
    const width = featureCount(samples.inputShape);
    const score = Float64Array.from({ length: samples.rows }, (_, row) =>
      features.reduce((sum, f, i) => {
        const value = samples.x[row * width + f]!;
        return Number.isNaN(value) || sd[f] === 0 ? sum : sum + ((direction[i]! / length) * (value - mean[f]!)) / sd[f]!;
      }, 0),
    );
    const from = weightedRows(
      score.map((z) => exp(tilt * z)),
      noise,
    );
    return {
      samples: selectRows(samples, from),
      from,
      features,
      params: { tilt, direction: direction.map((d) => d / length) },
      sentence: `rows were drawn again with weight exp(${short(tilt)}·z) along one direction; P(y|x) is unchanged.`,
    };
  },
};

/** As many rows as there are weights, systematically drawn in proportion to them (Kitagawa 1996), in random order. */
function weightedRows(weight: Float64Array, noise: Random): Int32Array {
  const rows = weight.length;
  const total = weight.reduce((a, b) => a + b, 0);
  const offset = noise.uniform();
  const drawn = new Int32Array(rows);
  let below = 0;
  let taken = 0;
  for (let row = 0; row < rows; row++) {
    below += (weight[row]! / total) * rows;
    while (taken < rows && taken + offset < below) drawn[taken++] = row;
  }
  while (taken < rows) drawn[taken++] = rows - 1;
  return noise.permutation(rows).map((i) => drawn[i]!);
}

/** Share of the rows, those highest in one column, that no longer come. */
const REMOVED: Ladder = [0.1, 0.2, 0.3, 0.5, 0.7];

export const featureFilter: Injection = {
  id: 'feature-filter',
  resamples: true,
  title: 'Filtered rows',
  help: 'A new rule lets only some cases through: rows high in one column no longer come.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['the top 10 %', 'the top 20 %', 'the top 30 %', 'the top 50 %', 'the top 70 %'],
  source: 'feature-based filtering of Cerqueira et al. 2022 (rows above a quantile are removed); the severities are our own',
  fidelity: 'approximation',
  why: 'The places of the removed rows are filled by the others in turn, so that the batch keeps its size.',
  parameters: [{ ...columnParameter, help: 'The column that decides; drawn from the seed when none is named.' }],
  refuses: needsNumeric,

  apply(samples, { severity, params, world, noise, columns }) {
    const candidates = numericColumns(columns);
    const drawn = candidates[world.int(candidates.length)]!;
    const named = columns.findIndex(({ name, kind }) => name === params.column && kind === 'numeric');
    const f = named >= 0 ? named : drawn;
    const removed = at(REMOVED, severity);
    const width = featureCount(samples.inputShape);
    const value = (row: number): number => (Number.isNaN(samples.x[row * width + f]!) ? -Infinity : samples.x[row * width + f]!);
    const order = Array.from({ length: samples.rows }, (_, row) => row).sort((a, b) => value(a) - value(b) || a - b);
    const kept = order.slice(0, Math.max(Math.min(1, samples.rows), Math.round((1 - removed) * samples.rows)));
    const filled = noise.permutation(samples.rows).map((i) => kept[i % kept.length]!);
    return {
      samples: selectRows(samples, filled),
      from: filled,
      features: [f],
      params: { removed, column: columns[f]!.name },
      sentence: `the ${Math.round(100 * removed)} % of the rows highest in “${columns[f]!.name}” no longer come; P(y|x) is unchanged.`,
    };
  },
};
