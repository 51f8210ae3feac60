/** Pause, resume and stop for one run. Long work calls `breathe` a few times a second. */
import type { Pace } from '../contracts/trainer.ts';

/** Thrown out of `breathe` after `stop`. */
export class StoppedError extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('The run was stopped.');
  }
}

export class RunControl implements Pace {
  private stopped = false;
  private resumeWaiting: (() => void) | undefined;
  private gate: Promise<void> | undefined;

  pause(): void {
    this.gate ??= new Promise((resolve) => (this.resumeWaiting = resolve));
  }

  resume(): void {
    this.resumeWaiting?.();
    this.gate = undefined;
    this.resumeWaiting = undefined;
  }

  stop(): void {
    this.stopped = true;
    this.resume();
  }

  async breathe(): Promise<void> {
    await nextTask();
    while (this.gate) await this.gate;
    if (this.stopped) throw new StoppedError();
  }
}

/** The stop that a person asked for during that work; undefined where it came to its end. Rejects with whatever else ended it. */
export async function stoppedBy(work: () => Promise<void>): Promise<StoppedError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof StoppedError) return error;
    throw error;
  }
}

/** Lets messages in: resolves in a task of its own, without the delay that nested timers get. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
