/** Follows the pressure on the processor over runs: what it was before each, and the highest it rose to. */
import type { Pressure, PressureState } from '../../contracts/record.ts';
import { higher } from '../../measure/energy/pressure.ts';

/** Readings are means over about a second, told when they change: ours may still be in them for so long after a run (ms). */
const SETTLES_MS = 3000;

export class PressureWatch {
  private now: PressureState = 'unknown';
  private highest: PressureState = 'unknown';
  private before: PressureState = 'unknown';
  private endedAt = -Infinity;

  /** @param clock milliseconds of monotonic time */
  constructor(private readonly clock = () => performance.now()) {}

  /** The browser has told of a change. */
  note(state: PressureState): void {
    this.now = state;
    this.highest = higher(this.highest, state);
  }

  /** A run begins. One that follows another at once takes over what was known before that. */
  begin(): void {
    if (this.clock() - this.endedAt >= SETTLES_MS) this.before = this.now;
    this.highest = this.now;
  }

  /** It has ended, or is about to. */
  end(): Pressure {
    this.endedAt = this.clock();
    return { before: this.before, during: this.highest };
  }
}
