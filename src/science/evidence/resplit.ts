/**
 * What an interval over seeds covers when every seed divides the same rows anew, and when every seed draws its own: a small world with
 * quick learners in place of nets, divided as the lab divides.
 */
import { stratifiedSplit } from '../../data/split.ts';
import { interval, mean } from '../../maths/statistics.ts';
import type { Random } from '../../random/random.ts';

const CLASSES = 3;
const WIDTH = 6;
const SIZES = { baseTrain: 180, baseTest: 60, newPool: 100, newTest: 60 };
const ROWS = 400;
const LABELS = 30;
/** The new world: inputs are stretched and shifted. */
const GAIN = 1.8;
const OFFSET = 0.6;

interface Rows {
  readonly x: Float64Array;
  readonly y: Int32Array;
}

/** Classes lie around corners of a cube, some rows far out. */
function drawRows(random: Random): Rows {
  const x = new Float64Array(ROWS * WIDTH);
  const y = Int32Array.from({ length: ROWS }, () => random.int(CLASSES));
  for (let row = 0; row < ROWS; row++) {
    const spread = random.uniform() < 0.15 ? 2.5 : 1;
    for (let f = 0; f < WIDTH; f++) x[row * WIDTH + f] = (((y[row]! + f) % CLASSES) - 1) * 0.6 + spread * random.normal();
  }
  return { x, y };
}

/** Nearest class mean. */
type Means = Float64Array;

function meansOf({ x, y }: Rows, rows: Int32Array, drifted: boolean): Means {
  const sums = new Float64Array(CLASSES * WIDTH);
  const counts = new Float64Array(CLASSES);
  for (const row of rows) {
    counts[y[row]!]!++;
    for (let f = 0; f < WIDTH; f++) sums[y[row]! * WIDTH + f]! += seen(x[row * WIDTH + f]!, drifted);
  }
  return sums.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / WIDTH)]!));
}

const seen = (value: number, drifted: boolean): number => (drifted ? GAIN * value + OFFSET : value);

function accuracy(means: Means, { x, y }: Rows, rows: Int32Array): number {
  let right = 0;
  for (const row of rows) {
    let [best, least] = [0, Infinity];
    for (let c = 0; c < CLASSES; c++) {
      let distance = 0;
      for (let f = 0; f < WIDTH; f++) distance += (seen(x[row * WIDTH + f]!, true) - means[c * WIDTH + f]!) ** 2;
      if (distance < least) [best, least] = [c, distance];
    }
    if (best === y[row]) right++;
  }
  return right / rows.length;
}

/** One seed: accuracy on new rows of the old model, of one moved half way, and of one made anew. Luck of training is added to all. */
function repeat(rows: Rows, random: Random): [none: number, tuned: number, retrained: number] {
  const split = stratifiedSplit(rows.y, CLASSES, SIZES, random);
  const luck = (means: Means): Means => means.map((value) => value + 0.1 * random.normal());
  const old = luck(meansOf(rows, split.baseTrain, false));
  const fresh = meansOf(rows, split.newPool.subarray(0, LABELS), true);
  const tuned = luck(old.map((value, i) => (value + fresh[i]!) / 2));
  return [accuracy(old, rows, split.newTest), accuracy(tuned, rows, split.newTest), accuracy(luck(fresh), rows, split.newTest)];
}

const differenceOf = ([, tuned, retrained]: readonly number[]): number => tuned! - retrained!;
const accuracyOf = ([, tuned]: readonly number[]): number => tuned!;

/** Test rows as a share of those that models learn from (Nadeau & Bengio 2003). */
const OVERLAP = SIZES.newTest / (SIZES.baseTrain + LABELS);

/** Of so many intervals, the share that hold the truth. */
export interface Coverage {
  /** `fresh`: other rows for each seed, the truth of the world. `same`: the truth of these rows; `beyond`: the truth of the world; `corrected`: with the corrected variance. */
  readonly rows: 'fresh' | 'same' | 'beyond' | 'corrected';
  readonly of: 'accuracy' | 'difference';
  readonly share: number;
}

/** Splits that stand for all there are of one set of rows. */
const SPLITS = 250;

/** @param sets How many sets of rows; each gives one interval of every kind. */
export function coverage(seeds: number, sets: number, random: Random): Coverage[] {
  const world = Array.from({ length: 40 * SPLITS }, () => repeat(drawRows(random), random));
  const truth = { accuracy: mean(world.map(accuracyOf)), difference: mean(world.map(differenceOf)) };
  const values = { accuracy: accuracyOf, difference: differenceOf } as const;
  const held = new Map<string, number>();
  const count = (rows: Coverage['rows'], of: Coverage['of'], holds: boolean) =>
    held.set(`${rows} ${of}`, (held.get(`${rows} ${of}`) ?? 0) + Number(holds));
  for (let set = 0; set < sets; set++) {
    const rows = drawRows(random);
    const all = Array.from({ length: SPLITS }, () => repeat(rows, random));
    const same = Array.from({ length: seeds }, () => repeat(rows, random));
    const fresh = Array.from({ length: seeds }, () => repeat(drawRows(random), random));
    for (const of of ['accuracy', 'difference'] as const) {
      const over = (list: readonly number[][]) => interval(list.map(values[of]));
      const holds = ({ lo, hi }: { readonly lo: number; readonly hi: number }, value: number) => lo <= value && value <= hi;
      const own = over(same);
      const wider = (own.hi - own.mean) * Math.sqrt(1 + seeds * OVERLAP);
      count('fresh', of, holds(over(fresh), truth[of]));
      count('same', of, holds(own, mean(all.map(values[of]))));
      count('beyond', of, holds(own, truth[of]));
      count('corrected', of, holds({ lo: own.mean - wider, hi: own.mean + wider }, truth[of]));
    }
  }
  return [...held].map(([key, number]) => {
    const [rows, of] = key.split(' ') as [Coverage['rows'], Coverage['of']];
    return { rows, of, share: number / sets };
  });
}
