/**
 * Notices when the machine stood still while a training went on: the process was stopped, the computer slept. A page cannot ask for the time
 * that the processor gave it, so that a stretch of work that takes a second and ten times the longest before it is taken for one.
 */

/** Shortest standstill, in ms. */
const LEAST_MS = 1000;
/** How many times the longest stretch of work before. */
const FACTOR = 10;

export class Standstill {
  private longest: number | undefined;

  /** A stretch of work took so long (ms). @returns for how much of it the machine stood still (ms); 0 where it did not, or nothing is known to hold it against */
  after(ms: number): number {
    const { longest } = this;
    if (longest !== undefined && ms > Math.max(LEAST_MS, FACTOR * longest)) return ms - longest;
    this.longest = Math.max(longest ?? 0, ms);
    return 0;
  }
}
