/** The line between the classes moves: shifted or turned, with the inputs as they were. */
import type { Samples } from '../../data/types.ts';
import { featureCount, numericColumns, scaleOf, short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, DriftData, Injection } from '../../contracts/drift.ts';
import * as portable from '../../maths/portable.ts';

const COMMON = {
  kind: 'P(y|x)',
  relabels: true,
  appliesTo: ['tabular'],
  fidelity: 'approximation',
  why: 'Of real data the boundary is not known; that of the nearest class mean of the old world stands in for it.',
} as const satisfies Partial<Injection>;

/** The old world's class means over the numeric columns, in standard scores, `[classes][features]`. */
function classMeans({ reference, classes }: DriftContext, features: readonly number[]): Float64Array[] {
  const means = classes.map(() => new Float64Array(features.length));
  const counts = new Float64Array(classes.length);
  const score = scorer(reference, features, featureCount(reference.inputShape));
  for (let row = 0; row < reference.rows; row++) {
    const label = reference.y[row]!;
    counts[label]!++;
    score(reference.x, row).forEach((value, i) => (means[label]![i]! += value));
  }
  return means.map((mean, c) => mean.map((sum) => sum / Math.max(1, counts[c]!)));
}

/** A row's standard scores in those columns; missing is 0, the mean. */
function scorer(reference: Samples, features: readonly number[], width: number) {
  const { mean, sd } = scaleOf(reference);
  return (x: Float32Array, row: number): Float64Array =>
    Float64Array.from(features, (f) => {
      const value = x[row * width + f]!;
      return Number.isNaN(value) || sd[f] === 0 ? 0 : (value - mean[f]!) / sd[f]!;
    });
}

/** The class whose mean is nearest; the first of equally near ones. */
function nearest(point: ArrayLike<number>, means: readonly Float64Array[]): number {
  let best = 0;
  let least = Infinity;
  means.forEach((mean, c) => {
    let distance = 0;
    for (let i = 0; i < mean.length; i++) distance += (point[i]! - mean[i]!) ** 2;
    if (distance < least) [best, least] = [c, distance];
  });
  return best;
}

/** Rows that the moved boundary puts into another class than the old one take that class; all others keep their label. */
function relabel(samples: Samples, context: DriftContext, features: readonly number[], move: (point: Float64Array) => void): Int32Array {
  const means = classMeans(context, features);
  const score = scorer(context.reference, features, featureCount(samples.inputShape));
  return samples.y.map((label, row) => {
    const point = score(samples.x, row);
    const before = nearest(point, means);
    move(point);
    const after = nearest(point, means);
    return before === after ? label : after;
  });
}

/** In standard deviations, along the line between two class means. */
const SHIFT: Ladder = [0.25, 0.5, 1, 1.5, 2];

export const boundaryShift: Injection = {
  ...COMMON,
  id: 'boundary-shift',
  title: 'Shifted boundary',
  help: 'The line between two classes moves: what was just on one side now counts as the other.',
  ladder: ['0.25 σ', '0.5 σ', '1 σ', '1.5 σ', '2 σ'],
  source: 'shifted decision boundary, as the thresholds of SEA (Street & Kim 2001); the severities are our own',
  refuses: ({ columns }) => (numericColumns(columns).length === 0 ? 'it needs a numeric column' : undefined),

  apply(samples, context) {
    const { severity, world, classes, columns } = context;
    const features = numericColumns(columns);
    const means = classMeans(context, features);
    const [from, to] = world.permutation(classes.length) as unknown as [number, number];
    const direction = Float64Array.from(features, (_, i) => means[to]![i]! - means[from]![i]!);
    const length = Math.sqrt(direction.reduce((sum, d) => sum + d * d, 0)) || 1;
    const shift = at(SHIFT, severity);
    return {
      samples: {
        ...samples,
        y: relabel(samples, context, features, (point) => point.forEach((_, i) => (point[i]! += (shift * direction[i]!) / length))),
      },
      params: { shift, from: classes[from]!, to: classes[to]! },
      sentence: `The boundary moved by ${short(shift)} standard deviations from “${classes[to]}” into “${classes[from]}”; inputs are unchanged.`,
    };
  },
};

