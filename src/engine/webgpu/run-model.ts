/** Outputs of a model that is not trained. */
import type { TrainingRows } from '../../contracts/trainer.ts';
import type { Plan } from '../plan.ts';
import { Forward } from './forward.ts';
import { parameterStride, type GpuParts } from './gpu-parts.ts';

/** Raw outputs `[rows, width]` with these flat parameters. */
export async function runModel(parts: GpuParts, plan: Plan, weights: Float32Array, data: TrainingRows): Promise<Float32Array> {
  const size = Math.max(4 * parameterStride(plan.parameters), 4);
  let buffer: GPUBuffer | undefined;
  const forward = new Forward(parts, plan, () => ({ buffer: buffer!, offset: 0, size }));
  try {
    await parts.pool.withinMemory(async () => {
      buffer = parts.pool.acquire(size);
      if (weights.length) parts.gpu.device.queue.writeBuffer(buffer, 0, weights.buffer, weights.byteOffset, weights.byteLength);
    });
    return await forward.run(0, data);
  } finally {
    forward.dispose();
    if (buffer) parts.pool.release(buffer);
    parts.gpu.assertHealthy();
  }
}
