/** What a kernel is, and the WGSL that all of them share. */
import type { GpuStage, Source } from '../stages.ts';
import { values, type Extent } from '../../plan.ts';

/**
 * Buffers by the names that kernels use. Replicas lie one after the other in all but S, N and T.
 *
 * X rows of data `[rows, width]` · Y labels, and after them the weights of the rows where they have some · O row order of all
 * epochs · P parameters · E their average · A activations · G gradients by activations · W partial gradients by parameters, and
 * last the factor that clips them · M Adam's moments, or the velocity and 0 · T Adam's corrections by step, and after them the
 * factor on the rate and the share in the average by step, where there are such · H the numbers of `HEAD`, the rates of
 * parameter arrays where they differ, and the two numbers of a distillation where there is one · D wanted class probabilities `[rows, classes]` · R anchor and strength of the spring of each parameter · S step · N next step ·
 * L losses, a ring of `LOSS_RING` steps `[step, row of the batch]`.
 */
export const bufferTypes = {
  X: 'array<f32>',
  Y: 'array<u32>',
  O: 'array<u32>',
  P: 'array<f32>',
  E: 'array<f32>',
  A: 'array<f32>',
  G: 'array<f32>',
  W: 'array<f32>',
  M: 'array<vec2f>',
  T: 'array<vec2f>',
  H: 'array<u32>',
  D: 'array<f32>',
  R: 'array<vec2f>',
  S: 'array<u32>',
  N: 'array<u32>',
  L: 'array<f32>',
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
  /** Elements that one replica takes in each buffer. */
  readonly stride: { readonly P: number; readonly A: number; readonly G: number; readonly W: number; readonly H: number };
  /** Threads that keep the device busy: fewer values are computed by each thread until there are that many. */
  readonly threads: number;
}

/** Where a row of the batch begins in the stage's input, as `inputAt(replica, row)`, and in which buffer. */
export function inputAccess(source: Source, from: Extent, shape: Shape): { readonly buffer: 'X' | 'A'; readonly code: string } {
  const width = values(from);
  if (!source.data)
    return { buffer: 'A', code: `fn inputAt(rep:u32,b:u32)->u32{return rep*${shape.stride.A}u+${source.offset}u+b*${width}u;}` };
  if (!shape.training)
    return { buffer: 'X', code: `fn inputAt(rep:u32,b:u32)->u32{return min(b,arrayLength(&X)/${width}u-1u)*${width}u;}` };
  return { buffer: 'X', code: `${rowCode(shape)}fn inputAt(rep:u32,b:u32)->u32{return (rep*${shape.rows}u+rowAt(rep,b))*${width}u;}` };
}

/** `rowAt(replica, row of the batch)`: its place in the data; a short last batch repeats its last row, without effect. */
export const rowCode = ({ rows, batch, batches, steps }: Shape): string => `
fn rowAt(rep:u32,b:u32)->u32{let s=S[0]%${steps}u;let first=(s/${batches}u)*${rows}u;let i=min((s%${batches}u)*${batch}u+b,${rows - 1}u);return O[rep*${(steps / batches) * rows}u+first+i];}
`;

/** `batchSize()`: rows of this step's batch; the last of an epoch may be shorter. */
export const sizeCode = ({ rows, batch, batches, steps }: Shape): string => `
fn batchSize()->u32{return min(${batch}u,${rows}u-((S[0]%${steps}u)%${batches}u)*${batch}u);}
`;

/** The value to store as gradient of the stage below: nothing passes where its ReLU gave 0. `index` counts its outputs. */
export const masked = (below: GpuStage, shape: Shape, value: string, index: string): string =>
  below.rectified ? `select(0.0,${value},A[rep*${shape.stride.A}u+${below.output}u+${index}]>0.0)` : value;

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
