/** Dropouts: cells go missing, in the three ways of Rubin (1976). */
import { allFeatures, featureCount, numericColumns, scaleOf, short, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';
import { needsNumeric } from './columns.ts';
import { exp, log } from '../../maths/portable.ts';

/** Share of the cells that goes missing. */
const RATE: Ladder = [0.05, 0.1, 0.2, 0.4, 0.6];
const WORDS = ['5 % of cells', '10 % of cells', '20 % of cells', '40 % of cells', '60 % of cells'] as const;

/** Every cell draws one number and goes missing below the rate, so a higher severity loses the same cells and more. */
export const missingValues: Injection = {
  id: 'missing-values',
  title: 'Missing at random places (MCAR)',
  help: 'Readings get lost: cells go missing at random.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: WORDS,
  source: 'missing completely at random (MCAR, Rubin 1976); the severities are our own',
  fidelity: 'exact',
  why: 'The definition of MCAR: one rate for every cell, whatever its value.',

  apply(samples, { severity, noise }) {
    const rate = at(RATE, severity);
    const x = samples.x.slice();
    for (let cell = 0; cell < x.length; cell++) if (noise.uniform() < rate) x[cell] = NaN;
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples),
      params: { rate },
      sentence: `Each cell went missing with probability ${short(rate)}, independent of everything else; labels are unchanged.`,
    };
  },
};

/** Probability of going missing at a standard score: a logistic curve whose mean over a normal score is near the rate. */
const chance = (score: number, rate: number): number => 1 / (1 + exp(-(log(rate / (1 - rate)) * 1.4 + 2 * score)));

export const missingAtRandom: Injection = {
  id: 'missing-mar',
  title: 'Missing by another column (MAR)',
  help: 'When one reading is high, the others tend to get lost.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['about 5 % of cells', 'about 10 % of cells', 'about 20 % of cells', 'about 40 % of cells', 'about 60 % of cells'],
  source: 'missing at random (MAR, Rubin 1976): the chance depends on a column that stays; the logistic curve is our own',
  fidelity: 'exact',
  why: 'The definition of MAR: given the column that is never missing, a cell’s own value does not matter.',
  refuses: ({ columns }) =>
    numericColumns(columns).length === 0 || columns.length < 2 ? 'it needs a numeric column and another one' : undefined,

  apply(samples, { severity, noise, world, reference, columns }) {
    const rate = at(RATE, severity);
    const candidates = numericColumns(columns);
    const driver = candidates[world.int(candidates.length)]!;
    const { mean, sd } = scaleOf(reference);
    const width = featureCount(samples.inputShape);
    const x = samples.x.slice();
    for (let start = 0; start < x.length; start += width) {
      const value = x[start + driver]!;
      const likely = chance(Number.isNaN(value) || sd[driver] === 0 ? 0 : (value - mean[driver]!) / sd[driver]!, rate);
      for (let f = 0; f < width; f++) if (noise.uniform() < likely && f !== driver) x[start + f] = NaN;
    }
    return {
      samples: withInputs(samples, x),
      features: allFeatures(samples).filter((f) => f !== driver),
      params: { rate, driver: columns[driver]!.name },
      sentence: `Cells went missing more often the higher “${columns[driver]!.name}” was, about ${short(100 * rate)} % of them; labels are unchanged.`,
    };
  },
};

export const missingNotAtRandom: Injection = {
  id: 'missing-mnar',
  title: 'Missing by own value (MNAR)',
  help: 'High readings hide themselves: the higher a value, the likelier it is lost.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['about 5 % of cells', 'about 10 % of cells', 'about 20 % of cells', 'about 40 % of cells', 'about 60 % of cells'],
  source: 'missing not at random (MNAR, Rubin 1976): the chance depends on the value that is lost; the logistic curve is our own',
  fidelity: 'exact',
  why: 'The definition of MNAR: a cell’s own value decides.',
  refuses: needsNumeric,

  apply(samples, { severity, noise, reference, columns }) {
    const rate = at(RATE, severity);
    const features = numericColumns(columns);
    const { mean, sd } = scaleOf(reference);
    const width = featureCount(samples.inputShape);
    const x = samples.x.slice();
    for (let start = 0; start < x.length; start += width) {
      for (let f = 0; f < width; f++) {
        const draw = noise.uniform();
        if (columns[f]!.kind !== 'numeric' || sd[f] === 0) continue;
        if (draw < chance((x[start + f]! - mean[f]!) / sd[f]!, rate)) x[start + f] = NaN;
      }
    }
    return {
      samples: withInputs(samples, x),
      features,
      params: { rate },
      sentence: `Cells went missing more often the higher their own value was, about ${short(100 * rate)} % of them; labels are unchanged.`,
    };
  },
};
