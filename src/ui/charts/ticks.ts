/** Which numbers are worth naming on an axis. */
import { nice, ticks } from 'd3-array';
import type { Span } from './scales.ts';

/** Round numbers between the ends, about so many. */
export const ticksOn = ([lo, hi]: Span, count: number): number[] => ticks(lo, hi, count);

/** A round end of an axis from 0 that holds `most`, with about so many ticks. */
export const roundEnd = (most: number, count: number): number => nice(0, most, count)[1];
