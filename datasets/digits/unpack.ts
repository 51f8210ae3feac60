/** The digits from their packed form, in the browser and in Node alike. */
import { unzlibSync } from 'fflate';
import { packed } from './packed.ts';

const PIXELS = 64;
const WHITE = 16;

/** All rows in published order: `x` is `[rows, 64]` in [0, 1], `y` is `[rows]`. */
export function unpack(): { rows: number; x: Float32Array; y: Int32Array } {
  const bytes = unzlibSync(Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));
  const rows = bytes.length / (PIXELS + 1);
  const x = Float32Array.from(bytes.subarray(0, rows * PIXELS), (level) => level / WHITE);
  return { rows, x, y: Int32Array.from(bytes.subarray(rows * PIXELS)) };
}
