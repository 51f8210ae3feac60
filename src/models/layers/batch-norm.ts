/** Batch normalisation over the last axis (Ioffe & Szegedy 2015). */
import { DataError } from '../../data/errors.ts';
import { number, type KerasCounterpart, type KerasLayer } from './keras.ts';
import type { LayerKind, LayerWork, Shape } from './layer-kind.ts';

/**
 * It learns scale and shift; while they train it uses the statistics of the batch and updates its moving ones by
 * `moving = momentum · moving + (1 − momentum) · batch`, with the population variance. Where neither is trained it uses the
 * moving statistics and leaves them alone.
 */
export interface BatchNorm {
  readonly kind: 'batch-norm';
  /** 0.99 in Keras. */
  readonly momentum: number;
  /** 1e-3 in Keras. */
  readonly epsilon: number;
}

/** Its channels are as many as its arrays have numbers: of an image that is read as one vector, every value is one. */
export interface BatchNormStage {
  readonly kind: 'batch-norm';
  readonly norm: BatchNorm;
  readonly pointwise: true;
}

/** Each array has its role as its key; these values leave the input as it is. */
const fresh = { scale: 1, shift: 0, 'moving-mean': 0, 'moving-variance': 1 } as const;
type Arrays = keyof typeof fresh;

export const batchNorm: LayerKind<BatchNorm, Arrays> = {
  shape: (_, from) => [...from],
  slots: (_, from) => (Object.keys(fresh) as Arrays[]).map((key) => ({ key, role: key, shape: from.slice(-1), fresh: fresh[key] })),
  centres: true,
};

export const batchNormStage = (norm: BatchNorm): BatchNormStage => ({ kind: 'batch-norm', norm, pointwise: true });

export const batchNormWork: LayerWork<BatchNorm> = {
  flops: () => 0,
  uncached: (_, trained) => (trained ? 'batch normalisation below it is trained, so its features depend on the batch' : undefined),
};

export const batchNormInKeras: KerasCounterpart<BatchNorm, Arrays> = {
  classes: {
    BatchNormalization(layer, { inputShape }) {
      const read: BatchNorm = { kind: 'batch-norm', momentum: number(layer, 'momentum'), epsilon: number(layer, 'epsilon') };
      checkAxis(layer, inputShape);
      return read;
    },
  },
  arrays: {
    scale: { name: 'gamma', absent: 1 },
    shift: { name: 'beta', absent: 0 },
    'moving-mean': { name: 'moving_mean' },
    'moving-variance': { name: 'moving_variance' },
  },
};

/** Over another axis than the last it would need other statistics. */
function checkAxis({ name, config }: KerasLayer, shape: Shape): void {
  const axes = [config.axis ?? -1].flat();
  if (axes.length === 1 && (axes[0] === -1 || axes[0] === shape.length)) return;
  throw new DataError(`layer “${name}” (BatchNormalization) has axis ${JSON.stringify(config.axis)}`, {
    remedy: 'Normalise over the last axis.',
  });
}
