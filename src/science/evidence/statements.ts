/** What a run may say, and how often it is wrong: simulated runs of known truth, cell by cell, added up by statement. */
import type { Random } from '../../random/random.ts';
import { randomStream } from '../../random/random.ts';
import { normalTail } from '../../maths/special/normal.ts';
import { simulate, type Course, type Said } from './chain.ts';
import type { Shape, Truth } from './truths.ts';

/** One statement of the product: what it claims, and what is true of it in simulated runs. */
export interface Statement {
  readonly statement: string;
  /** In words. */
  readonly claimed: string;
  /** Over all cells, and in the cell where it is worst. */
  readonly rate: number;
  readonly worst: number;
  readonly where: string;
  /** What was counted in that cell: runs, or intervals. */
  readonly of: number;
  /** Within what is claimed, but for chance: three standard errors of that cell; null where nothing is claimed. */
  readonly met: boolean | null;
}

export interface Cell {
  readonly where: string;
  readonly course: Course;
  truth(random: Random): Truth;
}

const repairs = (count: number, gain: number): number[] => new Array<number>(count).fill(gain);
/** Gains of repairs over none. */
const gains = {
  'no repair helps': (count: number) => repairs(count, 0),
  'all repairs equal': (count: number) => repairs(count, 0.1),
  'one better by 3 points': (count: number) => [0.13, ...repairs(count - 1, 0.1)],
  'one better by the margin': (count: number) => [...repairs(count - 1, 0.1), 0.11],
  'one better by twice the margin': (count: number) => [...repairs(count - 1, 0.1), 0.12],
} as const;
type Gains = keyof typeof gains;

const cell = (
  what: Gains,
  design: Course['design'],
  seeds: number,
  { count = 8, shape = 'normal', sd = 0.02 }: { count?: number; shape?: Shape; sd?: number } = {},
): Cell => ({
  where: `${what}, ${count} ${count > 1 ? 'repairs' : 'repair'}, ${design === 'race' ? `race of ${seeds}` : `${seeds} seeds`}, ${shape}${sd < 0.01 ? ', little spread' : ''}`,
  course: { design, seeds },
  truth: () => ({ gains: gains[what](count), shape, sd }),
});

const small = { sd: 0.003 } as const;
const odd = ['skewed', 'heavy', 'discrete'] as const;
const fixed: readonly Cell[] = [
  ...([6, 10, 20] as const).flatMap((seeds) => (Object.keys(gains) as Gains[]).map((what) => cell(what, 'fixed', seeds))),
  ...([6, 10, 20] as const).flatMap((seeds) =>
    (['no repair helps', 'one better by the margin'] as const).map((what) => cell(what, 'fixed', seeds, small)),
  ),
  ...odd.flatMap((shape) => [
    cell('no repair helps', 'fixed', 10, { shape }),
    cell('one better by the margin', 'fixed', 10, { shape, ...small }),
  ]),
  ...([1, 4, 20] as const).map((count) => cell('no repair helps', 'fixed', 10, { count })),
  cell('no repair helps', 'fixed', 30),
];
const raced: readonly Cell[] = [
  ...(Object.keys(gains) as Gains[]).map((what) => cell(what, 'race', 40)),
  ...(['no repair helps', 'one better by the margin'] as const).map((what) => cell(what, 'race', 40, small)),
  ...odd.map((shape) => cell('no repair helps', 'race', 40, { shape })),
  ...([1, 20] as const).map((count) => cell('no repair helps', 'race', 40, { count })),
];
/** Repairs of any worth, some below none. */
const anyWorth: readonly Cell[] = ([6, 10] as const).map((seeds) => ({
  where: `repairs of any worth, ${seeds} seeds`,
  course: { design: 'fixed', seeds },
  truth: (random) => ({ gains: Array.from({ length: 8 }, () => 0.02 + 0.03 * random.normal()), shape: 'normal', sd: 0.02 }),
}));

export const cells: readonly Cell[] = [...fixed, ...raced, ...anyWorth];

/** Where a cell's truth is normal, how probably one arm comes out above another. */
const better =
  (sd: number) =>
  (a: number, b: number): number =>
    1 - normalTail((a - b) / (sd * Math.SQRT2));

export interface Simulated {
  readonly cell: Cell;
  readonly runs: readonly Said[];
}

export function simulateCell(one: Cell, runs: number): Simulated {
  const random = randomStream(1, 'evidence', one.where);
  return {
    cell: one,
    runs: Array.from({ length: runs }, () => {
      const truth = one.truth(random);
      return simulate(truth, one.course, random, truth.shape === 'normal' ? better(truth.sd) : undefined);
    }),
  };
}

