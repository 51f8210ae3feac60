/** A model as data: named blocks of layers. The engine compiles it; counters and the page read it. */

export type BlockName = 'first' | 'middle' | 'head';

export type Layer =
  | { readonly kind: 'dense'; readonly units: number; readonly activation: 'relu' | 'linear' }
  | Convolution
  /** Windows of `size × size`, moved by their size, no padding: a remainder is cut off. */
  | { readonly kind: 'max-pool' | 'average-pool'; readonly size: number }
  /** Mean over all positions: `[height, width, channels]` becomes `[channels]`. */
  | { readonly kind: 'global-average-pool' }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'relu' }
  /** Inverted dropout (Srivastava et al. 2014): in training a value is 0 with probability `rate`, else divided by 1 − rate. */
  | { readonly kind: 'dropout'; readonly rate: number }
  | BatchNorm;

export interface Convolution {
  readonly kind: 'conv2d';
  readonly filters: number;
  readonly kernel: number;
  /** 1 unless given. */
  readonly stride?: number;
  /** `valid` (none) unless given; `same` gives ceil(input / stride) positions, as TensorFlow defines it. */
  readonly padding?: 'valid' | 'same';
  readonly activation: 'relu' | 'linear';
}

/**
 * Batch normalisation over the last axis (Ioffe & Szegedy 2015). It learns scale and shift; while they train it uses the
 * statistics of the batch and updates its moving ones by `moving = momentum · moving + (1 − momentum) · batch`, with the
 * population variance. Where neither is trained it uses the moving statistics and leaves them alone.
 */
export interface BatchNorm {
  readonly kind: 'batch-norm';
  /** 0.99 in Keras. */
  readonly momentum: number;
  /** 1e-3 in Keras. */
  readonly epsilon: number;
}

/** The head ends in one logit per class (softmax is part of the loss). */
export interface Model {
  /** `[features]` or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  readonly blocks: readonly { readonly name: BlockName; readonly layers: readonly Layer[] }[];
}

/** Where one parameter array lies in a model's flat weight vector. */
export interface ParameterSlot {
  readonly name: string;
  readonly block: BlockName;
  /** Index of the layer in the whole model. */
  readonly layer: number;
  readonly role: 'kernel' | 'bias' | 'scale' | 'shift' | 'moving-mean' | 'moving-variance';
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** Of a bias that batch normalisation follows: the block of that layer. */
  readonly normalisedIn?: BlockName;
}

/** Every layer of a model in order, blocks joined. */
export const layersOf = (model: Model): Layer[] => model.blocks.flatMap((block) => block.layers);
