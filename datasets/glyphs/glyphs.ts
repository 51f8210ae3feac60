/** Digits written by a program: as many as wanted, each one different. */
import { digestArrays } from '../../src/data/hash.ts';
import type { Dataset } from '../../src/data/types.ts';
import { randomStream, type Random } from '../../src/random/random.ts';
import type { ParameterValues } from '../../src/spec/parameter.ts';
import { checkRows, type BuiltIn } from '../built-in.ts';
import { draw, smooth } from './pen.ts';
import { skeletons, type Style } from './skeletons.ts';
import * as portable from '../../src/maths/portable.ts';

/** Scales every kind of variation below. At 1 a small convolutional net learns 96–99 % from 2,000 rows. */
const DIFFICULTY = 1;

/** Standard deviations, but for the ranges of the nib and the ink. Lengths are in widths of the writing square. */
const ROTATION_RAD = 0.16 * DIFFICULTY;
const SHEAR = 0.18 * DIFFICULTY;
const LOG_SCALE = 0.11 * DIFFICULTY;
const SHIFT = 0.045 * DIFFICULTY;
const JITTER = 0.028 * DIFFICULTY;
const PIXEL_NOISE = 0.07 * DIFFICULTY;
const NIB_RADIUS_PX = [0.35, 1.05] as const;
const INK = [0.6, 1] as const;

const SIZE = 16;
/** Pixels per width of the writing square. */
const SCALE = 13;
const GREY_LEVELS = 255;
const MAX_ROWS = 20_000;

export const glyphs: BuiltIn = {
  id: 'glyphs',
  title: 'Written by a program, 16×16',
  card: {
    summary: 'Digits drawn as pen strokes that turn, lean, stretch and tremble at random, as 16×16 grey images.',
    origin: 'procedural',
    source: 'Generated here from the root seed: skeletons of 22 writing styles under random affine maps.',
    licence: 'CC0 1.0',
    caution: 'Synthetic: every image comes from one known process, so results say nothing about real handwriting.',
  },
  inputKind: 'image',
  inputShape: [SIZE, SIZE, 1],
  columns: [],
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  defaultSplit: { baseTrain: 2_000, baseTest: 500, newPool: 1_000, newTest: 500 },
  maxRows: MAX_ROWS,
  load,
  endless: true,
};

/** Row i depends on the root and i alone. Pixels have 256 grey levels, which hides the last bits of sin and cos. */
async function load(rows: number, root: number, _params?: ParameterValues, from = 0): Promise<Dataset> {
  checkRows(rows, MAX_ROWS);
  const x = new Float32Array(rows * SIZE * SIZE);
  const y = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const random = randomStream(root, 'glyphs', from + row);
    y[row] = random.int(skeletons.length);
    write(x.subarray(row * SIZE * SIZE, (row + 1) * SIZE * SIZE), y[row]!, random);
  }
  const { id, title, card, inputShape, columns, classes } = glyphs;
  const samples = { rows, inputShape, x, y };
  return { id, title, card, samples, columns, classes, sha256: await digestArrays(x, y), notes: [] };
}

/** One image of the digit, into `image` (`[16, 16]`, all zero). */
function write(image: Float32Array, digit: number, random: Random): void {
  const styles = skeletons[digit]!;
  const place = placement(random);
  const radius = random.between(...NIB_RADIUS_PX);
  const ink = random.between(...INK);
  for (const path of tremble(styles[random.int(styles.length)]!, random)) draw(image, SIZE, smooth(place(path)), radius);
  for (let p = 0; p < image.length; p++) {
    const grey = ink * image[p]! + PIXEL_NOISE * random.normal();
    image[p] = Math.round(GREY_LEVELS * Math.min(1, Math.max(0, grey))) / GREY_LEVELS;
  }
}

/** The strokes with every point moved a little; a repeated point moves with its twin, so corners stay corners. */
function tremble(style: Style, random: Random): number[][] {
  return style.map((stroke) => {
    const path: number[] = [];
    stroke.forEach(([x, y], i) => {
      const previous = stroke[i - 1];
      if (previous?.[0] === x && previous[1] === y) path.push(...path.slice(-2));
      else path.push(x + JITTER * random.normal(), y + JITTER * random.normal());
    });
    return path;
  });
}

/** A random affine map (scale, then shear, then rotation, then shift) from the writing square to pixels. */
function placement(random: Random): (path: readonly number[]) => number[] {
  const angle = ROTATION_RAD * random.normal();
  const shear = SHEAR * random.normal();
  const width = SCALE * portable.exp(LOG_SCALE * random.normal());
  const height = SCALE * portable.exp(LOG_SCALE * random.normal());
  const centre = (SIZE - 1) / 2;
  const shiftX = centre + SCALE * SHIFT * random.normal();
  const shiftY = centre + SCALE * SHIFT * random.normal();
  const [cos, sin] = [portable.cos(angle), portable.sin(angle)];
  return (path) => {
    const placed: number[] = [];
    for (let i = 0; i < path.length; i += 2) {
      const v = height * (path[i + 1]! - 0.5);
      const u = width * (path[i]! - 0.5) - shear * v;
      placed.push(shiftX + cos * u - sin * v, shiftY + sin * u + cos * v);
    }
    return placed;
  };
}
