/** A shortcut that used to work: a cue that went with the label in the old world points elsewhere in the new one. */
import { inputKind, type Samples } from '../../data/types.ts';
import type { Random } from '../../random/random.ts';
import { featureCount, numericColumns, scaleOf, withInputs } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, Injection } from '../../contracts/drift.ts';

/** Share of the rows of the old world whose cue shows the true class. */
const HELD = 0.95;
/** Share of the rows of the new world whose cue shows another class. */
const WRONG: Ladder = [0.25, 0.5, 0.75, 0.9, 1];
/** Spread of a table's cue about its class's value, in standard deviations. */
const BLUR = 0.2;

/** The batch with a cue for class `shown[row]` in every row. */
type Cue = (samples: Samples, shown: Int32Array, noise: Random) => Samples;

/** Images: a white square at the border whose place tells the class. Tables: one numeric column, at a level for each class. */
function cueOf(
  { columns, classes, world, reference }: DriftContext,
  inputShape: readonly number[],
): { readonly write: Cue; readonly features: number[]; readonly name: string } {
  if (inputKind({ inputShape, columns }) === 'image') {
    const [height, width, channels] = inputShape as [number, number, number];
    const side = Math.max(1, Math.round(Math.min(height, width) / 14));
    const places = classes.map((_, c) => {
      const along = Math.round((c * (width - side)) / Math.max(1, Math.ceil(classes.length / 2) - 1));
      const isTop = along <= width - side;
      const left = isTop ? along : (along - (width - side) - 1) % (width - side + 1);
      return { top: isTop ? 0 : height - side, left };
    });
    const cells = places.map(({ top, left }) =>
      Array.from({ length: side * side * channels }, (_, i) => {
        const pixel = Math.floor(i / channels);
        return ((top + Math.floor(pixel / side)) * width + left + (pixel % side)) * channels + (i % channels);
      }),
    );
    const size = height * width * channels;
    return {
      write(samples, shown) {
        const x = samples.x.slice();
        shown.forEach((c, row) => cells[c]!.forEach((cell) => (x[row * size + cell] = 1)));
        return withInputs(samples, x);
      },
      features: [...new Set(cells.flat())].sort((a, b) => a - b),
      name: 'a white square at the border',
    };
  }
  const candidates = numericColumns(columns);
  const f = candidates[world.int(candidates.length)]!;
  const { mean, sd } = scaleOf(reference);
  const level = classes.map((_, c) => (classes.length === 1 ? 0 : (3 * (2 * c - classes.length + 1)) / (classes.length - 1)));
  const width = featureCount(inputShape);
  return {
    write(samples, shown, noise) {
      const x = samples.x.slice();
      shown.forEach((c, row) => (x[row * width + f] = mean[f]! + (sd[f] || 1) * (level[c]! + BLUR * noise.normal())));
      return withInputs(samples, x);
    },
    features: [f],
    name: `“${columns[f]!.name}”`,
  };
}

/** For each row a class: its own with that probability, else one of the others. */
function shownClasses({ y }: Samples, right: number, classes: number, noise: Random): Int32Array {
  return y.map((label) => {
    const [fate, other] = [noise.uniform(), 1 + noise.int(Math.max(1, classes - 1))];
    return fate < right ? label : (label + other) % classes;
  });
}

export const spuriousReversal: Injection = {
  id: 'spurious-reversal',
  title: 'Broken shortcut',
  help: 'A cue gave the class away in the old world. In the new one it misleads.',
  kind: 'mixed',
  appliesTo: ['image', 'tabular'],
  ladder: [
    'wrong in 25 % of the rows',
    'wrong in 50 % of the rows',
    'wrong in 75 % of the rows',
    'wrong in 90 % of the rows',
    'always wrong',
  ],
  source:
    'reversed spurious correlation, as in coloured MNIST (Arjovsky et al. 2019) and Waterbirds (Sagawa et al. 2020); cue and severities are our own',
  fidelity: 'approximation',
  why: 'The cue is a square at the border or a column, where the sources use colour and background.',
  refuses: ({ columns, inputShape }) =>
    inputShape.length === 1 && numericColumns(columns).length === 0 ? 'it needs a numeric column for the cue' : undefined,

  past(samples, context) {
    const { noise, classes } = context;
    return cueOf(context, samples.inputShape).write(samples, shownClasses(samples, HELD, classes.length, noise), noise);
  },

  apply(samples, context) {
    const { severity, noise, classes } = context;
    const wrong = at(WRONG, severity, 1 - HELD);
    const cue = cueOf(context, samples.inputShape);
    return {
      samples: cue.write(samples, shownClasses(samples, 1 - wrong, classes.length, noise), noise),
      features: cue.features,
      params: { held: HELD, wrong },
      sentence: `A cue, ${cue.name}, showed the class in ${Math.round(100 * HELD)} % of the old rows and shows another one in ${Math.round(100 * wrong)} % of the new; labels are unchanged.`,
    };
  },
};
