/** The shapes of the two classes, and their points. */
import type { Random } from '../../src/random/random.ts';
import { rounded } from '../concepts.ts';
import type { RowWriter } from '../stream-set.ts';
import { cos, sin } from '../../src/maths/portable.ts';

type Point = readonly [x1: number, x2: number];
/** A point of the class, free of noise. */
type Shape = (label: number, random: Random) => Point;

const INNER_RADIUS = 0.5;
/** Standard deviation of a cloud. */
const CLOUD = 0.4;
/** Turns of a spiral about the middle. */
const TURNS = 1.5;

const onCircle = (radius: number, turns: number): Point => [radius * cos(2 * Math.PI * turns), radius * sin(2 * Math.PI * turns)];

const shapes: Readonly<Record<string, Shape>> = {
  moons(label, random) {
    const [x, y] = onCircle(1, random.uniform() / 2);
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  },
  circles: (label, random) => onCircle(label === 0 ? 1 : INNER_RADIUS, random.uniform()),
  blobs(label, random) {
    const centre = label === 0 ? -0.8 : 0.8;
    return [centre + CLOUD * random.normal(), centre + CLOUD * random.normal()];
  },
  spirals(label, random) {
    // The root of a uniform number spreads points evenly along the arm.
    const way = Math.sqrt(random.uniform());
    return onCircle(1.2 * way, TURNS * way + label / 2);
  },
  xor(label, random) {
    const [x, y] = [random.between(-1, 1), random.uniform()];
    return [x, x < 0 === (label === 0) ? -y : y];
  },
};

/**
 * A class at random, a point of its shape, normally distributed noise in both directions.
 * @param noise Standard deviation of the noise.
 * @throws RangeError when there is no such shape.
 */
export function planeWriter(shape: string, noise: number): RowWriter {
  const draw = shapes[shape];
  if (!draw) throw new RangeError(`shape is ${shape}, expected one of ${Object.keys(shapes).join(', ')}`);
  return (row, random) => {
    const label = random.int(2);
    draw(label, random).forEach((value, f) => (row[f] = rounded(value + noise * random.normal())));
    return label;
  };
}
