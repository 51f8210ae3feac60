/** What is read aloud: one sentence at a time and none sooner than five seconds after the last; of what comes in between, the latest. */

/** Time between two sentences, ms. */
export const PAUSE_MS = 5000;

export class PacedWords {
  private last = '';
  private waiting: string | undefined;
  private saidAt = -Infinity;

  /** Wants that sentence said; a sentence that was just said, or waits already, is not wanted again. */
  want(sentence: string): void {
    this.waiting = sentence && sentence !== this.last ? sentence : undefined;
  }

  /** The sentence to say at that time (ms); undefined where there is none, or it is too soon. */
  due(nowMs: number): string | undefined {
    if (this.waiting === undefined || nowMs - this.saidAt < PAUSE_MS) return undefined;
    this.last = this.waiting;
    this.waiting = undefined;
    this.saidAt = nowMs;
    return this.last;
  }

  /** How long until the sentence that waits may be said, ms; undefined where none waits. */
  wait(nowMs: number): number | undefined {
    return this.waiting === undefined ? undefined : Math.max(0, PAUSE_MS - (nowMs - this.saidAt));
  }
}