/** Guesses that say they are wrong at most so often are looked at apart. */
const SAID = [0.05, 0.2, 0.5] as const;

export function statements(simulated: readonly Simulated[]): Statement[] {
  const of = (design: Course['design']) => simulated.filter(({ cell: { course } }) => course.design === design);
  const known = simulated.filter(({ cell: { where } }) => !where.startsWith('repairs of any worth'));
  const atMost = (statement: string, list: readonly Simulated[], limit: number, wrong: (said: Said) => boolean): Statement =>
    summed(
      statement,
      `wrong in ${percent(limit)} of runs at most`,
      list.map(({ cell: { where }, runs }) => ({ where, count: runs.filter(wrong).length, of: runs.length })),
      -Infinity,
      limit,
    );
  const covers = (statement: string, list: readonly Simulated[], which: keyof Said['coverage'], hi = 1): Statement =>
    summed(
      statement,
      hi < 1 ? 'holds the truth in 95 %' : 'holds the truth in 95 % or more',
      list
        .map(({ cell: { where }, runs }) => ({
          where,
          count: runs.reduce((sum, { coverage }) => sum + coverage[which].held, 0),
          of: runs.reduce((sum, { coverage }) => sum + coverage[which].of, 0),
        }))
        .filter((each) => each.of > 0),
      0.93,
      hi,
      // Intervals of one run go together.
      list[0]?.runs.length ?? 1,
    );
  const guesses = simulated
    .map(({ cell: { where }, runs }) => ({ where, runs: runs.filter(({ leans }) => leans) }))
    .filter(({ where, runs }) => where.startsWith('repairs of any worth') && runs.length > 0);
  return [
    atMost(
      '“shown” or “equivalent”, anything in a run, fixed seeds',
      of('fixed').filter((each) => known.includes(each)),
      0.05,
      (said) => said.falselyShown || said.falselyEquivalent,
    ),
    atMost('“shown” or “equivalent”, anything in a run, race', of('race'), 0.05, (said) => said.falselyShown || said.falselyEquivalent),
    atMost('the advice “favours” a repair, or keeping', known, 0.05, ({ favoursWrongly }) => favoursWrongly),
    ...SAID.map((limit) =>
      atMost(
        `a guess that says “wrong in ${percent(limit)} at most”`,
        known,
        limit,
        ({ leansWrongly, leaningSays }) => leansWrongly && leaningSays <= limit,
      ),
    ),
    ...guesses.map(({ where, runs }) => {
      const says = runs.reduce((sum, { leaningSays }) => sum + leaningSays, 0) / runs.length;
      return summed(
        `a guess, ${where}`,
        `wrong in ${percent(says)}, as it says on average, at most`,
        [{ where, count: runs.filter(({ leansWrongly }) => leansWrongly).length, of: runs.length }],
        -Infinity,
        says,
      );
    }),
    covers('accuracy ± half of a 95 % interval', of('fixed'), 'mean', 0.97),
    covers('difference of two repairs ± half of a 95 % interval', of('fixed'), 'difference', 0.97),
    covers('difference of two repairs in a race, whenever one looks', of('race'), 'difference'),
    covers('how often one is ahead of another, and its interval', of('fixed'), 'better'),
  ];
}

export interface Count {
  readonly where: string;
  readonly count: number;
  readonly of: number;
}

/** @param groups Independent observations of a cell, where fewer than what is counted. */
export function summed(statement: string, claimed: string, counts: readonly Count[], lo: number, hi: number, groups = Infinity): Statement {
  const off = ({ count, of }: Count): number => Math.max(count / of - hi, lo - count / of);
  const worst = counts.reduce((top, one) => (off(one) > off(top) ? one : top));
  const limit = off(worst) === worst.count / worst.of - hi ? hi : lo;
  const error = Math.sqrt((limit * (1 - limit)) / Math.min(worst.of, groups));
  return {
    ...{ statement, claimed, where: worst.where, of: worst.of },
    rate: counts.reduce((sum, { count }) => sum + count, 0) / counts.reduce((sum, { of }) => sum + of, 0),
    worst: worst.count / worst.of,
    met: off(worst) <= 3 * error,
  };
}

export const percent = (share: number): string =>
  `${(100 * share).toFixed(share < 0.0995 && share > 0 && (1000 * share) % 10 > 0.05 ? 1 : 0)} %`;
