/** What computes each kind of stage. */
import type { Stage, StageKind, StageOf } from '../../plan.ts';
import { batchNormEntry } from './batch-norm.ts';
import { dropoutEntry, reluEntry } from './pointwise.ts';
import { poolingEntry } from './pooling.ts';
import { convolutionEntry, denseEntry } from './product.ts';
import type { StageEntry } from './stage.ts';

const entries = {
  dense: denseEntry,
  conv2d: convolutionEntry,
  'max-pool': poolingEntry,
  'average-pool': poolingEntry,
  relu: reluEntry,
  dropout: dropoutEntry,
  'batch-norm': batchNormEntry,
} satisfies { readonly [K in StageKind]: StageEntry<StageOf<K>> };

export const stageEntry = ({ kind }: Stage): StageEntry<Stage> => entries[kind];
