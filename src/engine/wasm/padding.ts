/** Channels are padded to multiples of 4 for SIMD. */
import { positions, type Extent } from '../../models/extent.ts';

export const pad4 = (count: number): number => (count + 3) & ~3;

/** Elements an example takes in memory. */
export const stored = (extent: Extent, padded = true): number => positions(extent) * (padded ? pad4(extent.channels) : extent.channels);
