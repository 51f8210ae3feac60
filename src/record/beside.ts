/** Runs beside each other: first in what they differ, then what they came to, ranked only where that means something. */
import type { BesideRow, Difference, RunEntry, RunsBeside } from '../contracts/library.ts';
import type { AnyRecord } from '../contracts/record.ts';
import { interval } from '../maths/statistics.ts';
import { across } from '../measure/statistics/across.ts';
import { canonicalJson } from '../spec/canonical.ts';
import { acrossTold, tasksOf } from './across.ts';
import { differences } from './differences.ts';
import { contestantsOf, type Repeat } from './repeats.ts';

export interface Beside {
  readonly record: AnyRecord;
  readonly name: string;
  readonly state: RunEntry['state'];
  readonly sound: boolean;
}

/** Fewer are no comparison, and more nobody reads. */
const FEWEST_BESIDE = 2;
const MOST_BESIDE = 20;
/** Points of a mean curve. */
const POINTS = 25;

/** @throws RangeError for fewer than 2 runs, or more than 20 */
export function beside(runs: readonly Beside[]): RunsBeside {
  if (runs.length < FEWEST_BESIDE || runs.length > MOST_BESIDE)
    throw new RangeError(`${FEWEST_BESIDE} to ${MOST_BESIDE} runs can be compared, and these are ${runs.length}`);
  const design = differing(runs.map(({ record }) => record.spec));
  const surroundings = differing(runs.map(({ record: { environment } }) => environment));
  const notRanked = whyNotRanked(runs);
  const rows = rowsOf(runs);
  const timesNotRanked = whyTimesNot(runs, surroundings);
  return {
    runs: runs.map(({ record, name, state, sound }) => ({ runId: record.runId, name, state, sound })),
    ...{ design, surroundings },
    ...(notRanked !== undefined && { notRanked }),
    ...(timesNotRanked !== undefined && { timesNotRanked }),
    ...acrossOf(runs),
    rows: notRanked === undefined ? rows.toSorted((a, b) => b.score.mean - a.score.mean) : rows,
    curves: runs.flatMap(({ record }, run) =>
      contestantsOf(record).all.map(({ id, repeats }) => ({ run, arm: id, points: meanCurve(repeats) })),
    ),
    axes: axesOf(runs, design),
  };
}

/** Where values differ, each place with what every one has there. */
function differing(values: readonly unknown[]): Difference[] {
  const [first] = values;
  const paths = [...new Set(values.slice(1).flatMap((other) => differences(first, other)))].filter(
    (path) => !path.startsWith('selfTest') && !path.includes('.selfTest'),
  );
  return paths.map((path) => ({ path, values: values.map((value) => shown(at(value, path))) }));
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) found = (found as Readonly<Record<string, unknown>> | undefined)?.[key];
  return found;
}

const shown = (value: unknown): string => (value === undefined ? '–' : typeof value === 'string' ? value : canonicalJson(value));

/** Of what the scores of two runs must have in common to be ranked. */
function whyNotRanked(runs: readonly Beside[]): string | undefined {
  const unsound = runs.find(({ sound }) => !sound);
  if (unsound) return `${unsound.name} was changed, or does not follow from its own numbers.`;
  const stopped = runs.find(({ state }) => state === 'stopped');
  if (stopped) return `${stopped.name} was stopped by hand.`;
  const edited = runs.find(({ state }) => state === 'edited');
  if (edited && runs.some(({ state }) => state !== 'edited'))
    return `A person laid a hand on ${edited.name}; runs as designed are not ranked with runs that were edited.`;
  const [first, ...others] = runs.map(({ record: { spec } }) => ({
    kind: spec.kind,
    // Of the user's own it holds the hash; another root draws other rows of the same world.
    'data set': spec.data,
    drift: spec.drift,
    metric: spec.measure.metric ?? null,
    task: spec.task ?? null,
  }));
  for (const [what, value] of Object.entries(first!))
    for (const other of others)
      if (canonicalJson(value) !== canonicalJson(other[what as keyof typeof other]))
        return `They differ in their ${what}, so their scores do not go together.`;
  return undefined;
}

