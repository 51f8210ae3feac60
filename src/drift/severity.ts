/** Severity ladders: five steps, each further from the old world than the one before. */
import type { Severity } from './types.ts';

export type Ladder = readonly [number, number, number, number, number];

/** The ladder's value at this severity. */
export const at = (ladder: Ladder, severity: Severity): number => ladder[severity - 1]!;
