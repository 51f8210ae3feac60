/** A point in time as numbers that a model can use. */

export interface DateInput {
  readonly name: string;
  readonly values: Float64Array;
}

const DAY_MS = 86_400_000;

/** Year, month, weekday (0 is Monday), hour and days since the first of the dates; what never changes is left out. */
export function dateInputs(name: string, ms: Float64Array): DateInput[] {
  const first = ms.reduce((low, value) => (value < low ? value : low), Infinity);
  const of = (part: string, take: (date: Date) => number): DateInput => ({
    name: `${name}: ${part}`,
    values: Float64Array.from(ms, (value) => (Number.isNaN(value) ? NaN : take(new Date(value)))),
  });
  const all = [
    of('year', (date) => date.getUTCFullYear()),
    of('month', (date) => date.getUTCMonth() + 1),
    of('weekday', (date) => (date.getUTCDay() + 6) % 7),
    of('hour', (date) => date.getUTCHours()),
    { name: `${name}: days since the first`, values: Float64Array.from(ms, (value) => (value - first) / DAY_MS) },
  ];
  return all.filter(({ values }) => {
    const known = values.find((value) => !Number.isNaN(value));
    return values.some((value) => !Number.isNaN(value) && value !== known);
  });
}

/** Numbers as ms since 1970 where their size says that they count seconds, ms, µs or ns since then, or are written YYYYMMDD. */
export function asMoments(values: Float64Array, low: number, high: number, whole: boolean): Float64Array | undefined {
  if (whole && low >= 19_000_101 && high <= 21_001_231 && values.every(isDay)) return Float64Array.from(values, dayMs);
  const unit = [1000, 1, 1e-3, 1e-6].find((ms) => low * ms >= 1e11 && high * ms <= 4.2e12);
  return unit === undefined ? undefined : Float64Array.from(values, (value) => value * unit);
}

const isDay = (value: number): boolean => {
  const [month, day] = [Math.floor(value / 100) % 100, value % 100];
  return Number.isNaN(value) || (month >= 1 && month <= 12 && day >= 1 && day <= 31);
};
const dayMs = (value: number): number => Date.UTC(Math.floor(value / 10_000), (Math.floor(value / 100) % 100) - 1, value % 100);
