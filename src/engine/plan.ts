/**
 * A model as the executors run it: stages with fixed shapes, where each one's parameters lie, and what has to be done of it
 * when only some blocks are trained.
 */
import { extentOf, type Extent } from '../models/extent.ts';
import { stageRuleOf, type LayerKindId, type StageOfLayer } from '../models/layers/registry.ts';
import { parameterSlots } from '../models/parameters.ts';
import { placedLayers } from '../models/shapes.ts';
import { isTrained, layerTraining, type LayerTraining, type Trainable } from '../models/trainable.ts';
import type { ParameterSlot } from '../models/slots.ts';
import type { Model } from '../models/types.ts';

/** A layer that computes something, in its place. `kind`, what the kind needs, and `slots` by key are as its file in src/models/layers says. */
export type Stage = StageOfLayer<LayerKindId> & {
  /** Index of the layer in the model. */
  readonly layer: number;
  readonly from: Extent;
  readonly to: Extent;
  readonly trains: LayerTraining;
};

export type StageKind = Stage['kind'];
export type StageOf<K extends StageKind> = Extract<Stage, { kind: K }>;

export interface Plan {
  readonly input: Extent;
  readonly output: Extent;
  readonly stages: readonly Stage[];
  /** Index of the lowest stage that is trained: nothing below it needs a gradient. As many as there are stages if none is. */
  readonly lowest: number;
  readonly slots: readonly ParameterSlot[];
  readonly trained: readonly ParameterSlot[];
  /** Number of parameters. */
  readonly parameters: number;
}

/** All parameter arrays of a stage, in the order of the flat weights. */
export const slotsOf = ({ slots }: Stage): ParameterSlot[] => Object.values<ParameterSlot>(slots);

/** Compiles the model. Throws RangeError when a layer does not fit its input. */
export function compilePlan(model: Model, trainable: Trainable): Plan {
  const slots = parameterSlots(model);
  const training = layerTraining(model, trainable);
  const stages: Stage[] = [];
  const input = extentOf(model.inputShape);
  let from = input;
  placedLayers(model).forEach(({ layer, to: shape }, index) => {
    const rule = stageRuleOf(layer, from);
    if (!rule) return;
    const to = rule.pointwise ? from : extentOf(shape);
    const own = Object.fromEntries(slots.filter((slot) => slot.layer === index).map((slot) => [slot.key, slot]));
    // Its kind made both the rule and the keys.
    stages.push({ ...rule, layer: index, from, to, trains: training[index]!, slots: own } as Stage);
    from = to;
  });
  const lowest = stages.findIndex(({ trains }) => trains.kernel || trains.bias);
  return {
    input,
    output: from,
    stages,
    lowest: lowest < 0 ? stages.length : lowest,
    slots,
    trained: slots.filter((slot) => isTrained(slot, trainable)),
    parameters: slots.reduce((sum, { size }) => sum + size, 0),
  };
}
