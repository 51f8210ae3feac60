/** The shape of what each layer puts out. Everything that counts parameters, work or memory starts here. */
import { kindOf } from './layers/registry.ts';
import type { BlockName } from './slots.ts';
import type { Layer, Model } from './types.ts';

export { volume } from './layers/fit.ts';

/**
 * Output shape of `layer` for one example of `inputShape`: `[features]` or `[height, width, channels]`.
 *
 * Throws RangeError when the layer does not fit its input.
 */
export const outputShape = (layer: Layer, inputShape: readonly number[]): number[] => kindOf(layer).shape(layer, inputShape);

/** A layer of a model with the shapes of one example around it. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly block: BlockName;
  readonly from: readonly number[];
  readonly to: number[];
}

/** Every layer in order, blocks joined. Throws RangeError where a layer does not fit. */
export function placedLayers({ inputShape, blocks }: Model): PlacedLayer[] {
  let from = inputShape;
  return blocks.flatMap(({ name: block, layers }) =>
    layers.map((layer) => {
      const placed = { layer, block, from, to: outputShape(layer, from) };
      from = placed.to;
      return placed;
    }),
  );
}

/** Output shapes of all layers, in order, blocks joined. Throws RangeError where a layer does not fit. */
export const layerShapes = (model: Model): number[][] => placedLayers(model).map(({ to }) => to);
