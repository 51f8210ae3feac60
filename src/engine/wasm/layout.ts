/**
 * How a plan's parameters lie in memory: channels padded to multiples of 4 for SIMD. Padded weights are zero and stay zero,
 * since their gradients are.
 */
import type { ParameterSlot } from '../../models/slots.ts';
import { roleOf } from '../../models/layers/roles.ts';
import { slotsOf, type Plan, type Stage } from '../plan.ts';
import { pad4 } from './padding.ts';
import { stageEntry } from './stages/registry.ts';

/** How one parameter array travels between the flat parameters and the padded ones. */
interface Passage {
  readonly flat: number;
  readonly padded: number;
  /** Rows of a kernel come in `groups` of `channels`, stored `paddedChannels` apart; a vector is one row. */
  readonly groups: number;
  readonly channels: number;
  readonly paddedChannels: number;
  readonly columns: number;
  readonly paddedColumns: number;
}

/** A stretch of the padded parameters, and the factor on its learning rate. */
interface Stretch {
  readonly from: number;
  readonly count: number;
  readonly rate: number;
}

export interface Layout {
  /** Elements of the padded parameters. */
  readonly size: number;
  /** Flat elements. */
  readonly flatSize: number;
  /** Place of each parameter array in the padded parameters, in elements. */
  readonly at: ReadonlyMap<ParameterSlot, number>;
  readonly passages: readonly Passage[];
  /** What takes gradient steps, neighbours of one rate joined. */
  readonly trained: readonly Stretch[];
  /** What of it weight decay takes from. */
  readonly decayed: readonly Stretch[];
  /** Whether the input's channels are padded: unless a matrix product reads it as it comes. */
  readonly paddedInput: boolean;
}

/** @param rates factors on the learning rate by parameter array, 1 unless given; what has the factor 0 takes no steps. */
export function layoutOf(plan: Plan, rates?: readonly number[]): Layout {
  const [lowest] = plan.stages;
  const paddedInput = lowest !== undefined && !stageEntry(lowest).readsUnpadded;
  const at = new Map<ParameterSlot, number>();
  const passages: Passage[] = [];
  const trained: Stretch[] = [];
  const decayed: Stretch[] = [];
  let size = 0;
  for (const stage of plan.stages) {
    for (const slot of slotsOf(stage)) {
      const passage = { ...extentsOf(stage, slot, paddedInput || stage !== lowest), flat: slot.offset, padded: size };
      const count = passage.groups * passage.paddedChannels * passage.paddedColumns;
      at.set(slot, size);
      passages.push(passage);
      const rate = plan.trained.includes(slot) ? (rates?.[plan.slots.indexOf(slot)] ?? 1) : 0;
      if (rate !== 0) {
        if (roleOf(slot).decays) decayed.push({ from: size, count, rate });
        const last = trained.at(-1);
        if (last && last.rate === rate && last.from + last.count === size) trained.splice(-1, 1, { ...last, count: last.count + count });
        else trained.push({ from: size, count, rate });
      }
      size += count;
    }
  }
  return { size, flatSize: plan.parameters, at, passages, trained, decayed, paddedInput };
}

function extentsOf(stage: Stage, slot: ParameterSlot, paddedInput: boolean): Omit<Passage, 'flat' | 'padded'> {
  const own = stageEntry(stage).rows?.(stage, slot, (channels) => (paddedInput ? pad4(channels) : channels));
  const row = { groups: 1, channels: 1, paddedChannels: 1, columns: slot.shape.at(-1)!, ...own };
  return { ...row, paddedColumns: pad4(row.columns) };
}

/** Copies flat parameters into padded ones (already zero where nothing is copied), or back. */
export function transfer({ passages }: Layout, flat: Float32Array, padded: Float32Array, direction: 'in' | 'out'): void {
  for (const { flat: from, padded: to, groups, channels, paddedChannels, columns, paddedColumns } of passages) {
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
