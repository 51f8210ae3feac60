/** What looks like drift and is none: nothing at all, wrong labels, late labels. */
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

const COMMON = { kind: 'control', appliesTo: ['image', 'tabular', 'text'], fidelity: 'exact' } as const satisfies Partial<Injection>;

export const noDrift: Injection = {
  ...COMMON,
  id: 'no-drift',
  title: 'No drift at all',
  help: 'Nothing changes. A repair that wins here wins by chance.',
  ladder: ['nothing', 'still nothing', 'nothing yet', 'nothing at all', 'nothing whatever'],
  source: 'the stationary control',
  why: 'The rows are returned as they are.',
  apply: (samples) => ({ samples, params: {}, sentence: 'Nothing changed.' }),
};

/** Probability that a label is wrong. */
const WRONG: Ladder = [0.05, 0.1, 0.2, 0.3, 0.4];

export const labelNoise: Injection = {
  ...COMMON,
  id: 'label-noise',
  relabels: true,
  title: 'Wrong labels',
  help: 'The labels get sloppy: some are wrong at random. The world itself is as it was.',
  ladder: ['5 % of the labels', '10 % of the labels', '20 % of the labels', '30 % of the labels', '40 % of the labels'],
  source: 'symmetric label noise (Angluin & Laird 1988); the severities are our own',
  why: 'Every label is replaced, with one probability, by one of the others, all equally likely.',

  apply(samples, { severity, noise, classes }) {
    const rate = at(WRONG, severity);
    const y = samples.y.map((label) => {
      const [fate, other] = [noise.uniform(), 1 + noise.int(Math.max(1, classes.length - 1))];
      return fate < rate ? (label + other) % classes.length : label;
    });
    return {
      samples: { ...samples, y },
      params: { rate },
      sentence: `Each label was wrong with probability ${short(rate)}, in new-world training and test rows alike; inputs are unchanged.`,
    };
  },
};

/** Share of the new regime, counted from its end, whose labels are not there yet. */
const LATE: Ladder = [0.1, 0.25, 0.5, 0.75, 0.9];

export const labelDelay: Injection = {
  ...COMMON,
  id: 'label-delay',
  title: 'Late labels',
  help: 'Labels come late: those of the latest rows are not there yet, so repairs learn from the past of the new world.',
  ladder: ['the last 10 %', 'the last 25 %', 'the last half', 'the last three quarters', 'all but the first tenth'],
  source: 'verification latency (Marrs et al. 2010); the severities are our own',
  why: 'Rows and labels are as they were; only those old enough can be bought.',

  apply(samples, { severity }) {
    const share = at(LATE, severity);
    return {
      samples,
      labelDelay: share,
      params: { share },
      sentence: `The labels of the last ${Math.round(100 * share)} % of the new regime have not arrived; rows and labels are unchanged.`,
    };
  },
};
