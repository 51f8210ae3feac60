/** How far a study is and about how long it still takes, from what its experiments say. */
import { roughly } from '../experiment/long-run.ts';

/** Less of the whole done says nothing about the rest. */
const LEAST_SHARE = 0.02;

export class Pace {
  /** Share done of each that runs, 0 … 1. */
  private readonly running = new Map<number, number>();
  private ended = 0;
  private readonly startedAt: number;

  /** @param now ms */
  constructor(
    private readonly count: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = now();
  }

  begin(index: number): void {
    this.running.set(index, 0);
  }

  /** What it says of its own progress; it may be run again from the start. */
  reach(index: number, share: number): void {
    this.running.set(index, Math.min(1, Math.max(0, share)));
  }

  end(index: number): void {
    this.running.delete(index);
    this.ended++;
  }

  /** For whoever draws a bar: experiments that ended, of all. */
  get share(): { readonly done: number; readonly total: number } {
    return { done: this.ended, total: this.count };
  }

  /** `2 of 6 finished, 2 running`. */
  get text(): string {
    return `${this.ended} of ${this.count} finished, ${this.running.size} running`;
  }

  /** `, about 40 s left`, as if what is to come took as long as what is done; empty while that says nothing. */
  get left(): string {
    const done = this.ended + [...this.running.values()].reduce((sum, share) => sum + share, 0);
    if (done < LEAST_SHARE * this.count || done >= this.count) return '';
    return `, ${roughly(((this.now() - this.startedAt) / 1000 / done) * (this.count - done))} left`;
  }
}
