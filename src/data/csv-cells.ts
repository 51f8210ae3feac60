/** What a single cell of a CSV file means. */

const TOKENS = ['NA', 'N/A', 'NaN', 'null', '?'];
const MISSING: ReadonlySet<string> = new Set(['', ...TOKENS.flatMap((t) => [t, t.toLowerCase(), t.toUpperCase()])]);
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;

/** Empty, NA, N/A, NaN, null or `?`, in one case throughout or as spelt here. */
export const isMissing = (cell: string): boolean => MISSING.has(cell);

/**
 * The number a trimmed cell holds; undefined when it is not a decimal number. Infinite when it says so or does not fit
 * 32-bit floats (beyond ±3.4e38).
 */
export function numberIn(cell: string): number | undefined {
  if (DECIMAL.test(cell)) return Math.fround(Number(cell));
  return INFINITE.test(cell) ? Infinity : undefined;
}
