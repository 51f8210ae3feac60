/** Every kind of layer. A new one is a file beside this one, a line in each of these tables, and an entry in each executor. */
import type { Extent } from '../extent.ts';
import type { ParameterSlot } from '../slots.ts';
import { averagePool, averagePoolInKeras, averagePoolStage, averagePoolWork } from './average-pool.ts';
import { batchNorm, batchNormInKeras, batchNormStage, batchNormWork } from './batch-norm.ts';
import { conv2d, conv2dInKeras, conv2dStage, conv2dWork } from './conv2d.ts';
import { dense, denseInKeras, denseStage, denseWork } from './dense.ts';
import { dropout, dropoutInKeras, dropoutStage, dropoutWork } from './dropout.ts';
import { flatten, flattenInKeras, flattenStage, flattenWork } from './flatten.ts';
import { globalAveragePool, globalAveragePoolInKeras, globalAveragePoolStage, globalAveragePoolWork } from './global-average-pool.ts';
import { graph, graphInKeras, graphStage, graphWork } from './graph.ts';
import type { KerasCounterpart } from './keras.ts';
import type { LayerKind, LayerWork, StageRule } from './layer-kind.ts';
import { maxPool, maxPoolInKeras, maxPoolStage, maxPoolWork } from './max-pool.ts';
import { relu, reluInKeras, reluStage, reluWork } from './relu.ts';

interface Named {
  readonly kind: string;
}

/** Any kind of layer, as a table may hold it. */
export type AnyLayerKind = LayerKind<Named, string>;
export type AnyLayerWork = LayerWork<Named>;

/** What a layer of each kind is, by the name that it has as its `kind`. */
export const layerKinds = {
  dense,
  conv2d,
  'max-pool': maxPool,
  'average-pool': averagePool,
  'global-average-pool': globalAveragePool,
  flatten,
  dropout,
  'batch-norm': batchNorm,
  relu,
  graph,
} satisfies Readonly<Record<string, AnyLayerKind>>;

type Kinds = typeof layerKinds;
export type LayerKindId = keyof Kinds;

/** A layer of that kind, as it stands in a model. */
export type LayerOf<K extends LayerKindId> = Parameters<Kinds[K]['shape']>[0];
/** Any layer of a model. */
export type Layer = LayerOf<LayerKindId>;
/** Keys of the parameter arrays of that kind of layer. */
export type SlotKey<K extends LayerKindId> = ReturnType<Kinds[K]['slots']>[number]['key'];

/** Whether a model has layers that only TensorFlow.js knows. */
export const hasGraph = (layers: readonly Layer[]): boolean => layers.some(({ kind }) => kind === 'graph');

/** What is known of a layer's kind. */
export const kindOf = ({ kind }: Layer): AnyLayerKind => layerKinds[kind];

/** What executors compute for a layer of each kind: a table of its own, as a page that only shows models does without. */
export const layerStages = {
  dense: denseStage,
  conv2d: conv2dStage,
  'max-pool': maxPoolStage,
  'average-pool': averagePoolStage,
  'global-average-pool': globalAveragePoolStage,
  flatten: flattenStage,
  dropout: dropoutStage,
  'batch-norm': batchNormStage,
  relu: reluStage,
  graph: graphStage,
} satisfies { readonly [K in LayerKindId]: (layer: LayerOf<K>, from: Extent) => StageRule };

/** What an executor computes for a layer of that kind, with the layer's parameter arrays by their keys. */
export type StageOfLayer<K extends LayerKindId> = K extends LayerKindId
  ? Exclude<ReturnType<(typeof layerStages)[K]>, null> & { readonly slots: Readonly<Record<SlotKey<K>, ParameterSlot>> }
  : never;

export const stageRuleOf = (layer: Layer, from: Extent): StageRule =>
  (layerStages[layer.kind] as (layer: Layer, from: Extent) => StageRule)(layer, from);

/** What a training costs by kind of layer: executors do without. */
export const layerWork = {
  dense: denseWork,
  conv2d: conv2dWork,
  'max-pool': maxPoolWork,
  'average-pool': averagePoolWork,
  'global-average-pool': globalAveragePoolWork,
  flatten: flattenWork,
  dropout: dropoutWork,
  'batch-norm': batchNormWork,
  relu: reluWork,
  graph: graphWork,
} satisfies { readonly [K in LayerKindId]: LayerWork<LayerOf<K>> };

export const workOf = ({ kind }: Layer): AnyLayerWork => layerWork[kind];

/** What Keras has for each kind: whoever trains a model never reads one from a file. */
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
  graph: graphInKeras,
} satisfies { readonly [K in LayerKindId]: KerasCounterpart<LayerOf<K>, SlotKey<K>> };
