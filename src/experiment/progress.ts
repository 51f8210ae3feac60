/** How far a run is and how long it will still take, in trainings done. */
import type { Emit } from '../contracts/events.ts';

export class Progress {
  private done = 0;
  private what = '';
  /** When the first training ended, and how many had by then: what comes before, compilation above all, says nothing of the pace. */
  private paced: { readonly at: number; readonly done: number } | undefined;

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
    this.paced ??= { at: performance.now(), done: this.done };
    this.report();
  }

  private report(): void {
    const { done, total, what } = this;
    const etaMs = this.left();
    this.emit({ type: 'progress', what, done, total, ...(etaMs !== undefined && { etaMs }) });
  }

  /** Time left at the pace since the first training ended; undefined before a twentieth of all, and three, followed it. */
  private left(): number | undefined {
    const { done, total, paced } = this;
    if (!paced || done - paced.done < Math.max(3, total / 20)) return undefined;
    return ((performance.now() - paced.at) / (done - paced.done)) * (total - done);
  }
}
