/** What a kind of layer says of itself. `registry.ts` lists the kinds; executors add how each stage is computed. */
import type { RoleId } from './roles.ts';

/** Sizes of one example, channels last. */
export type Shape = readonly number[];

/**
 * The values that a fresh array has: one number, or uniform within ±√(6 / (in + out)) (Glorot & Bengio 2010), where the last two axes
 * are what it reads and what it gives, each as often as the others have places.
 */
export type FreshValues = number | 'glorot-uniform';

/** One parameter array of a layer. */
export interface SlotRule<Key extends string> {
  /** Names it within its layer: `kernel`, `query-kernel`. */
  readonly key: Key;
  readonly role: RoleId;
  readonly shape: Shape;
  readonly fresh: FreshValues;
  /** Whether it is added to the output last, so that a mean taken over it by the next layer takes it away again. */
  readonly addedLast?: boolean;
}

/**
 * What a layer is, which is all that a page needs to show a model.
 * @typeParam L the layer as it stands in a model
 * @typeParam Key keys of its parameter arrays
 */
export interface LayerKind<L extends { readonly kind: string }, Key extends string> {
  /** Shape of its output. Throws RangeError (`misfit`) when the layer does not fit its input. */
  shape(layer: L, from: Shape): number[];
  /** Its parameter arrays, in the order in which they lie in the flat weights. */
  slots(layer: L, from: Shape): readonly SlotRule<Key>[];
  /** How many channels it gives, where that can be chosen; absent = its input says. */
  readonly width?: { of(layer: L): number; to(layer: L, units: number): L };
  /** Takes the mean over the batch away from each channel, so that a bias just below it has no effect while it does. */
  readonly centres?: boolean;
}

/**
 * What executors compute for a layer in its place; null where there is nothing to compute. `pointwise` says that it works value by
 * value, so that every value keeps its place, even where the positions are read as one vector.
 */
export type StageRule = { readonly kind: string; readonly pointwise?: boolean } | null;

/** What a training of a model with it costs, and what of that may be saved. */
export interface LayerWork<L extends { readonly kind: string }> {
  /**
   * FLOPs of a forward pass of one example; a multiplication and an addition are two. Pointwise operations are left out, as
   * MLPerf leaves them out of its model FLOPs.
   */
  flops(layer: L, from: Shape, to: Shape): number;
  /** Why features computed once with it below are not what a training sees; undefined when they are. */
  uncached?(layer: L, trained: boolean): string | undefined;
}
