/**
 * The gradient of a convolution's filter for the WASM backend, which ships without one (tfjs 4.22: training any
 * convolutional net throws). Written with forward kernels only: the filter gradient is itself a convolution, of the
 * input with batch and channels exchanged by the output gradient: dW[kh,kw,ci,co] = Σ_{b,i,j} x[b,i+kh,j+kw,ci]·dy[b,i,j,co].
 * Stride 1 and `valid` padding, which is all our models use; anything else is refused.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Attributes {
  readonly strides: number | readonly [number, number];
  readonly pad: string | number;
}

/** Registers the kernel once; the WASM backend must be loaded. */
export function registerWasmConvGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad } = attrs as unknown as Attributes;
      const unit = [strides].flat().every((stride) => stride === 1);
      if (!unit || pad !== 'valid') throw new Error('The WASM filter gradient supports stride 1 and valid padding only.');
      const x = inputs['x'] as tf.Tensor4D;
      const dy = inputs['dy'] as tf.Tensor4D;
      return tf.tidy(() => {
        const input = tf.transpose(x, [3, 1, 2, 0]);
        const filter = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
        return tf.transpose(tf.conv2d(input as tf.Tensor4D, filter, 1, 'valid'), [1, 2, 0, 3]);
      });
    },
  });
}
