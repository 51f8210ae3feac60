/** The spec of a comparison of repairs. */
import { integer, real, id, list, parametersSchema, common } from '../../common.ts';
import { leadSchema } from '../../lead/schema.ts';
import * as v from 'valibot';

function validation() {
  return real(0.05, 0.9, 'share of the new labels');
}

/** One comparison of repairs. */
export const specSchema = v.strictObject({
  ...common,
  kind: v.literal('compare', 'a comparison has the kind "compare"'),
  stop: v.strictObject({
    epochs: integer(1, 100_000, 'epochs'),
    /** Ends the training of a repair earlier, whichever comes first: the same budget for every repair that trains. */
    until: v.exactOptional(
      v.strictObject({
        /** Share of the new labels kept from training; needed for `accuracy` and `plateau`, which are looked at there. */
        validation: v.exactOptional(validation()),
        accuracy: v.exactOptional(real(0, 1, 'accuracy, 0 … 1')),
        /** Points of the learning curve in a row that bring nothing. */
        plateau: v.exactOptional(integer(1, 24, 'points of the curve')),
        seconds: v.exactOptional(real(0.001, 3600, 'seconds')),
        /** Turned into seconds by the power that `energy.device` is taken to draw. */
        joules: v.exactOptional(real(0.001, 1e6, 'joules')),
      }),
    ),
  }),
  /**
   * Rates that fit: chosen on a share of the labels, the trials count as cost; absent = one rate for all, `base.learningRate`. With `rates`, every
   * repair tries each of them. Without, the base model's rate is chosen once on old rows around `base.learningRate`, retraining has it too, and
   * repairs that tune try a few rates around it, of which one is taken only if it beats the first by more than noise.
   */
  learning: v.exactOptional(
    v.strictObject({ rates: v.exactOptional(list(real(1e-6, 1, 'learning rate'), 1, 8, 'learning rates')), validation: validation() }),
  ),
  labels: v.strictObject({
    budget: integer(2, 100_000_000, 'labelled rows of the new regime'),
    /** That many of each class, as far as there are, instead of all together. */
    perClass: v.exactOptional(v.literal(true, 'is true, or left out')),
  }),
  /** Until a repair is in service; left out, it is at once. */
  lead: v.exactOptional(leadSchema),
  arms: v.pipe(
    list(v.strictObject({ id, params: v.exactOptional(parametersSchema()) }), 1, 30, 'repairs'),
    v.check((arms) => new Set(arms.map((arm) => arm.id)).size === arms.length, 'names a repair twice'),
  ),
});
