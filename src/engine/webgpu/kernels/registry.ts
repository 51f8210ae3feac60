/** The kernels of each kind of stage. */
import type { Stage, StageKind, StageOf } from '../../plan.ts';
import { batchNormEntry } from './batch-norm.ts';
import { convolutionEntry } from './convolution.ts';
import { denseEntry } from './dense.ts';
import type { GpuEntry } from './entry.ts';
import { dropoutEntry, reluEntry } from './pointwise.ts';
import { averagePoolEntry, maxPoolEntry } from './pooling.ts';

const entries = {
  dense: denseEntry,
  conv2d: convolutionEntry,
  'max-pool': maxPoolEntry,
  'average-pool': averagePoolEntry,
  relu: reluEntry,
  dropout: dropoutEntry,
  'batch-norm': batchNormEntry,
} satisfies { readonly [K in StageKind]: GpuEntry<StageOf<K>> };

export const gpuEntry = ({ kind }: Stage): GpuEntry<Stage> => entries[kind];
