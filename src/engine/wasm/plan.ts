/**
 * A model as a list of stages with fixed shapes, and the layout of its parameters in memory. Channels are padded to multiples
 * of 4 for SIMD; padded weights are zero and stay zero, since their gradients are.
 */
import { parameterSlots } from '../../models/parameters.ts';
import { outputShape } from '../../models/shapes.ts';
import type { Model } from '../../models/types.ts';

/** Numbers per example: `groups` positions with `channels` each, stored `padded` apart. */
export interface Extent {
  readonly groups: number;
  readonly channels: number;
  readonly padded: number;
}

/** A layer with parameters: a matrix product of `rows` inputs per position with a kernel `[rows, padded]`. */
interface ProductStage {
  readonly output: Extent;
  readonly relu: boolean;
  /** Rows of the kernel in memory, padding included. */
  readonly rows: number;
  /** Offsets in the padded parameters, in elements. */
  readonly kernel: number;
  readonly bias: number;
}

/** A square window over an image of `height × width` positions. */
interface WindowStage {
  readonly output: Extent;
  readonly height: number;
  readonly width: number;
  /** Channels of the input as stored. */
  readonly depth: number;
  readonly window: number;
}

export type Stage =
  | ({ readonly kind: 'dense' } & ProductStage)
  | ({ readonly kind: 'conv2d' } & ProductStage & WindowStage)
  | ({ readonly kind: 'max-pool' } & WindowStage);

/** How one kernel or bias travels between the flat parameters and the padded ones. */
interface Passage {
  readonly flat: number;
  readonly padded: number;
  /** Rows of the kernel come in `groups` of `channels`, stored `paddedChannels` apart; a bias is one row. */
  readonly groups: number;
  readonly channels: number;
  readonly paddedChannels: number;
  readonly columns: number;
  readonly paddedColumns: number;
}

export interface Plan {
  readonly input: Extent;
  readonly output: Extent;
  readonly stages: readonly Stage[];
  /** Elements of the padded parameters; a multiple of 4. */
  readonly parameters: number;
  readonly passages: readonly Passage[];
  /** Elements of the flat parameters. */
  readonly flatParameters: number;
}

const pad4 = (count: number): number => (count + 3) & ~3;
const volume = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
/** Elements an example takes in memory. */
export const stored = ({ groups, padded }: Extent): number => groups * padded;

/** Compiles the model. The input is stored as it comes; every other activation has padded channels. */
export function compilePlan(model: Model): Plan {
  const slots = parameterSlots(model);
  const stages: Stage[] = [];
  const passages: Passage[] = [];
  const [channelsIn] = model.inputShape.slice(-1) as [number];
  const input: Extent = { groups: volume(model.inputShape) / channelsIn, channels: channelsIn, padded: channelsIn };
  let shape: readonly number[] = model.inputShape;
  let extent = input;
  let parameters = 0;
  let slot = 0;

  /** Places a kernel of `groups × extent.channels` rows and its bias. */
  const place = (groups: number, columns: number) => {
    const paddedColumns = pad4(columns);
    const rows = groups * extent.padded;
    const kernel = parameters;
    const bias = kernel + rows * paddedColumns;
    parameters = bias + paddedColumns;
    const shared = { columns, paddedColumns };
    passages.push(
      { ...shared, flat: slots[slot]!.offset, padded: kernel, groups, channels: extent.channels, paddedChannels: extent.padded },
      { ...shared, flat: slots[slot + 1]!.offset, padded: bias, groups: 1, channels: 1, paddedChannels: 1 },
    );
    slot += 2;
    return { rows, kernel, bias };
  };

  for (const layer of model.blocks.flatMap((block) => block.layers)) {
    const [height = 1, width = 1] = shape;
    const next = outputShape(layer, shape);
    const depth = extent.padded;
    switch (layer.kind) {
      case 'dense': {
        const output: Extent = { groups: 1, channels: layer.units, padded: pad4(layer.units) };
        stages.push({ kind: 'dense', output, relu: layer.activation === 'relu', ...place(extent.groups, layer.units) });
        extent = output;
        break;
      }
      case 'conv2d': {
        const output: Extent = { groups: next[0]! * next[1]!, channels: layer.filters, padded: pad4(layer.filters) };
        const product = place(layer.kernel ** 2, layer.filters);
        stages.push({ kind: 'conv2d', output, relu: layer.activation === 'relu', ...product, height, width, depth, window: layer.kernel });
        extent = output;
        break;
      }
      case 'max-pool': {
        const output: Extent = { ...extent, groups: next[0]! * next[1]! };
        stages.push({ kind: 'max-pool', output, height, width, depth, window: layer.size });
        extent = output;
        break;
      }
      case 'flatten':
        break;
    }
    shape = next;
  }
  return { input, output: extent, stages, parameters, passages, flatParameters: slots.reduce((sum, { size }) => sum + size, 0) };
}

/** Copies flat parameters into padded ones (already zero where nothing is copied), or back. */
export function transfer(plan: Plan, flat: Float32Array, padded: Float32Array, direction: 'in' | 'out'): void {
  for (const { flat: from, padded: to, groups, channels, paddedChannels, columns, paddedColumns } of plan.passages) {
    for (let group = 0; group < groups; group++) {
      for (let channel = 0; channel < channels; channel++) {
        const a = from + (group * channels + channel) * columns;
        const b = to + (group * paddedChannels + channel) * paddedColumns;
        if (direction === 'in') padded.set(flat.subarray(a, a + columns), b);
        else flat.set(padded.subarray(b, b + columns), a);
      }
    }
  }
}
