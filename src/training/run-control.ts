/** Pause, resume and stop for one run. Long work calls `breathe` a few times a second. */
import type { Pace } from '../contracts/trainer.ts';

/** Thrown out of `breathe` after `stop`. */
export class StoppedError extends Error {
  override readonly name = 'AbortError';
  constructor() {
    super('The run was stopped.');
  }
}

/** The event loop comes back to whoever gives way in a few ms; after so many (ms) the machine, or the tab, stood still. */
const STANDS_MS = 1000;

export class RunControl implements Pace {
  private stillMs = 0;
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

  stoodStill(ms: number): void {
    this.stillMs += ms;
  }

  /** For how long the machine stood still so far, in ms. */
  get stoodStillMs(): number {
    return this.stillMs;
  }

  async breathe(): Promise<void> {
    const before = performance.now();
    await nextTask();
    const took = performance.now() - before;
    if (took > STANDS_MS) this.stoodStill(took);
    while (this.gate) await this.gate;
    if (this.stopped) throw new StoppedError();
  }
}

/** Why that work ended early, a person's stop among the reasons; undefined where it came to its end. */
export async function endOf(work: () => Promise<void>): Promise<{ readonly reason: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (reason) {
    return { reason };
  }
}

/** The stop that a person asked for during that work; undefined where it came to its end. Rejects with whatever else ended it. */
export async function stoppedBy(work: () => Promise<void>): Promise<StoppedError | undefined> {
  const end = await endOf(work);
  if (!end || end.reason instanceof StoppedError) return end?.reason as StoppedError | undefined;
  throw end.reason;
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
