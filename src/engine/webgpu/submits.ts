/** Steps of a training, gathered into submits of a length that suits the device. */
import { encodeSteps, type Command } from './commands.ts';
import type { GpuDevice } from './device.ts';
import { GpuClock } from './gpu-clock.ts';

/** Work of one submit, in ms, that is aimed at: short against the GPU watchdog and the reaction to pause and stop. */
const SUBMIT_MS = 12;
const FIRST_STEPS = 4;
const MOST_STEPS = 512;
/** Submits under way before the host waits for the oldest. */
const IN_FLIGHT = 2;

export class Submits {
  /** Steps asked for that are not submitted yet. */
  private pending = 0;
  private perSubmit = FIRST_STEPS;
  private readonly clock: GpuClock | undefined;
  private readonly inFlight: { readonly finished: Promise<void> }[] = [];

  /** @param done steps done before */
  constructor(
    private readonly gpu: GpuDevice,
    private readonly commands: readonly Command[],
    public done: number,
  ) {
    this.clock = GpuClock.on(gpu.device);
  }

  /** Asks for one more step. */
  add(): void {
    this.pending++;
  }

  /** Submits what is pending once that is enough; the promise waits where the GPU is too far behind. */
  pace(): Promise<null> | null {
    return this.pending >= this.perSubmit ? this.submitAndWait() : null;
  }

  private async submitAndWait(): Promise<null> {
    this.flush();
    if (this.inFlight.length > IN_FLIGHT) await this.inFlight.shift()!.finished;
    this.gpu.assertHealthy();
    return null;
  }

  /** Submits what is pending. */
  flush(): void {
    if (!this.pending) return;
    const { queue } = this.gpu.device;
    const steps = this.pending;
    const encoder = this.gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass(this.clock && { timestampWrites: this.clock.next() });
    encodeSteps(pass, this.commands, this.done, steps);
    pass.end();
    const submitted = performance.now();
    queue.submit([encoder.finish()]);
    this.done += steps;
    this.pending = 0;
    const alone = this.inFlight.length === 0;
    const finished = queue.onSubmittedWorkDone().then(
      () => {
        // Only a submit that waited for no other tells how long its steps take.
        const each = (performance.now() - submitted) / steps;
        if (alone) this.perSubmit = Math.max(1, Math.min(MOST_STEPS, 4 * steps, Math.round(SUBMIT_MS / Math.max(each, 1e-3))));
      },
      () => undefined,
    );
    const submit = { finished };
    this.inFlight.push(submit);
    void finished.then(() => {
      const index = this.inFlight.indexOf(submit);
      if (index >= 0) this.inFlight.splice(index, 1);
    });
  }

  /** Milliseconds that the GPU was busy so far; undefined where that cannot be told. */
  async gpuMs(): Promise<number | undefined> {
    this.flush();
    return this.clock?.ms();
  }

  dispose(): void {
    this.clock?.destroy();
  }
}
