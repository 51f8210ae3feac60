/** Growing the ends of the old model: its first layer for inputs that it never had, its head for classes that it never saw. */
import { encode, type Encoder } from '../data/encode.ts';
import { firstKernel, lastDense, neverSeen, withClasses, withInputs } from '../models/grow.ts';
import { everything } from '../models/trainable.ts';
import { tuningRates } from './fine-tune.ts';
import { addedWork, timed, workOf } from './outcome.ts';
import { tune } from './tune.ts';
import type { Arm, ArmContext, ArmOutcome, FittedModel } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const growing = {
  family: 'fine-tune',
  source: 'growing a net with its function preserved (Net2Net, Chen et al. 2016), by weights that begin at 0',
  group: 'whole',
  hue: 'block',
  parameters: [],
  keepsTrunk: false,
  reshapes: true,
  // Old rows only tell what is new: it learns from the new labels alone.
  needs: {
    newLabels: true,
    oldData: false,
    comparison: 'the old rows tell what is new to the model, and in a stream it has learned more than those after its first repair',
  },
  rates: tuningRates,
} as const;

const NOTHING_OLD = 'No row of the old world was kept, so nobody can tell what is new; keep some, or choose another repair.';

export const growInputs: Arm = {
  ...growing,
  id: 'grow-inputs',
  title: repairTitles['grow-inputs'],
  help: 'Give the first layer the inputs that the old world never had, with weights from 0, then go on training every layer.',
  dash: [12, 3],
  refuses(context) {
    if (context.oldRows.rows === 0) return NOTHING_OLD;
    if (!firstKernel(context.model))
      return 'The first layer does not read each input by itself, so none can be added; choose another model, or another repair.';
    return freshInputs(context).inputs.length
      ? undefined
      : 'The labelled new rows have no input that the old world never had (of your own files, give the old one an empty column of that name); choose another repair.';
  },
  run(context) {
    const kernel = firstKernel(context.model)!;
    return tuneFrom(context, () => {
      const { encoder, inputs } = freshInputs(context);
      return { encoder, weights: withInputs(context.base.weights, kernel, inputs), grown: inputs.length };
    });
  },
};

export const growHead: Arm = {
  ...growing,
  id: 'grow-head',
  title: repairTitles['grow-head'],
  help: 'Give the head the classes that the old world never had, with weights from 0, then go on training every layer.',
  dash: [4, 4],
  needs: { ...growing.needs, classes: 'there is no class to add' },
  refuses(context) {
    if (context.oldRows.rows === 0) return NOTHING_OLD;
    if (!lastDense(context.model)) return 'The model does not end in a dense layer, so no class can be added; choose another repair.';
    return freshClasses(context).length
      ? undefined
      : 'The labelled new rows have no class that the old world never had; choose another repair.';
  },
  run: (context) =>
    tuneFrom(context, () => {
      const classes = freshClasses(context);
      const weights = withClasses(context.base.weights, lastDense(context.model)!, classes);
      return { encoder: context.base.encoder, weights, grown: classes.length };
    }),
};

/**
 * An encoder that scales columns without any spread in the old world as the new labelled rows have them, all others as before; and the
 * encoded inputs that are 0 in every old row and not in every new one.
 */
function freshInputs({ base, oldRows, newRows, fitEncoder }: ArmContext): {
  readonly encoder: Encoder;
  readonly inputs: readonly number[];
} {
  const later = fitEncoder(newRows);
  const codes = base.encoder.codes.map((code, f) => (code.kind === 'numeric' && code.sd === 0 ? later.codes[f]! : code));
  const encoder = { ...base.encoder, codes };
  const absent = new Set(neverSeen(encode(encoder, newRows), encoder.width));
  // By the old encoder: what is without spread is 0 there, whatever its one value.
  return { encoder, inputs: neverSeen(encode(base.encoder, oldRows), encoder.width).filter((input) => !absent.has(input)) };
}

function freshClasses({ oldRows, newRows }: ArmContext): number[] {
  const known = new Set(oldRows.y);
  return [...new Set(newRows.y)].filter((label) => !known.has(label)).sort((a, b) => a - b);
}

/** Fine-tunes every layer from the grown model. Every weight is read and written once for it. */
async function tuneFrom(context: ArmContext, grow: () => FittedModel & { readonly grown: number }): Promise<ArmOutcome> {
  const { result, ms } = timed(grow);
  const { grown, ...base } = result;
  const later = <P extends { readonly seconds: number }>(point: P): P => ({ ...point, seconds: point.seconds + ms / 1000 });
  const outcome = await tune({ ...context, base, onPoint: (point) => context.onPoint(later(point)) }, { trainable: everything });
  return {
    ...outcome,
    ...addedWork(workOf({ bytes: 8 * base.weights.length, ms }), outcome),
    curve: outcome.curve.map(later),
    details: { grown },
  };
}
