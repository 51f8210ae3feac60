/** Hours as people say them. */
const UNITS = [
  { hours: 24 * 365, one: 'year', many: 'years', from: 24 * 365 * 2 },
  { hours: 24, one: 'day', many: 'days', from: 48 },
  { hours: 1, one: 'hour', many: 'hours', from: 1 },
  { hours: 1 / 60, one: 'minute', many: 'minutes', from: 0 },
] as const;

const digits = (value: number): string => (value >= 9.95 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1));
/** The unit in which so many hours are told. */
export const unitOf = (value: number) => UNITS.find(({ from }) => value >= from) ?? UNITS[3];

/** `40 minutes`, `6.5 hours`, `9 days`, `2.4 years`; days from 48 hours on, years from two on. */
export function hours(value: number): string {
  const unit = unitOf(value);
  const text = digits(value / unit.hours);
  return `${text} ${text === '1' ? unit.one : unit.many}`;
}

/** `8.2 to 10 days`, both in the unit of the second. */
export function hoursFromTo(lo: number, hi: number): string {
  const unit = unitOf(hi);
  return `${digits(lo / unit.hours)} to ${digits(hi / unit.hours)} ${unit.many}`;
}
