/** The shape of what each layer puts out. Everything that counts parameters, work or memory starts here. */
import { kindOf } from './layers/registry.ts';
import { layersOf, type Layer, type Model } from './types.ts';

export { volume } from './layers/fit.ts';

/**
 * Output shape of `layer` for one example of `inputShape`: `[features]` or `[height, width, channels]`.
 *
 * Throws RangeError when the layer does not fit its input.
 */
export const outputShape = (layer: Layer, inputShape: readonly number[]): number[] => kindOf(layer).shape(layer, inputShape);

/** Output shapes of all layers, in order, blocks joined. Throws RangeError where a layer does not fit. */
export function layerShapes(model: Model): number[][] {
  let shape = model.inputShape;
  return layersOf(model).map((layer) => {
    const output = outputShape(layer, shape);
    shape = output;
    return output;
  });
}
