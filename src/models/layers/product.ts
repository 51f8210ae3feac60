/** The parameter arrays of layers that multiply: a kernel, which is a matrix for each place of a window, and a bias. */
import type { Shape, SlotRule } from './layer-kind.ts';

/** A layer's own way of ending. */
interface Activated {
  readonly activation: 'relu' | 'linear';
}

/** @param window sizes of the window, `[]` where the whole input is read at once. */
export function productSlots({ activation }: Activated, window: Shape, channels: number, units: number): SlotRule<'kernel' | 'bias'>[] {
  return [
    { key: 'kernel', role: 'kernel', shape: [...window, channels, units], fresh: 'glorot-uniform' },
    { key: 'bias', role: 'bias', shape: [units], fresh: 0, addedLast: activation === 'linear' },
  ];
}

/** In Keras. */
export const productArrays = { kernel: { name: 'kernel' }, bias: { name: 'bias', absent: 0 } } as const;