/** In degrees. */
const ANGLE: Ladder = [10, 20, 30, 45, 60];

export const boundaryRotation: Injection = {
  ...COMMON,
  id: 'boundary-rotation',
  title: 'Turned boundary',
  help: 'The line between the classes turns about the middle of the data.',
  ladder: ['10°', '20°', '30°', '45°', '60°'],
  source: 'rotating decision boundary, as the rotating hyperplane (Hulten et al. 2001); the severities are our own',
  refuses: ({ columns }: DriftData) => (numericColumns(columns).length < 2 ? 'it needs two numeric columns' : undefined),

  apply(samples, context) {
    const { severity, world, columns } = context;
    const features = numericColumns(columns);
    const [a, b] = separating(context, features);
    const degrees = (world.int(2) * 2 - 1) * at(ANGLE, severity);
    const [cos, sin] = [portable.cos((degrees * Math.PI) / 180), portable.sin((degrees * Math.PI) / 180)];
    return {
      samples: {
        ...samples,
        y: relabel(samples, context, features, (point) => {
          const [u, v] = [point[a]!, point[b]!];
          point[a] = cos * u - sin * v;
          point[b] = sin * u + cos * v;
        }),
      },
      params: { degrees, columns: [features[a]!, features[b]!] },
      sentence:
        `The boundary turned by ${Math.round(Math.abs(degrees))}° in the plane of “${columns[features[a]!]!.name}” and ` +
        `“${columns[features[b]!]!.name}”; inputs are unchanged.`,
    };
  },
};

/** How far the boundary moves in the middle, in standard deviations; beyond one of them from it, it moves the other way. */
const BEND: Ladder = [0.2, 0.4, 0.7, 1, 1.5];

export const boundaryBend: Injection = {
  ...COMMON,
  id: 'boundary-bend',
  title: 'Bent boundary',
  help: 'The straight line between the classes becomes a curve: a rule that a linear model cannot express any more.',
  ladder: ['0.2 σ in the middle', '0.4 σ in the middle', '0.7 σ in the middle', '1 σ in the middle', '1.5 σ in the middle'],
  source: 'curved decision boundary, as the sine of SINE1 (Gama et al. 2004), here a parabola; the severities are our own',
  refuses: ({ columns }: DriftData) => (numericColumns(columns).length < 2 ? 'it needs two numeric columns' : undefined),

  apply(samples, context) {
    const { severity, world, columns } = context;
    const features = numericColumns(columns);
    const [a, b] = separating(context, features);
    const bend = (world.int(2) * 2 - 1) * at(BEND, severity);
    return {
      samples: {
        ...samples,
        // Less its mean over a column of standard scores, so that it bends about the middle.
        y: relabel(samples, context, features, (point) => void (point[a]! += bend * (point[b]! ** 2 - 1))),
      },
      params: { bend, columns: [features[a]!, features[b]!] },
      sentence:
        `The boundary bent into a parabola over “${columns[features[b]!]!.name}”: in the middle it moved by ${short(Math.abs(bend))} standard ` +
        `deviations of “${columns[features[a]!]!.name}”, and the other way beyond one standard deviation; inputs are unchanged.`,
    };
  },
};

/** Places in `features` of the two columns whose class means lie furthest apart. */
function separating(context: DriftContext, features: readonly number[]): [number, number] {
  const means = classMeans(context, features);
  const spread = features.map((_, i) => {
    const values = means.map((mean) => mean[i]!);
    return Math.max(...values) - Math.min(...values);
  });
  const [a, b] = features.map((_, i) => i).sort((i, j) => spread[j]! - spread[i]! || i - j);
  return [a!, b!];
}
