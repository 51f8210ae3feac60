/** Dense layers and convolutions: matrix products. A convolution multiplies patches of its input, some images at a time. */
import { imageOf, positions } from '../../../models/extent.ts';
import type { ParameterSlot } from '../../../models/slots.ts';
import type { StageOf } from '../../plan.ts';
import type { Pointer } from '../kernels.ts';
import { pad4, stored } from '../padding.ts';
import type { StageEntry, StageRunner, Surroundings } from './stage.ts';

/** Patches that are held at once, in floats: few enough for the second-level cache. */
const PATCHES = 32_768;
/** Patches of a batch that are kept from the forward to the backward pass, in floats. */
const KEPT_PATCHES = 1_048_576;
/** Floats that `patches` may write beyond its end. */
const VECTOR = 4;
/** What `gemm` keeps of A, in floats. */
const GEMM_BLOCK = 32_768;

export const denseEntry: StageEntry<StageOf<'dense'>> = {
  run: (stage, near, paddedInput) => product(stage, near, paddedInput, undefined),
  readsUnpadded: true,
  rows,
};

export const convolutionEntry: StageEntry<StageOf<'conv2d'>> = {
  run: (stage, near, paddedInput) => product(stage, near, paddedInput, patchesOf(stage)),
  readsUnpadded: true,
  rows,
};

/** A row for every channel, at every position that is read at once. */
function rows({ from: { channels }, to }: StageOf<'dense' | 'conv2d'>, { role, size }: ParameterSlot, pad: (channels: number) => number) {
  return role === 'kernel' ? { groups: size / channels / to.channels, channels, paddedChannels: pad(channels) } : undefined;
}

/** How a convolution cuts patches: sides of the image and the window, in the order of the kernels' arguments. */
function patchesOf({ window, from, to }: StageOf<'conv2d'>) {
  const [image, output] = [imageOf(from), imageOf(to)];
  return {
    places: window.rows * window.columns,
    image: [image.height, image.width] as const,
    window: [window.rows, window.stride, window.top, window.left, output.height, output.width] as const,
  };
}

function product(
  { from, to, trains, relu, slots }: StageOf<'dense' | 'conv2d'>,
  near: Surroundings,
  paddedInput: boolean,
  cutting: ReturnType<typeof patchesOf> | undefined,
): StageRunner {
  const { kernels, arena, batch, learns, scratch } = near;
  const depth = paddedInput ? pad4(from.channels) : from.channels;
  const width = pad4(to.channels);
  const cells = positions(to);
  /** Rows of the kernel. */
  const rows = (cutting ? cutting.places : positions(from)) * depth;
  const passes = learns && trains.passes;
  // Patches of a whole batch are kept for the backward pass where they are few; else they are cut again, chunk by chunk.
  const keeps = cutting !== undefined && batch * cells * rows <= KEPT_PATCHES;
  const chunk = cutting ? Math.max(1, Math.min(batch, Math.floor(PATCHES / (cells * rows)))) : batch;

  const output = arena.allocate(batch * stored(to));
  const gradient = learns ? arena.allocate(batch * stored(to)) : 0;
  const patches = cutting ? arena.allocate((keeps ? batch : chunk) * cells * rows + VECTOR) : 0;
  const patchGradient = cutting && passes ? arena.allocate(chunk * cells * rows) : 0;
  /** Zeros, for products that begin with nothing. */
  const none = arena.allocate(Math.max(rows, width));
  const transposed = passes ? arena.allocate(rows * width) : 0;
  for (const [K, N] of [
    [rows, width],
    [width, rows],
    [chunk * cells, width],
  ] as const)
    scratch.reserve(Math.max(GEMM_BLOCK, 4 * K) + K * N);

  const kernel = near.parameter(slots.kernel);
  const bias = near.parameter(slots.bias);
  const kernelGradient = near.gradient(slots.kernel);
  const biasGradient = near.gradient(slots.bias);
  const inputSize = 4 * positions(from) * depth;
  const outputSize = 4 * cells * width;

  /** What the kernel multiplies for `images` images from `start` on. */
  const cut = (x: Pointer, start: number, images: number, again: boolean): Pointer => {
    if (!cutting) return x + start * inputSize;
    const into = keeps ? patches + 4 * start * cells * rows : patches;
    if (keeps && again) return into;
    kernels.patches(x + start * inputSize, into, images, ...cutting.image, depth, ...cutting.window);
    return into;
  };

  return {
    gradient,
    forward(x, count) {
      for (let start = 0; start < count; start += chunk) {
        const images = Math.min(chunk, count - start);
        const a = cut(x, start, images, false);
        kernels.gemm(
          a,
          rows,
          1,
          kernel,
          width,
          output + start * outputSize,
          width,
          images * cells,
          rows,
          width,
          bias,
          0,
          relu ? 1 : 0,
          scratch.pointer,
        );
      }
      return output;
    },
    backward(x, y, dx, count) {
      if (relu) kernels.maskRelu(gradient, y, count * cells * width);
      if (trains.bias) kernels.columnSums(gradient, biasGradient, count * cells, width, 0);
      if (dx) {
        // The padding of a row stays zero, since the padded columns of its kernel are.
        kernels.transpose(kernel, transposed, rows, width);
        if (cutting) kernels.clear(dx, (count * inputSize) / 4);
      }
      for (let start = 0; start < count; start += chunk) {
        const images = Math.min(chunk, count - start);
        const g = gradient + start * outputSize;
        if (trains.kernel) {
          const a = cut(x, start, images, true);
          const [init, initRow] = start === 0 ? [none, 0] : [kernelGradient, width];
          kernels.gemm(a, 1, rows, g, width, kernelGradient, width, rows, images * cells, width, init, initRow, 0, scratch.pointer);
        }
        if (!dx) continue;
        const into = cutting ? patchGradient : dx;
        kernels.gemm(g, width, 1, transposed, rows, into, rows, images * cells, to.channels, rows, none, 0, 0, scratch.pointer);
        if (cutting) kernels.unpatch(patchGradient, dx + start * inputSize, images, ...cutting.image, depth, ...cutting.window);
      }
    },
  };
}
