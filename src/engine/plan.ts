/**
 * A model as the executors run it: stages with fixed shapes, where each one's parameters lie, and what has to be done of it
 * when only some blocks are trained.
 */
import { parameterSlots } from '../models/parameters.ts';
import { outputShape, paddingBefore, volume } from '../models/shapes.ts';
import { isTrained, layerTraining, type LayerTraining, type Trainable } from '../models/trainable.ts';
import { layersOf, type BatchNorm, type Layer, type Model, type ParameterSlot } from '../models/types.ts';

/** Values of one example: positions of an image with channels each; a flat vector has one position. */
export interface Extent {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A square or whole-image window that moves over an image. */
export interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  /** Padding before the first row and column. */
  readonly top: number;
  readonly left: number;
}

interface Common {
  /** Index of the layer in the model. */
  readonly layer: number;
  readonly from: Extent;
  readonly to: Extent;
  readonly trains: LayerTraining;
  readonly slots: Partial<Record<ParameterSlot['role'], ParameterSlot>>;
}

export type Stage = Common &
  (
    | { readonly kind: 'dense'; readonly relu: boolean }
    | { readonly kind: 'conv2d'; readonly relu: boolean; readonly window: Window }
    | { readonly kind: 'max-pool' | 'average-pool'; readonly window: Window }
    | { readonly kind: 'relu' }
    | { readonly kind: 'dropout'; readonly rate: number }
    | { readonly kind: 'batch-norm'; readonly norm: BatchNorm }
  );

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

export const positions = ({ height, width }: Extent): number => height * width;
/** Number of values of one example. */
export const values = (extent: Extent): number => positions(extent) * extent.channels;

/** Compiles the model. Throws RangeError when a layer does not fit its input. */
export function compilePlan(model: Model, trainable: Trainable): Plan {
  const slots = parameterSlots(model);
  const training = layerTraining(model, trainable);
  const stages: Stage[] = [];
  let shape = model.inputShape;
  const input = extentOf(shape);
  let from = input;
  layersOf(model).forEach((layer, index) => {
    shape = outputShape(layer, shape);
    // Flattening moves nothing: the next layer reads the positions as one vector.
    if (layer.kind === 'flatten') return;
    const to = extentOf(shape);
    const own = Object.fromEntries(slots.filter((slot) => slot.layer === index).map((slot) => [slot.role, slot]));
    const common: Common = { layer: index, from, to, trains: training[index]!, slots: own };
    const stage = stageOf(layer, common);
    stages.push(stage);
    from = stage.to;
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

function stageOf(layer: Exclude<Layer, { kind: 'flatten' }>, common: Common): Stage {
  const { from } = common;
  switch (layer.kind) {
    case 'dense':
      return { ...common, kind: 'dense', relu: layer.activation === 'relu' };
    case 'conv2d': {
      const { kernel, stride = 1 } = layer;
      const window = {
        rows: kernel,
        columns: kernel,
        stride,
        top: paddingBefore(layer, from.height),
        left: paddingBefore(layer, from.width),
      };
      return { ...common, kind: 'conv2d', relu: layer.activation === 'relu', window };
    }
    case 'max-pool':
    case 'average-pool':
      return { ...common, kind: layer.kind, window: { rows: layer.size, columns: layer.size, stride: layer.size, top: 0, left: 0 } };
    case 'global-average-pool':
      return { ...common, kind: 'average-pool', window: { rows: from.height, columns: from.width, stride: 1, top: 0, left: 0 } };
    case 'relu':
    case 'dropout':
      return layer.kind === 'relu' ? { ...common, to: from, kind: 'relu' } : { ...common, to: from, kind: 'dropout', rate: layer.rate };
    case 'batch-norm':
      return { ...common, kind: 'batch-norm', norm: layer };
  }
}

function extentOf(shape: readonly number[]): Extent {
  const [height, width, channels] = shape;
  return shape.length === 3 ? { height: height!, width: width!, channels: channels! } : { height: 1, width: 1, channels: volume(shape) };
}
