/** How busy the processor was besides the run, as far as a browser tells (W3C Compute Pressure). */
import type { PressureState, Pressure } from '../../contracts/record.ts';
/** From least to most. `unknown`: this browser does not tell, or has not yet. */
export const PRESSURES = ['unknown', 'nominal', 'fair', 'serious', 'critical'] as const satisfies readonly PressureState[];

/** So many changes of a run are kept. */
export const MOST_CHANGES = 50;

/**
 * Whether something else kept the processor so busy that times mean little: serious pressure or more.
 *
 * On the processor our own threads raise the pressure, as they should, so what was there before them is all that tells.
 */
export function busyElsewhere({ before, during }: Pressure, trainsOnGpu: boolean): boolean {
  const serious = (state: PressureState) => PRESSURES.indexOf(state) >= PRESSURES.indexOf('serious');
  return serious(before) || (trainsOnGpu && serious(during));
}

/** The higher of two. */
export const higher = (a: PressureState, b: PressureState): PressureState => (PRESSURES.indexOf(a) >= PRESSURES.indexOf(b) ? a : b);
