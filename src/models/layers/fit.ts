/** What layers ask of the shapes they are given. */
import type { Shape } from './layer-kind.ts';

interface Named {
  readonly kind: string;
}

/** Number of values in a tensor of that shape. */
export const volume = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** Throws RangeError unless the shape is that of an image. */
export function imageShape(layer: Named, shape: Shape): readonly [height: number, width: number, channels: number] {
  if (shape.length !== 3) misfit(layer, shape, 'it needs an image, [height, width, channels]');
  return shape as unknown as readonly [number, number, number];
}

/** Throws RangeError unless the value is a whole number from 1. */
export function positive(value: number, name: string, layer: Named, shape: Shape): number {
  if (!Number.isInteger(value) || value < 1) misfit(layer, shape, `${name} is ${value}, expected a whole number from 1`);
  return value;
}

export function misfit({ kind }: Named, shape: Shape, reason: string): never {
  throw new RangeError(`a ${kind} layer does not fit an input of [${shape.join(', ')}]: ${reason}`);
}
