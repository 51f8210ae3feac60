/**
 * The gradient of a convolution's filter for the WASM backend, which ships without one (tfjs 4.22: training any
 * convolutional net throws). Written with forward kernels only: the filter gradient is itself a convolution, of the
 * input with batch and channels exchanged by the output gradient, dilated by the stride:
 * dW[kh,kw,ci,co] = Σ_{b,i,j} x[b,s·i+kh,s·j+kw,ci]·dy[b,i,j,co].
 */
import * as tf from '@tensorflow/tfjs-core';

interface Attributes {
  readonly strides: number | readonly [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly filterShape: readonly [number, number, number, number];
}

/** Registers the kernel once; the WASM backend must be loaded. */
export function registerWasmConvGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad, filterShape } = attrs as unknown as Attributes;
      const [stride, stride2 = stride] = [strides].flat() as number[];
      if (stride !== stride2 || typeof pad === 'number')
        throw new Error('The WASM filter gradient knows square strides and the paddings "same" and "valid".');
      const x = inputs['x'] as tf.Tensor4D;
      const dy = inputs['dy'] as tf.Tensor4D;
      const [kernel, kernel2, depth, filters] = filterShape;
      return tf.tidy(() => {
        const padded =
          pad === 'same'
            ? tf.pad(x, [
                [0, 0],
                around(x.shape[1], dy.shape[1], stride!, kernel),
                around(x.shape[2], dy.shape[2], stride!, kernel2),
                [0, 0],
              ])
            : x;
        const input = tf.transpose(padded, [3, 1, 2, 0]) as tf.Tensor4D;
        const filter = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
        const all = tf.transpose(tf.conv2d(input, filter, 1, 'valid', 'NHWC', stride), [1, 2, 0, 3]);
        // A stride can leave rows at the end that no window reached.
        return tf.slice(all, [0, 0, 0, 0], [kernel, kernel2, depth, filters]);
      });
    },
  });
}

/** Padding before and after an axis, as TensorFlow divides it for `same`. */
function around(input: number, output: number, stride: number, kernel: number): [before: number, after: number] {
  const total = Math.max((output - 1) * stride + kernel - input, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}
