/** Dropout as part of a recipe: layers that are there only while a model is trained, and have no parameters. */
import type { Layer, Model } from '../models/types.ts';

/** The model with dropout behind every dense layer that ends in a ReLU (behind that ReLU, where normalisation stands between). Its flat weights stay what they are. */
export function withDropout(model: Model, rate: number): Model {
  return {
    ...model,
    blocks: model.blocks.map(({ name, layers }) => ({
      name,
      layers: layers.flatMap((layer, i) => (endsDense(layers, i) ? [layer, { kind: 'dropout', rate }] : [layer])),
    })),
  };
}

/** Whether any layer has dropout behind it. */
export const takesDropout = ({ blocks }: Model): boolean => blocks.some(({ layers }) => layers.some((_, i) => endsDense(layers, i)));

function endsDense(layers: readonly Layer[], i: number): boolean {
  const layer = layers[i]!;
  if (layer.kind === 'dense') return layer.activation === 'relu';
  if (layer.kind !== 'relu') return false;
  const below = layers.slice(0, i).findLast(({ kind }) => kind !== 'batch-norm');
  return below?.kind === 'dense' && below.activation === 'linear';
}
