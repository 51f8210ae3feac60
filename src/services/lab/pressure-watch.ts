/** Follows the pressure on the processor over runs: what it was before each, the highest it rose to, and when it changed. */
import type { Pressure, PressureChange, PressureState } from '../../contracts/record.ts';
import { higher, MOST_CHANGES } from '../../measure/energy/pressure.ts';

/** Readings are means over about a second, told when they change: ours may still be in them for so long after a run (ms). */
const SETTLES_MS = 3000;

export class PressureWatch {
  private now: PressureState = 'unknown';
  private highest: PressureState = 'unknown';
  private before: PressureState = 'unknown';
  private begunAt = -Infinity;
  private endedAt = -Infinity;
  private log: PressureChange[] = [];

  /** @param clock milliseconds of monotonic time */
  constructor(private readonly clock = () => performance.now()) {}

  /** The browser has told of a change. */
  note(state: PressureState): void {
    if (state !== this.now && this.log.length < MOST_CHANGES) this.log.push({ seconds: (this.clock() - this.begunAt) / 1000, state });
    this.now = state;
    this.highest = higher(this.highest, state);
  }

  /** A run begins. One that follows another at once takes over what was known before that. */
  begin(): void {
    this.begunAt = this.clock();
    if (this.begunAt - this.endedAt >= SETTLES_MS) this.before = this.now;
    this.log = [];
    this.highest = this.now;
  }

  /** It has ended, or is about to. */
  end(): Pressure {
    this.endedAt = this.clock();
    return { before: this.before, during: this.highest, ...(this.log.length > 0 && { log: [...this.log] }) };
  }
}
