/** How a person drives a stream: pause, one batch at a time, a speed, and commands that take effect between two batches. */
import { DrivenControl } from '../../driven-control.ts';
import type { StreamPace } from './context.ts';
import type { RunCommand } from '../../../contracts/services.ts';
import type { StreamCommand } from '../../../contracts/stream.ts';

/** Longest wait in one go, so that a change of speed or a stop is felt, in ms. */
const SLICE_MS = 50;

export class StreamControl extends DrivenControl implements StreamPace {
  private queue: StreamCommand[] = [];
  private allowed = 0;
  private paused = false;
  private lastAt = -Infinity;
  private target = -1;

  /** @param speed Batches per second. */
  constructor(private speed = Infinity) {
    super();
  }

  override obey(command: RunCommand): void {
    switch (command.type) {
      case 'step':
        // One more batch comes while paused.
        this.allowed++;
        return;
      case 'jump':
        this.target = command.batch;
        this.paused = false;
        return;
      case 'speed':
        this.speed = command.perSecond;
        return;
      case 'drift':
      case 'approve':
      case 'reject':
      case 'rollback':
        this.queue.push(command);
        return;
      default:
        super.obey(command);
    }
  }

  override pause(): void {
    this.paused = true;
  }

  override resume(): void {
    this.paused = false;
  }

  override stop(): void {
    this.paused = false;
    super.stop();
  }

  commands(batch: number): readonly StreamCommand[] {
    const isDue = (command: StreamCommand) => command.type !== 'drift' || (command.batch ?? 0) <= batch;
    const due = this.queue.filter(isDue);
    this.queue = this.queue.filter((command) => !isDue(command));
    return due;
  }

  /** Only the first seed is watched; the further ones wait for nothing but the end of a pause. */
  async beforeBatch(seed: number, batch: number): Promise<void> {
    await this.breathe();
    if (seed > 0) {
      while (this.paused) await this.wait(SLICE_MS);
      return;
    }
    if (batch === this.target) {
      this.paused = true;
      this.target = -1;
    }
    if (batch < this.target) return;
    while (this.paused && this.allowed === 0) await this.wait(SLICE_MS);
    if (this.allowed > 0) this.allowed--;
    else while (performance.now() - this.lastAt < 1000 / this.speed) await this.wait(Math.min(SLICE_MS, 1000 / this.speed));
    this.lastAt = performance.now();
  }

  private async wait(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await this.breathe();
  }
}
