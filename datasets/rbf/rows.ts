/** The clouds of the random RBF generator, how they wander, and its rows. */
import { randomStream, type Random } from '../../src/random/random.ts';
import type { RowWriter } from '../stream-set.ts';
import { ofConcept, rounded } from '../concepts.ts';

/** Defaults of MOA. */
const FEATURES = 10;
const CLOUDS = 50;
const CLASSES = 2;
/** By concept: how far every centre has moved, in lengths of the cube. */
const MOVED = [0, 0.25, 0.5, 1];

interface Cloud {
  /** `[10]`, in [0, 1]. */
  readonly centre: readonly number[];
  readonly label: number;
  /** Standard deviation of the distance from the centre, in [0, 1). */
  readonly spread: number;
  /** Relative frequency, in [0, 1). */
  readonly weight: number;
  /** Unit vector, `[10]`. */
  readonly heading: readonly number[];
}

/** The 50 clouds of a root seed after `rows` rows in which every centre moved by `speed` (lengths of the cube) per row. */
export function rbfClouds(root: number, rows = 0, speed = 0.001): Cloud[] {
  return Array.from({ length: CLOUDS }, (_, c) => {
    const random = randomStream(root, 'rbf', 'cloud', c);
    const start = Array.from({ length: FEATURES }, () => rounded(random.uniform()));
    const label = random.int(CLASSES);
    const [spread, weight] = [random.uniform(), random.uniform()];
    const heading = unit(Array.from({ length: FEATURES }, () => random.uniform()));
    return { centre: start.map((at, f) => bounced(at + rows * speed * heading[f]!)), label, spread, weight, heading };
  });
}

/** Where a point in [0, 1] that went on to `at` is, when it bounces at 0 and 1. */
const bounced = (at: number): number => 1 - Math.abs((at % 2) - 1);

function unit(vector: readonly number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
  return vector.map((v) => v / length);
}

/** Index of a cloud, each as likely as its weight says. */
export function chooseCloud(clouds: readonly Cloud[], random: Random): number {
  let left = random.uniform() * clouds.reduce((sum, { weight }) => sum + weight, 0);
  const chosen = clouds.findIndex(({ weight }) => (left -= weight) < 0);
  return chosen === -1 ? clouds.length - 1 : chosen;
}

/** A cloud by its weight, a direction at random, a normally distributed distance. */
export function rbfWriter(root: number): RowWriter {
  const worlds = MOVED.map((distance) => rbfClouds(root, 1, distance));
  return (row, random, concept) => {
    const clouds = ofConcept(worlds, concept);
    const { centre, label, spread } = clouds[chooseCloud(clouds, random)]!;
    const direction = unit(centre.map(() => random.between(-1, 1)));
    const distance = spread * random.normal();
    centre.forEach((at, f) => (row[f] = rounded(at + distance * direction[f]!)));
    return label;
  };
}
