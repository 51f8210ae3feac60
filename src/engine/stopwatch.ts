/** A stopwatch that can be stopped and started again; reads milliseconds of monotonic time. */
export class Stopwatch {
  private total = 0;
  private since: number | undefined;

  start(): void {
    this.since ??= performance.now();
  }

  stop(): void {
    if (this.since === undefined) return;
    this.total += performance.now() - this.since;
    this.since = undefined;
  }

  /** These milliseconds went by, but nothing was done in them. */
  takeOut(ms: number): void {
    this.total -= ms;
  }

  /** Milliseconds while running, up to now. */
  get ms(): number {
    return this.total + (this.since === undefined ? 0 : performance.now() - this.since);
  }
}
