/** A model as data: named blocks of layers. The engine compiles it; counters and the page read it. */

export type BlockName = 'first' | 'middle' | 'head';

export type Layer =
  | { readonly kind: 'dense'; readonly units: number; readonly activation: 'relu' | 'linear' }
  | { readonly kind: 'conv2d'; readonly filters: number; readonly kernel: number; readonly activation: 'relu' | 'linear' }
  | { readonly kind: 'max-pool'; readonly size: number }
  | { readonly kind: 'flatten' };

/** Convolutions are stride 1, `valid`; the head ends in one logit per class (softmax is part of the loss). */
export interface Model {
  /** `[features]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  readonly blocks: readonly { readonly name: BlockName; readonly layers: readonly Layer[] }[];
}

/** Where one parameter array lies in a model's flat weight vector. */
export interface ParameterSlot {
  readonly name: string;
  readonly block: BlockName;
  readonly role: 'kernel' | 'bias';
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}
