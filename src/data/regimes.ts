/** Which rows are of the old world and which of the new one, where the data itself tells: two files, a column, or a point in time. */
import { DataError } from './errors.ts';
import type { Dataset } from './types.ts';

/**
 * A point in time (ISO 8601 of dates, a number of others): rows before it are old, rows from it on are new, up to the first of `ends`; between
 * those lie later windows, on which repaired models are tested as they age. Or the names of the regimes that are old, of those that are new,
 * and of later ones; rows of others stay unused.
 */
export type RegimeChoice = { cut: string | number; ends?: (string | number)[] } | { old: string[]; new: string[]; later?: string[] };

/** Row numbers, ascending. */
export interface Sides {
  readonly old: Int32Array;
  readonly new: Int32Array;
  /** By window. */
  readonly later: readonly Int32Array[];
}

type Timed = Pick<Dataset, 'samples' | 'regimes' | 'time' | 'title'>;

/** @throws DataError when the data has no time or no such regime, or the cut is no time. */
export function sidesOf(dataset: Timed, choice: RegimeChoice): Sides {
  const { rows } = dataset.samples;
  const side = 'cut' in choice ? sideOfTime(dataset, choice) : sideOfRegime(dataset, choice);
  const windows = ('cut' in choice ? choice.ends : choice.later)?.length ?? 0;
  const all = Int32Array.from({ length: rows }, (_, row) => side(row));
  const of = (wanted: number) => Int32Array.from(all.keys()).filter((row) => all[row] === wanted);
  return { old: of(0), new: of(1), later: Array.from({ length: windows }, (_, window) => of(2 + window)) };
}

/** 0 old, 1 new, 2 and more later, −1 none of them. */
type SideOf = (row: number) => number;

function sideOfTime({ samples: { time }, time: facts, title }: Timed, { cut, ends = [] }: Extract<RegimeChoice, { cut: unknown }>): SideOf {
  if (!time || !facts)
    throw new DataError(`${title} has no column of times to be cut at ${cut}`, {
      remedy: 'Say which column holds the time, or give the old and the new rows as two files.',
    });
  const bounds = [cut, ...ends].map((each) => timeOf(each, facts));
  const wrong = bounds.findIndex((bound, i) => i > 0 && bound <= bounds[i - 1]!);
  if (wrong > 0)
    throw new DataError(`${ends[wrong - 1]} does not come after ${[cut, ...ends][wrong - 1]}`, { remedy: 'Give times in their order.' });
  return (row) => (Number.isNaN(time[row]!) ? -1 : bounds.filter((bound) => time[row]! >= bound).length);
}

function sideOfRegime({ samples: { regime }, regimes, title }: Timed, choice: Extract<RegimeChoice, { old: unknown }>): SideOf {
  if (!regime || !regimes)
    throw new DataError(`${title} has no regimes, so nothing tells old rows from new ones`, {
      remedy: 'Give two files, oldest first, or say which column holds the regime.',
    });
  const { later = [] } = choice;
  const unknown = [...choice.old, ...choice.new, ...later].find((name) => !regimes.names.includes(name));
  if (unknown !== undefined) throw new DataError(`${title} has no regime “${unknown}”`, { remedy: `It has ${regimes.names.join(', ')}.` });
  const sideOf = (name: string) =>
    choice.old.includes(name) ? 0 : choice.new.includes(name) ? 1 : later.includes(name) ? 2 + later.indexOf(name) : -1;
  const sides = regimes.names.map(sideOf);
  return (row) => sides[regime[row]!] ?? -1;
}

/** A cut as `Samples.time` counts. @throws DataError when it is none. */
export function timeOf(cut: string | number, { name, kind }: NonNullable<Dataset['time']>): number {
  const at = kind === 'number' || typeof cut === 'number' ? Number(cut) : Date.parse(cut);
  if (Number.isFinite(at)) return at;
  throw new DataError(`“${cut}” is no ${kind === 'date' ? 'date' : 'number'} that “${name}” could be cut at`, {
    remedy: kind === 'date' ? 'Write it as 2024-01-31.' : 'Write it as the column does.',
  });
}

/** A time as a cut is written: a date without hours where it is midnight (UTC). */
export function cutText(at: number, { kind }: NonNullable<Dataset['time']>): string | number {
  if (kind === 'number') return at;
  return new Date(at)
    .toISOString()
    .replace(/T00:00:00.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}

/** The regimes as they come: the last ones are the new world. */
export const lastIsNew = ({ names }: NonNullable<Dataset['regimes']>, fresh = 1): { old: string[]; new: string[] } => ({
  old: names.slice(0, -fresh),
  new: names.slice(-fresh),
});
