/** A model as data: named blocks of layers. The engine compiles it; counters and the page read it. */
import type { FreshValues } from './layers/layer-kind.ts';
import type { Layer } from './layers/registry.ts';
import type { RoleId } from './layers/roles.ts';

export type { Layer };

export type BlockName = 'first' | 'middle' | 'head';

/** The head ends in one logit per class (softmax is part of the loss). */
export interface Model {
  /** `[features]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  readonly blocks: readonly { readonly name: BlockName; readonly layers: readonly Layer[] }[];
}

/** Where one parameter array lies in a model's flat weight vector. */
export interface ParameterSlot {
  /** Names it within the model: block, index of the layer and key. */
  readonly name: string;
  /** Names it within its layer. */
  readonly key: string;
  readonly block: BlockName;
  /** Index of the layer in the whole model. */
  readonly layer: number;
  readonly role: RoleId;
  readonly shape: readonly number[];
  readonly fresh: FreshValues;
  readonly offset: number;
  readonly size: number;
  /** Of a bias that batch normalisation follows: the block of that layer. */
  readonly normalisedIn?: BlockName;
}

/** Every layer of a model in order, blocks joined. */
export const layersOf = (model: Model): Layer[] => model.blocks.flatMap((block) => block.layers);
