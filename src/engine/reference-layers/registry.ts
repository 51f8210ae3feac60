/** The definition of each kind of layer. */
import type { LayerKindId } from '../../models/layers/registry.ts';
import { batchNorm } from './batch-norm.ts';
import { averagePool, globalAveragePool, maxPool } from './pooling.ts';
import { graph } from './graph.ts';
import { dropout, flatten, relu } from './pointwise.ts';
import { conv2d, dense } from './product.ts';
import type { Definition, StepOf } from './step.ts';

const definitions = {
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
} satisfies { readonly [K in LayerKindId]: Definition<StepOf<K>> };

/** A layer of any kind in its place. */
export type Step = { [K in LayerKindId]: StepOf<K> }[LayerKindId];

export const definitionOf = ({ layer }: Step): Definition<Step> => definitions[layer.kind];
