/** Dropouts: cells go missing completely at random. */
import { allFeatures, withInputs } from './features.ts';
import { at, type Ladder } from './severity.ts';
import type { Injection } from './types.ts';

/** Probability that a cell goes missing. */
const RATE: Ladder = [0.05, 0.1, 0.2, 0.4, 0.6];

/** Every cell draws one number and goes missing below the rate, so a higher severity loses the same cells and more. */
export const missingValues: Injection = {
  id: 'missing-values',
  title: 'Missing values',
  help: 'Readings get lost: cells go missing at random.',
  kind: 'P(x)',
  appliesTo: ['tabular'],
  ladder: ['5 % of cells', '10 % of cells', '20 % of cells', '40 % of cells', '60 % of cells'],
  source: 'missing completely at random (MCAR, Rubin 1976); the severities are our own',
  fidelity: 'exact',
  why: 'The definition of MCAR: one rate for every cell, whatever its value.',

  apply(samples, { severity, noise }) {
    const rate = at(RATE, severity);
    return {
      samples: withInputs(samples, samples.x.map((value) => (noise.uniform() < rate ? NaN : value))),
      features: allFeatures(samples),
      params: { rate },
      sentence: `Each cell went missing with probability ${rate}, independent of everything else; labels are unchanged.`,
    };
  },
};
