/** Whether two recorded steps are the same but for the numbers on the GPU. */
import { EngineError } from '../engine-error.ts';
import type { Copy, Dispatch, Recording } from './step-recorder.ts';

/**
 * Proves that a step may be replayed: two steps in a row must have issued the same commands on the same lasting buffers and
 * must have brought the same numbers from the host. What a step draws, counts or decides on the host differs, and so does state
 * that is a new tensor in each step. Throws EngineError, naming the layer where it is known.
 */
export function assertSameStep(first: Recording, second: Recording): void {
  const nameInFirst = namer(first);
  const nameInSecond = namer(second);
  const sameBuffer = (a: GPUBuffer, b: GPUBuffer) => nameInFirst(a) === nameInSecond(b);

  first.hostData.forEach((data, i) => {
    const other = second.hostData[i];
    if (other && sameBuffer(data.buffer, other.buffer) && sameNumbers(data.values, other.values)) return;
    throw new EngineError(
      `${data.layer ? `The layer "${data.layer}"` : 'Something outside the layers'} brings new numbers from the host in each step, ` +
        'as random numbers are, so its steps cannot be replayed. Train this model eagerly, or remove the layer',
    );
  });
  const same =
    first.hostData.length === second.hostData.length &&
    first.commands.length === second.commands.length &&
    first.commands.every((command, i) => sameCommand(command, second.commands[i]!, sameBuffer));
  if (!same)
    throw new EngineError('Two steps of this model gave the GPU different work, so they cannot be replayed. Train this model eagerly');
}

/** Names a buffer of the step by its number, and any other by itself. */
function namer({ buffers }: Recording): (buffer: GPUBuffer) => GPUBuffer | number {
  const numbers = new Map([...buffers.keys()].map((buffer, i) => [buffer, i]));
  return (buffer) => numbers.get(buffer) ?? buffer;
}

function sameCommand(a: Dispatch | Copy, b: Dispatch | Copy, sameBuffer: (a: GPUBuffer, b: GPUBuffer) => boolean): boolean {
  if (a.kind === 'copy') {
    return (
      b.kind === 'copy' &&
      sameBuffer(a.from, b.from) &&
      sameBuffer(a.to, b.to) &&
      sameNumbers([a.fromOffset, a.toOffset, a.bytes], [b.fromOffset, b.toOffset, b.bytes])
    );
  }
  return (
    b.kind === 'dispatch' &&
    a.pipeline === b.pipeline &&
    sameNumbers(a.workgroups, b.workgroups) &&
    a.buffers.length === b.buffers.length &&
    a.buffers.every((buffer, i) => sameBuffer(buffer, b.buffers[i]!))
  );
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
