/** Days and what is known of them long before: weekday, month, holiday. All in UTC. */

const DAY_MS = 86_400_000;

/** Years that are counted, both included. */
const YEARS = [
  [1969, 1988],
  [1994, 2014],
] as const;

/** Every day that is counted, in order, in ms since 1970. */
export function everyDay(): number[] {
  return YEARS.flatMap(([first, last]) => {
    const start = Date.UTC(first, 0, 1);
    return Array.from({ length: (Date.UTC(last + 1, 0, 1) - start) / DAY_MS }, (_, day) => start + day * DAY_MS);
  });
}

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
/** The days on which most of the country is off work, and those beside them. */
export const holidays = [
  'none',
  'New Year’s Day',
  'Memorial Day',
  'Independence Day',
  'Labor Day',
  'Thanksgiving',
  'day after Thanksgiving',
  'Christmas Eve',
  'Christmas',
  'New Year’s Eve',
] as const;

/** 0 = Monday. */
export const weekdayOf = (day: number): number => (new Date(day).getUTCDay() + 6) % 7;

/** 0 = January. */
export const monthOf = (day: number): number => new Date(day).getUTCMonth();

/** The same date every year, as month and day. */
const FIXED: Readonly<Record<string, (typeof holidays)[number]>> = {
  '0-1': 'New Year’s Day',
  '6-4': 'Independence Day',
  '11-24': 'Christmas Eve',
  '11-25': 'Christmas',
  '11-31': 'New Year’s Eve',
};

/** Index into `holidays`. Memorial Day as since 1971: the last Monday of May. */
export function holidayOf(day: number): number {
  const date = new Date(day);
  const [month, dayOfMonth, weekday] = [date.getUTCMonth(), date.getUTCDate(), weekdayOf(day)];
  const nth = Math.ceil(dayOfMonth / 7);
  const thanksgiving = (at: number) => {
    const then = new Date(at);
    return then.getUTCMonth() === 10 && weekdayOf(at) === 3 && Math.ceil(then.getUTCDate() / 7) === 4;
  };
  const name =
    FIXED[`${month}-${dayOfMonth}`] ??
    (month === 4 && weekday === 0 && dayOfMonth > 24
      ? 'Memorial Day'
      : month === 8 && weekday === 0 && nth === 1
        ? 'Labor Day'
        : thanksgiving(day)
          ? 'Thanksgiving'
          : thanksgiving(day - DAY_MS)
            ? 'day after Thanksgiving'
            : 'none');
  return holidays.indexOf(name);
}
