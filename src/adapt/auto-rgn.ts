/** Auto-RGN: every layer learns at a rate of its own, by how large its gradient is against its weights. */
import { trainingBytes, trainingFlops } from '../measure/cost/work.ts';
import { parameterSlots } from '../models/parameters.ts';
import { everything, isTrained } from '../models/trainable.ts';
import type { ParameterSlot } from '../models/slots.ts';
import type { Model } from '../models/types.ts';
import { visits } from '../training/recipe.ts';
import { gradientOf, pickRows } from './gradient.ts';
import { addedWork, engineWork, following, inTurn, untrained, workOf } from './outcome.ts';
import { encoded } from '../training/jobs.ts';
import { tuningRates } from './fine-tune.ts';
import { numberOf, whole } from './settings.ts';
import { tune } from './tune.ts';
import type { Arm, ArmOutcome } from '../contracts/repair.ts';
import { repairTitles } from '../spec/repair-titles.ts';

const parameters = [
  whole(
    'rounds',
    'Looks',
    'How often, in the course of the training, the gradients are looked at and the rates set anew. Adam begins anew as well.',
    { min: 1, max: 50, default: 5 },
  ),
] as const;

/** Batches that a look takes its gradient of. */
const BATCHES = 5;

export const autoRgn: Arm = {
  id: 'auto-rgn',
  title: repairTitles['auto-rgn'],
  help: 'Train every layer at a rate that follows how large its gradient is against its weights: the layers that the drift asks to change, change.',
  family: 'fine-tune',
  source: 'Auto-RGN (Lee et al. 2023): rate × (‖g‖/‖θ‖) / its largest, by layer, over 5 batches',
  group: 'whole',
  hue: 'block',
  dash: [9, 3, 2, 3],
  parameters,
  keepsTrunk: false,
  needs: { newLabels: true, oldData: false },
  rates: tuningRates,
  async run(context) {
    const { base, model, newRows, spec } = context;
    const { epochs } = spec.stop;
    const rounds = Math.min(epochs, numberOf(parameters, context, 'rounds'));
    const rows = encoded(base.encoder, newRows);
    const order = visits(spec, newRows.y, epochs, context.random('order/new'));
    let outcome: ArmOutcome = untrained(context, {});
    let details: Record<string, number> = {};
    for (let round = 0; round < rounds; round++) {
      const [from, to] = [Math.round((round * epochs) / rounds), Math.round(((round + 1) * epochs) / rounds)];
      const own = order.subarray(from * newRows.rows, to * newRows.rows);
      const looked = pickRows(rows, own.slice(0, Math.min(newRows.rows, BATCHES * spec.base.batchSize)));
      const { values, result } = await gradientOf(context, outcome.weights, looked, `dropout/look/${round}`);
      const work = addedWork(
        engineWork(result),
        workOf({ flops: trainingFlops(model, looked.rows), bytes: trainingBytes(model, looked.rows, 1) }),
      );
      const norms = relativeNorms(model, outcome.weights, values);
      if (round === 0) details = Object.fromEntries([...norms].map(([layer, norm]) => [`relative gradient norm, layer ${layer}`, norm]));
      outcome = { ...outcome, ...addedWork(outcome, work) };
      const largest = Math.max(...norms.values());
      const rates = parameterSlots(model).map(({ layer }) => (largest > 0 ? (norms.get(layer) ?? 0) / largest : 1));
      const tuned = await tune(following(context, outcome), {
        trainable: everything,
        start: outcome.weights,
        epochs: to - from,
        order: own.slice(),
        piece: { before: from, of: epochs },
        job: { rates },
      });
      outcome = inTurn(outcome, tuned);
      if (outcome.status !== 'done' && outcome.status !== 'plateau') break;
    }
    return { ...outcome, details };
  },
};

/** ‖g‖/‖θ‖ of each layer that has parameters, by its index; all its arrays together, so that biases of zero divide nothing. */
export function relativeNorms(model: Model, weights: Float32Array, gradient: Float32Array): Map<number, number> {
  const squares = (values: Float32Array, { offset, size }: ParameterSlot) =>
    values.subarray(offset, offset + size).reduce((sum, value) => sum + value * value, 0);
  const slots = parameterSlots(model).filter((slot) => isTrained(slot, everything));
  return new Map(
    [...new Set(slots.map(({ layer }) => layer))].map((layer) => {
      const own = slots.filter((slot) => slot.layer === layer);
      const total = (values: Float32Array) => Math.sqrt(own.reduce((sum, slot) => sum + squares(values, slot), 0));
      return [layer, total(gradient) / Math.max(total(weights), Number.MIN_VALUE)];
    }),
  );
}
