/** Writes what jobs say into the buffers of their training. */
import type { TrainJob } from '../../contracts/trainer.ts';
import type { Checkpoint } from '../executor.ts';
import { corrections, headOf, labelsOf, stepNumbers } from './job-numbers.ts';
import type { BufferName } from './kernels/kernel.ts';
import { keepsMoments, tableAt } from './kernels/update.ts';
import type { TrainingLayout } from './training-layout.ts';

/**
 * @param from where they go on; from their starts if absent
 * @param averagedAfter steps before the average begins
 */
export function upload(
  queue: GPUQueue,
  buffers: Readonly<Record<BufferName, GPUBuffer>>,
  jobs: readonly TrainJob[],
  { plan, kind, shape }: TrainingLayout,
  from: readonly Checkpoint[] | undefined,
  averagedAfter: number,
): void {
  const { parameters } = plan;
  const { stride } = shape;
  jobs.forEach((job, replica) => {
    const { data, order, start, distillation, penalty } = job;
    const write = (buffer: GPUBuffer, part: Float32Array | Int32Array | Uint32Array) =>
      queue.writeBuffer(buffer, replica * part.byteLength, part.buffer, part.byteOffset, part.byteLength);
    const writeParameters = (buffer: GPUBuffer, flat: Float32Array) =>
      queue.writeBuffer(buffer, 4 * replica * stride.parameters, flat.buffer, flat.byteOffset, flat.byteLength);
    write(buffers.data, data.x);
    write(buffers.labels, labelsOf(job));
    write(buffers.order, order);
    writeParameters(buffers.parameters, from?.[replica]?.weights ?? start);
    if (kind.averaging) writeParameters(buffers.average, from?.[replica]?.average ?? new Float32Array(parameters));
    write(buffers.jobNumbers, headOf(job, stride.jobNumbers));
    if (distillation) write(buffers.targets, distillation.targets);
    if (penalty)
      write(
        buffers.penalties,
        Float32Array.from({ length: 2 * parameters }, (_, i) => (i % 2 ? penalty.strength : penalty.anchor)[i >> 1]!),
      );
    if (keepsMoments(kind)) write(buffers.moments, from?.[replica]?.moments ?? new Float32Array(2 * parameters));
  });
  if (kind.optimizer === 'adam') queue.writeBuffer(buffers.stepTable, 0, corrections());
  if (kind.schedule || kind.averaging) queue.writeBuffer(buffers.stepTable, 8 * tableAt(kind), stepNumbers(jobs[0]!, averagedAfter));
  // The counter of the step to come is in the first when that is even, else in the second.
  for (const counter of [buffers.thisStep, buffers.nextStep]) queue.writeBuffer(counter, 0, new Uint32Array([from?.[0]?.step ?? 0]));
}
