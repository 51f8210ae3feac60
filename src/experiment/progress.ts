/** How far a run is and how long it will still take, in trainings done. */
import type { Emit } from '../contracts/events.ts';

export class Progress {
  private done = 0;
  private what = '';
  private readonly started = performance.now();

  constructor(
    private total: number,
    private readonly emit: Emit,
  ) {}

  /** Says what is being worked on. */
  begin(what: string): void {
    this.what = what;
    this.report();
  }

  /** So many trainings are still to come, at most. */
  expect(left: number): void {
    this.total = this.done + left;
  }

  /** One more training is done. */
  finish(): void {
    this.done++;
    this.report();
  }

  private report(): void {
    const { done, total, what } = this;
    const etaMs = done > 0 ? ((performance.now() - this.started) / done) * (total - done) : undefined;
    this.emit({ type: 'progress', what, done, total, ...(etaMs !== undefined && { etaMs }) });
  }
}
