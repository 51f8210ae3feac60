/** Points in time at regular distances, where a walk through time cuts. */
import { DataError } from './errors.ts';
import { cutText } from './regimes.ts';
import type { Dataset } from './types.ts';

/** More make a run of hours, and a table that nobody reads. */
const MOST = 60;
const DAY = 86_400_000;

/** `every month`, `every 2 years`, `every 500` (in the column's own numbers). */
const EVERY = /^every\s+(?:(\d+(?:\.\d+)?)\s*)?(day|week|month|quarter|year)?s?$/i;

export const isEvery = (text: string): boolean => /^every\b/i.test(text);

/**
 * Cuts inside the data's time, as `RegimeChoice.cut` is written: at whole months, quarters and years of the calendar (UTC); before the first there
 * is at least one stretch, to learn from. Windows in which nothing was recorded are left out.
 * @throws DataError when the text or the data has no such distance, or there would be too many cuts or none.
 */
export function cutsEvery(text: string, { samples, time, title }: Pick<Dataset, 'samples' | 'time' | 'title'>): (string | number)[] {
  if (!time || !samples.time)
    throw new DataError(`${title} has no column of times to walk through`, { remedy: 'Say which column holds the time.' });
  const found = EVERY.exec(text.trim());
  const step = Number(found?.[1] ?? 1);
  const unit = found?.[2]?.toLowerCase();
  if (!found || !(step > 0) || (unit === undefined) !== (time.kind === 'number') || (unit && !Number.isInteger(step)))
    throw new DataError(`“${text}” is no distance in ${time.name}`, {
      remedy: time.kind === 'date' ? 'Write “every month”, “every 2 weeks” or the like.' : 'Write “every 500” or the like.',
    });
  let [first, last] = [Infinity, -Infinity];
  for (const at of samples.time) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  const cuts: number[] = [];
  for (let n = 1; ; n++) {
    const at = after(first, n * step, unit);
    if (at > last) break;
    cuts.push(at);
    if (cuts.length > MOST) throw new DataError(`“${text}” cuts ${title} more than ${MOST} times`, { remedy: 'Choose a larger distance.' });
  }
  if (cuts.length === 0)
    throw new DataError(`“${text}” does not cut ${title} once: it is shorter`, { remedy: 'Choose a smaller distance.' });
  // A window in which nothing was recorded is no world: it is passed over.
  const times = samples.time;
  const held = cuts.filter((at, i) => times.some((each) => each >= at && each < (cuts[i + 1] ?? Infinity)));
  return held.map((at) => cutText(at, time));
}

/** Distances from small to large, as a person would choose them. */
const USUAL = ['day', 'week', 'month', 'quarter', 'year', '2 years', '5 years', '10 years', '20 years'];
/** As many cuts as a table and an evening take. */
const FEW = 12;

/** The smallest usual distance that makes no more than a dozen cuts. @throws DataError when the data has no time, or none that changes */
export function usualDistance(dataset: Pick<Dataset, 'samples' | 'time' | 'title'>): string {
  const { samples, time } = dataset;
  const known = time?.kind === 'number' ? samples.time?.filter((at) => !Number.isNaN(at)) : undefined;
  const span = known?.length ? known.reduce((a, b) => Math.max(a, b)) - known.reduce((a, b) => Math.min(a, b)) : 0;
  const usual = span > 0 ? [`${roundStep(span / 8)}`] : USUAL;
  const texts = usual.map((distance) => `every ${distance}`);
  const few = (text: string): boolean => {
    try {
      return cutsEvery(text, dataset).length <= FEW;
    } catch (error) {
      if (time && error instanceof DataError) return false;
      throw error;
    }
  };
  const found = texts.find(few);
  if (found === undefined)
    throw new DataError(`${dataset.title} holds no stretch of time to walk through`, { remedy: 'Say where it is to be cut.' });
  return found;
}

/** 1, 2 or 5 × 10ⁿ, the next from `least` on. */
function roundStep(least: number): number {
  const power = Number(least.toExponential().split('e')[1]);
  return Number(`${[1, 2, 5, 10].find((factor) => factor * 10 ** power >= least * 0.999)}e${power}`);
}

/** So many units after the beginning of the one that holds `first`; plain numbers from `first` itself. */
function after(first: number, n: number, unit: string | undefined): number {
  if (unit === undefined) return first + n;
  const date = new Date(first);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'year') return Date.UTC(year + n, 0, 1);
  if (unit === 'quarter') return Date.UTC(year, 3 * (Math.floor(month / 3) + n), 1);
  if (unit === 'month') return Date.UTC(year, month + n, 1);
  return Date.UTC(year, month, date.getUTCDate()) + n * DAY * (unit === 'week' ? 7 : 1);
}
