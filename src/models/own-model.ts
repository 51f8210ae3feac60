/** A model of the user's own, imported from a file, as the base that repairs start from. */
import type { Model } from './types.ts';

export interface OwnModel {
  /** Name of its file. */
  readonly name: string;
  /** SHA-256 (hex) of its layers and weights, wherever the head begins. */
  readonly sha256: string;
  /** Index, among its layers, of the first one of the head. */
  readonly head: number;
  readonly model: Model;
  /** In the order of `parameterSlots(model)`. */
  readonly weights: Float32Array;
}
