/** A first layer and a head for what the model has never had: inputs that were always 0, classes that never came. Their weights begin at 0. */
import { parameterSlots } from './parameters.ts';
import type { ParameterSlot } from './slots.ts';
import type { Model } from './types.ts';

/** Encoded inputs `[rows, width]` that are 0 in every row: no training has ever moved their weights. */
export function neverSeen(x: Float32Array, width: number): number[] {
  const seen = new Uint8Array(width);
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) seen[i % width] = 1;
  return Array.from(seen.keys()).filter((input) => !seen[input]);
}

/** The kernel that reads the inputs; undefined where it does not read each as one number (a convolution, a layer of another kind first). */
export function firstKernel(model: Model): ParameterSlot | undefined {
  const [first] = parameterSlots(model);
  const reads = model.inputShape.reduce((product, size) => product * size, 1);
  return first?.role === 'kernel' && first.shape.length === 2 && first.shape[0] === reads ? first : undefined;
}

/** The head's last kernel `[features, classes]` and bias; undefined where it ends otherwise. */
export function lastDense(model: Model): { readonly kernel: ParameterSlot; readonly bias: ParameterSlot } | undefined {
  const [kernel, bias] = parameterSlots(model).slice(-2);
  return kernel?.role === 'kernel' && kernel.shape.length === 2 && bias?.role === 'bias' && bias.layer === kernel.layer
    ? { kernel, bias }
    : undefined;
}

/** Weights that take nothing from those inputs. What the model says of rows in which they are 0 is the same, bit for bit. */
export function withInputs(weights: Float32Array, kernel: ParameterSlot, inputs: readonly number[]): Float32Array {
  const grown = weights.slice();
  const units = kernel.shape[1]!;
  for (const input of inputs) grown.fill(0, kernel.offset + input * units, kernel.offset + (input + 1) * units);
  return grown;
}

/** Weights whose scores of those classes are 0 for every row; all other scores are the same, bit for bit. */
export function withClasses(
  weights: Float32Array,
  { kernel, bias }: NonNullable<ReturnType<typeof lastDense>>,
  classes: readonly number[],
): Float32Array {
  const grown = weights.slice();
  const [features, outputs] = kernel.shape as [number, number];
  for (const label of classes) {
    for (let feature = 0; feature < features; feature++) grown[kernel.offset + feature * outputs + label] = 0;
    grown[bias.offset + label] = 0;
  }
  return grown;
}