/** As `lab across` tells it, of finished runs that nothing speaks against, on other data or seeds. */
function acrossOf(runs: readonly Beside[]): Pick<RunsBeside, 'across'> {
  const worlds = new Set(runs.map(({ record: { spec } }) => canonicalJson([spec.data, spec.drift, spec.seeds.root])));
  if (worlds.size < 2 || runs.some(({ sound, state }) => !sound || state !== 'finished')) return {};
  try {
    return { across: acrossTold(across(tasksOf(runs))) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { across: { refused: `${error.message}.`.replace(/\.\.$/, '.') } };
  }
}

function whyTimesNot(runs: readonly Beside[], surroundings: readonly Difference[]): string | undefined {
  const machine = surroundings.find(({ path }) => /^(userAgent|cores|engine\.(engine|adapter|library|threads))$/.test(path));
  if (machine) return `Their machines differ (${machine.path}), so times do not go together; counted work does.`;
  const busy = runs.find(({ record }) => record.environment.hidden || record.environment.engine.software);
  return busy && `Times of ${busy.name} say little: its tab was hidden, or its GPU was software.`;
}

function rowsOf(runs: readonly Beside[]): BesideRow[] {
  const all = runs.map(({ record }) => contestantsOf(record));
  return all.flatMap(({ all: contestants }, run) =>
    contestants.map(({ id, title, repeats }): BesideRow => {
      const { mean, lo, hi, values } = interval(repeats.map(({ merit }) => merit));
      const first = run > 0 ? all[0]!.all.find((other) => other.id === id) : undefined;
      const against = first && pairedWith(repeats, first.repeats);
      const over = (of: (repeat: Repeat) => number) => interval(repeats.map(of)).mean;
      return {
        ...{ run, arm: id, title, score: { mean, lo, hi, values } },
        ...{ old: over(({ old }) => old), seconds: over(({ seconds }) => seconds), flops: over(({ flops }) => flops) },
        ...(against && { difference: against }),
      };
    }),
  );
}

/** On seeds whose rows are the same: then luck with rows is taken out. */
function pairedWith(own: readonly Repeat[], first: readonly Repeat[]): BesideRow['difference'] {
  const pairs = own.flatMap((repeat) => {
    const other = first.find(({ seed, rows }) => seed === repeat.seed && rows === repeat.rows);
    return other ? [repeat.merit - other.merit] : [];
  });
  if (pairs.length < 2) return undefined;
  const { mean, lo, hi } = interval(pairs);
  return { mean, lo, hi, seeds: pairs.length };
}

function meanCurve(repeats: readonly Repeat[]): (readonly [number, number])[] {
  const curves = repeats.map(({ curve }) => curve).filter((curve) => curve.length > 1);
  if (!curves.length) return [];
  return Array.from({ length: POINTS }, (_, i) => {
    const share = i / (POINTS - 1);
    return [share, interval(curves.map((curve) => along(curve, share))).mean] as const;
  });
}

/** Between two points, in proportion. */
function along(curve: Repeat['curve'], share: number): number {
  const after = curve.findIndex(([x]) => x >= share);
  if (after < 0) return curve.at(-1)![1];
  const [x, y] = curve[after]!;
  const [before, value] = curve[Math.max(0, after - 1)]!;
  return x > before ? value + ((y - value) * (share - before)) / (x - before) : y;
}

/** Numbers that differ between designs, and the best score: what parallel coordinates show. */
function axesOf(runs: readonly Beside[], design: readonly Difference[]): RunsBeside['axes'] {
  const numbers = design.flatMap(({ path, values }) => {
    const known = values.map(Number);
    return known.every(Number.isFinite) ? [{ name: path, values: known }] : [];
  });
  const best = runs.map(({ record }) =>
    Math.max(...contestantsOf(record).all.map(({ repeats }) => interval(repeats.map(({ merit }) => merit)).mean)),
  );
  return [...numbers, { name: 'best score', values: best }];
}
