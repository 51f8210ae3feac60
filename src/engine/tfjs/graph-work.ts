/** FLOPs of a forward pass of tf.layers, by the rule of each kind; a multiplication and an addition are two. */
import type * as layers from '@tensorflow/tfjs-layers';
import { keyOf } from './graph-parts.ts';

type Layer = layers.layers.Layer;

/** FLOPs of one example, and the kinds of layers with weights that there is no rule for. */
export interface GraphWork {
  readonly flops: number;
  readonly uncounted: readonly string[];
}

const volume = (shape: readonly (number | null)[]): number => shape.reduce<number>((product, size) => product * (size ?? 1), 1);

/** Every kernel multiplies once at each place of what the layer gives. */
const ofPlaces = (kind: string): boolean => /^(Dense|Conv[12]D|SeparableConv2D|DepthwiseConv2D|TimeDistributed)$/.test(kind);
/** Every kernel multiplies once at each step of what the layer reads. */
const ofSteps = (kind: string): boolean => /^(LSTM|GRU|SimpleRNN|ConvLSTM2D|Bidirectional|Conv2DTranspose|RNN)$/.test(kind);
/** Nothing is multiplied by a matrix. */
const pointwise = (kind: string): boolean => /^(Embedding|BatchNormalization|LayerNormalization|PReLU)$/.test(kind);

export function graphWork(parts: readonly Layer[]): GraphWork {
  let flops = 0;
  const uncounted: string[] = [];
  for (const layer of parts) {
    const inner = (layer as unknown as { readonly layers?: readonly Layer[] }).layers;
    if (inner) {
      const nested = graphWork(inner);
      flops += nested.flops;
      uncounted.push(...nested.uncounted);
      continue;
    }
    const kind = layer.getClassName();
    const kernels = layer.weights.filter(({ originalName }) => keyOf(originalName).endsWith('kernel'));
    const size = kernels.reduce((sum, { shape }) => sum + volume(shape), 0);
    const middle = (shape: unknown): number => volume((shape as (number | null)[]).slice(1, -1));
    if (pointwise(kind) || layer.weights.length === 0) continue;
    if (ofPlaces(kind)) flops += 2 * size * middle(layer.outputShape);
    else if (ofSteps(kind)) flops += 2 * size * middle(readBy(layer));
    else uncounted.push(`${layer.name} (${kind})`);
  }
  return { flops, uncounted };
}

const readBy = (layer: Layer): unknown =>
  (layer as unknown as { readonly inboundNodes: readonly { readonly inputShapes: readonly unknown[] }[] }).inboundNodes[0]!.inputShapes[0];
