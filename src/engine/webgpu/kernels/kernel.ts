/** What a kernel is, and the WGSL that all of them share. */
import type { GpuStage, Source } from '../gpu-stage.ts';
import { values, type Extent } from '../../../models/extent.ts';

/** Buffers by the names that kernels use. Replicas lie one after the other in all but the two step counters and the step table. */
export const bufferTypes = {
  /** Rows `[rows, width]`. */
  data: 'array<f32>',
  /** Class indices, or the bits of targets, and after them the weights of the rows where they have some. */
  labels: 'array<u32>',
  /** Row order of all epochs. */
  order: 'array<u32>',
  parameters: 'array<f32>',
  /** The average of the parameters on the way. */
  average: 'array<f32>',
  activations: 'array<f32>',
  /** By activations. */
  gradients: 'array<f32>',
  /** Partial gradients by parameters, and last the factor that clips them. */
  partials: 'array<f32>',
  /** Adam's moments, or the velocity and 0. */
  moments: 'array<vec2f>',
  /** Adam's corrections by step, and after them the factor on the rate and the share in the average by step, where there are such. */
  stepTable: 'array<vec2f>',
  /** The numbers of `HEAD`, the rates of parameter arrays where they differ, and the two of a distillation where there is one. */
  jobNumbers: 'array<u32>',
  /** Wanted class probabilities `[rows, classes]`. */
  targets: 'array<f32>',
  /** Anchor and strength of the penalty of each parameter. */
  penalties: 'array<vec2f>',
  thisStep: 'array<u32>',
  nextStep: 'array<u32>',
  /** A ring of `LOSS_RING` steps `[step, row of the batch]`. */
  losses: 'array<f32>',
} as const;
export type BufferName = keyof typeof bufferTypes;

/** Steps whose losses are kept. */
export const LOSS_RING = 16;
/** Threads of a workgroup. */
export const GROUP = 64;

export interface Kernel {
  readonly label: string;
  /** Functions and `main`; the buffers are declared from the names in it. */
  readonly body: string;
  /** Buffers it writes; the others are only read. */
  readonly writes: readonly BufferName[];
  readonly workgroups: readonly [x: number, y: number];
}

/** Elements that one replica takes in the buffers that all kernels of a step share. */
export type Stride = Readonly<Record<'parameters' | 'activations' | 'gradients' | 'partials' | 'jobNumbers', number>>;

/** Sizes that kernels have built in. */
export interface Shape {
  readonly training: boolean;
  /** Rows of a batch; in use, of a piece of the data. */
  readonly batch: number;
  /** Rows of the data, steps in all, and batches of an epoch. */
  readonly rows: number;
  readonly steps: number;
  readonly batches: number;
  readonly input: Extent;
  readonly stride: Stride;
  /** Threads that keep the device busy: fewer values are computed by each thread until there are that many. */
  readonly threads: number;
}

/** Where a row of the batch begins in the stage's input, as `inputAt(replica, row)`, and in which buffer. */
export function inputAccess(
  source: Source,
  from: Extent,
  shape: Shape,
): { readonly buffer: 'data' | 'activations'; readonly code: string } {
  const width = values(from);
  if (!source.data)
    return {
      buffer: 'activations',
      code: `fn inputAt(rep:u32,b:u32)->u32{return rep*${shape.stride.activations}u+${source.offset}u+b*${width}u;}`,
    };
  if (!shape.training)
    return { buffer: 'data', code: `fn inputAt(rep:u32,b:u32)->u32{return min(b,arrayLength(&data)/${width}u-1u)*${width}u;}` };
  return { buffer: 'data', code: `${rowCode(shape)}fn inputAt(rep:u32,b:u32)->u32{return (rep*${shape.rows}u+rowAt(rep,b))*${width}u;}` };
}

/** `rowAt(replica, row of the batch)`: its place in the data; a short last batch repeats its last row, without effect. */
export const rowCode = ({ rows, batch, batches, steps }: Shape): string => `
fn rowAt(rep:u32,b:u32)->u32{let s=thisStep[0]%${steps}u;let first=(s/${batches}u)*${rows}u;let i=min((s%${batches}u)*${batch}u+b,${rows - 1}u);return order[rep*${(steps / batches) * rows}u+first+i];}
`;

/** `batchSize()`: rows of this step's batch; the last of an epoch may be shorter. */
export const sizeCode = ({ rows, batch, batches, steps }: Shape): string => `
fn batchSize()->u32{return min(${batch}u,${rows}u-((thisStep[0]%${steps}u)%${batches}u)*${batch}u);}
`;

/** The value to store as gradient of the stage below: nothing passes where its ReLU gave 0. `index` counts its outputs. */
export const masked = (below: GpuStage, shape: Shape, value: string, index: string): string =>
  below.rectified ? `select(0.0,${value},activations[rep*${shape.stride.activations}u+${below.output}u+${index}]>0.0)` : value;

export const main = (body: string): string => `
@compute @workgroup_size(${GROUP}) fn main(@builtin(global_invocation_id) id:vec3u,@builtin(workgroup_id) group:vec3u,@builtin(local_invocation_index) local:u32){
${body}
}`;

/**
 * Parts that share a dispatch: each gets workgroups of its own along x, and counts its threads as `t`. A part without threads
 * is left out.
 */
export function inParts(parts: readonly { readonly threads: number; readonly code: string | undefined }[]): {
  readonly workgroups: number;
  readonly code: string;
} {
  let workgroups = 0;
  const sections = parts.map(({ threads, code }) => {
    if (!code || threads === 0) return '';
    const first = workgroups;
    workgroups += groups(threads);
    return `if(group.x<${workgroups}u){let t=id.x-${first * GROUP}u;if(t>=${threads}u){return;}${code}return;}`;
  });
  return { workgroups, code: sections.join('\n') };
}

export const groups = (threads: number): number => Math.ceil(threads / GROUP);

/** Rows that a thread computes, so that there are enough threads for the device. */
export function rowsPerThread(rows: number, columnThreads: number, { threads }: Shape): number {
  for (const each of [8, 4, 2]) if (Math.ceil(rows / each) * columnThreads >= threads) return each;
  return 1;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
export const each = (count: number, code: (i: number) => string): string => range(count).map(code).join('');
