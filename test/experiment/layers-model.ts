/** Files of a TensorFlow.js layers model, written as the format is documented, without the library. */
import { randomStream } from '../../src/random/random.ts';

/** model.json and weights of dense layers with these widths, the first being the inputs; softmax at the end. */
export function layersModel(widths: readonly number[], seed = 1): File[] {
  const random = randomStream(seed, 'layers-model');
  const layers = widths
    .slice(1)
    .map((units, i) => ({
      class_name: 'Dense',
      config: {
        name: `dense_${i + 1}`,
        units,
        activation: i === widths.length - 2 ? 'softmax' : 'relu',
        use_bias: true,
        ...(i === 0 && { batch_input_shape: [null, widths[0]] }),
      },
    }));
  const weights = widths.slice(1).flatMap((units, i) => [
    { name: `dense_${i + 1}/kernel`, shape: [widths[i]!, units], dtype: 'float32' },
    { name: `dense_${i + 1}/bias`, shape: [units], dtype: 'float32' },
  ]);
  const size = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const numbers = Float32Array.from({ length: size }, () => random.between(-0.5, 0.5));
  const json = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'own', layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  return [new File([JSON.stringify(json)], 'model.json'), new File([numbers], 'weights.bin')];
}
