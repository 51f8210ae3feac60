/** A model as data: named blocks of layers. The engine compiles it; counters and the page read it. */
import type { BlockName } from './slots.ts';
import type { Layer } from './layers/registry.ts';

export type { Layer };

/** The head ends in one logit per class (softmax is part of the loss). */
export interface Model {
  /** `[features]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  readonly blocks: readonly { readonly name: BlockName; readonly layers: readonly Layer[] }[];
}

/** Every layer of a model in order, blocks joined. */
export const layersOf = (model: Model): Layer[] => model.blocks.flatMap((block) => block.layers);
