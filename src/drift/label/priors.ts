/** Classes that become frequent or rare while each looks as before: towards given shares, a Dirichlet draw, knock-out, a long tail. */
import { selectRows } from '../../data/select.ts';
import type { Samples } from '../../data/types.ts';
import { labelCounts } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, DriftEffect, Injection } from '../../contracts/drift.ts';
import { dirichlet } from './dirichlet.ts';
import { resample } from './resample.ts';
import { pow } from '../../maths/portable.ts';

const COMMON = { kind: 'P(y)', appliesTo: ['image', 'tabular', 'text'], resamples: true } as const satisfies Partial<Injection>;

/** Class shares of the old world; a class that it lacks counts as one row. */
function oldPrior({ reference, classes }: DriftContext): number[] {
  const counts = labelCounts(reference, classes.length).map((count) => Math.max(1, count));
  const sum = counts.reduce((a, b) => a + b, 0);
  return counts.map((count) => count / sum);
}

/** The batch with its classes in the shares `prior`. */
function withPrior(samples: Samples, prior: readonly number[], { noise }: DriftContext): Pick<DriftEffect, 'samples' | 'from'> {
  const from = resample(samples.y, prior, noise);
  return { samples: selectRows(samples, from), from };
}

/** Part of the way from the old shares to the new ones. */
const WAY: Ladder = [0.2, 0.4, 0.6, 0.8, 1];
const WAY_WORDS = ['20 % of the way', '40 % of the way', '60 % of the way', '80 % of the way', 'all the way'] as const;

const between = (old: readonly number[], now: readonly number[], way: number): number[] =>
  old.map((share, c) => (1 - way) * share + way * now[c]!);
const percents = (prior: readonly number[]): string => prior.map((share) => `${Math.round(100 * share)}`).join(', ');

export const targetPriors: Injection = {
  ...COMMON,
  id: 'target-priors',
  title: 'Class frequencies to order',
  help: 'The classes move towards shares that you give.',
  ladder: WAY_WORDS,
  source: 'label shift to a given prior (Lipton et al. 2018)',
  fidelity: 'exact',
  why: 'P(y) becomes the given vector and P(x|y) stays; below severity 5 it is a mixture of old and new.',
  parameters: [
    {
      name: 'shares',
      title: 'New shares',
      help: 'One share per class, in the order of the classes; together 1. When none are given they fall evenly from the first class to the last.',
      kind: 'shares',
      default: [],
    },
  ],

  apply(samples, context) {
    const { severity, params, classes } = context;
    const given = params.shares as readonly number[];
    const falling = classes.map((_, c) => (2 * (classes.length - c)) / (classes.length * (classes.length + 1)));
    const target = given.length === classes.length ? given : falling;
    const way = at(WAY, severity);
    const prior = between(oldPrior(context), target, way);
    return {
      ...withPrior(samples, prior, context),
      params: { way, prior },
      sentence: `Class shares moved ${Math.round(100 * way)} % of the way to ${percents(target)} %; each class looks as before.`,
    };
  },
};

export const dirichletPriors: Injection = {
  ...COMMON,
  id: 'dirichlet-priors',
  title: 'Class frequencies at random',
  help: 'The classes move towards shares drawn at random.',
  ladder: WAY_WORDS,
  source: 'Dirichlet shift (Lipton et al. 2018): the new prior is drawn from Dirichlet(α, …, α)',
  fidelity: 'exact',
  why: 'The draw of the source; below severity 5 the prior is a mixture of the old one and the draw.',
  parameters: [
    {
      name: 'alpha',
      title: 'Concentration α',
      help: 'Small: few classes dominate. Large: nearly equal shares.',
      kind: 'number',
      min: 0.1,
      max: 100,
      default: 0.5,
    },
  ],

  apply(samples, context) {
    const { severity, params, classes, world } = context;
    const target = dirichlet(
      classes.map(() => params.alpha as number),
      world,
    );
    const way = at(WAY, severity);
    const prior = between(oldPrior(context), target, way);
    return {
      ...withPrior(samples, prior, context),
      params: { way, prior, alpha: params.alpha as number },
      sentence: `Class shares moved ${Math.round(100 * way)} % of the way to a Dirichlet draw of ${percents(target)} %; each class looks as before.`,
    };
  },
};

/** Share of the class's rows that no longer come. */
const GONE: Ladder = [0.1, 0.25, 0.5, 0.75, 1];

export const knockOut: Injection = {
  ...COMMON,
  id: 'knock-out',
  title: 'Knocked-out class',
  help: 'One class becomes rare, or no longer comes at all.',
  ladder: ['10 % of its rows', '25 % of its rows', '50 % of its rows', '75 % of its rows', 'all of its rows'],
  source: 'knock-out shift of Failing Loudly (Rabanser et al. 2019: δ = 0.1, 0.5, 1); two steps between are our own',
  fidelity: 'exact',
  why: 'A share δ of one class is removed; the others fill the batch in their old proportions.',
  parameters: [
    { name: 'class', title: 'Class', help: 'The class that goes; drawn from the seed when none is named.', kind: 'class', default: '' },
  ],

  apply(samples, context) {
    const { severity, params, classes, world } = context;
    const drawn = world.int(classes.length);
    const named = classes.indexOf(params.class as string);
    const out = named >= 0 ? named : drawn;
    const gone = at(GONE, severity);
    const weight = oldPrior(context).map((share, c) => (c === out ? (1 - gone) * share : share));
    const sum = weight.reduce((a, b) => a + b, 0);
    return {
      ...withPrior(samples, weight, context),
      params: { class: classes[out]!, gone, prior: weight.map((w) => w / sum) },
      sentence: `${Math.round(100 * gone)} % of the rows of “${classes[out]}” no longer come; each class looks as before.`,
    };
  },
};

/** Rows of the largest class for each of the smallest. */
const RATIO: Ladder = [2, 5, 10, 50, 100];

export const longTail: Injection = {
  ...COMMON,
  id: 'long-tail',
  title: 'Long tail',
  help: 'A few classes make up most of the rows, the others a long thin tail.',
  ladder: ['2 : 1', '5 : 1', '10 : 1', '50 : 1', '100 : 1'],
  source: 'long-tailed imbalance (Cui et al. 2019): class shares fall exponentially to 1 / imbalance ratio',
  fidelity: 'exact',
  why: 'The shares of the source, whatever they were before; the order of the classes is drawn from the seed.',

  apply(samples, context) {
    const { severity, classes, world } = context;
    const ratio = at(RATIO, severity, 1);
    const rank = world.permutation(classes.length);
    const weight = classes.map((_, c) => pow(ratio, -rank[c]! / Math.max(1, classes.length - 1)));
    const sum = weight.reduce((a, b) => a + b, 0);
    return {
      ...withPrior(samples, weight, context),
      params: { ratio, prior: weight.map((w) => w / sum) },
      sentence: `Class shares became a long tail, ${Math.round(ratio)} : 1 between its ends; each class looks as before.`,
    };
  },
};
