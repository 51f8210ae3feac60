/** Severity ladders: five steps, each further from the old world than the one before. */

export type Ladder = readonly [number, number, number, number, number];

/** The strongest severity; 0 is the old world. */
export const MAX_SEVERITY = 5;

/**
 * The ladder's value at this severity, 0 … 5: linear between two steps, and below the first between `zero`, the value that
 * changes nothing, and that step.
 */
export function at(ladder: Ladder, severity: number, zero = 0): number {
  const step = Math.floor(severity);
  const lower = step === 0 ? zero : ladder[step - 1]!;
  const upper = ladder[step] ?? lower;
  return severity === step ? lower : lower + (severity - step) * (upper - lower);
}
