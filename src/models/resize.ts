/** Other sizes of a model: its hidden layers wider or narrower, or more of them. Weights are another matter (`net2wider.ts`). */
import { kindOf } from './layers/registry.ts';
import { layerShapes } from './shapes.ts';
import { layersOf, type Layer, type Model } from './types.ts';

/** Indices, in the whole model, of the layers whose width can be chosen: those that have one, without the last, which has the outputs. */
export function hiddenLayers(model: Model): number[] {
  const widths = layersOf(model).flatMap((layer, index) => (kindOf(layer).width ? [index] : []));
  return widths.slice(0, -1);
}

/** The model with that factor times as many units or filters in every hidden layer, rounded, and one at least. */
export function scaled(model: Model, factor: number): Model {
  const hidden = new Set(hiddenLayers(model));
  let index = 0;
  const resize = (layer: Layer): Layer => {
    const { width } = kindOf(layer);
    return hidden.has(index++) && width ? (width.to(layer, Math.max(1, Math.round(factor * width.of(layer)))) as Layer) : layer;
  };
  return { ...model, blocks: model.blocks.map(({ name, layers }) => ({ name, layers: layers.map(resize) })) };
}

/**
 * The model with its last hidden layer, and what belongs to it up to the head, so many times more.
 * @throws RangeError where it has no hidden layer, or the layer does not fit what it puts out itself.
 */
export function deeper(model: Model, times: number): Model {
  if (times === 0) return model;
  const last = hiddenLayers(model).at(-1);
  if (last === undefined) throw new RangeError('the model has no hidden layer to repeat');
  const head = model.blocks.findIndex(({ name }) => name === 'head');
  const below = model.blocks.slice(0, head).flatMap(({ layers }) => layers);
  const more = Array.from({ length: times }, () => below.slice(last)).flat();
  // Stood in for where everything hidden is in the first block.
  const into = head - 1;
  const deep = {
    ...model,
    blocks: model.blocks.map(({ name, layers }, block) => ({ name, layers: block === into ? [...layers, ...more] : layers })),
  };
  layerShapes(deep);
  return deep;
}
