/** Every kind of layer. A new one is a file beside this one, a line in each of these two tables, and an entry in each executor. */
import type { ParameterSlot } from '../types.ts';
import { averagePool, averagePoolInKeras } from './average-pool.ts';
import { batchNorm, batchNormInKeras } from './batch-norm.ts';
import { conv2d, conv2dInKeras } from './conv2d.ts';
import { dense, denseInKeras } from './dense.ts';
import { dropout, dropoutInKeras } from './dropout.ts';
import { flatten, flattenInKeras } from './flatten.ts';
import { globalAveragePool, globalAveragePoolInKeras } from './global-average-pool.ts';
import type { KerasCounterpart } from './keras.ts';
import type { LayerKind } from './layer-kind.ts';
import { maxPool, maxPoolInKeras } from './max-pool.ts';
import { relu, reluInKeras } from './relu.ts';

/** Any kind of layer, as a table may hold it. */
export type AnyLayerKind = LayerKind<{ readonly kind: string }, { readonly kind: string } | null, string>;

const kinds = {
  dense,
  conv2d,
  'max-pool': maxPool,
  'average-pool': averagePool,
  'global-average-pool': globalAveragePool,
  flatten,
  dropout,
  'batch-norm': batchNorm,
  relu,
} satisfies Readonly<Record<string, AnyLayerKind>>;

type Kinds = typeof kinds;
export type LayerKindId = keyof Kinds;

/** A layer of that kind, as it stands in a model. */
export type LayerOf<K extends LayerKindId> = Parameters<Kinds[K]['shape']>[0];
/** Any layer of a model. */
export type Layer = LayerOf<LayerKindId>;
/** Keys of the parameter arrays of that kind of layer. */
export type SlotKey<K extends LayerKindId> = ReturnType<Kinds[K]['slots']>[number]['key'];
/** What an executor computes for a layer of that kind, with the layer's parameter arrays by their keys. */
export type StageRule<K extends LayerKindId> = K extends LayerKindId
  ? Exclude<ReturnType<Kinds[K]['stage']>, null> & { readonly slots: Readonly<Record<SlotKey<K>, ParameterSlot>> }
  : never;

/** The kinds by the name that a layer has as its `kind`. */
export const layerKinds = kinds satisfies {
  readonly [K in Layer['kind']]: LayerKind<Extract<Layer, { kind: K }>, { readonly kind: string } | null, string>;
};

/** What is known of a layer's kind. */
export const kindOf = ({ kind }: Layer): AnyLayerKind => layerKinds[kind];

/** The counterparts in Keras: a table of its own, since whoever trains a model never reads one from a file. */
export const kerasCounterparts = {
  dense: denseInKeras,
  conv2d: conv2dInKeras,
  'max-pool': maxPoolInKeras,
  'average-pool': averagePoolInKeras,
  'global-average-pool': globalAveragePoolInKeras,
  flatten: flattenInKeras,
  dropout: dropoutInKeras,
  'batch-norm': batchNormInKeras,
  relu: reluInKeras,
} satisfies { readonly [K in LayerKindId]: KerasCounterpart<LayerOf<K>, SlotKey<K>> };
