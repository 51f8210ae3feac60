/** Where parameters lie in a model’s flat weight vector. */
import type { FreshValues } from './layers/layer-kind.ts';
import type { RoleId } from './layers/roles.ts';

export type BlockName = 'first' | 'middle' | 'head';

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
