/** Keeps the screen awake while something is presented; taken again when the page comes back into view. A browser may refuse, or not know how. */
import { justNoted } from '../../state/event-log.ts';
export class WakeLock {
  private lock: WakeLockSentinel | undefined;
  private wanted = false;

  constructor(private readonly changed: () => void) {}

  /** The screen stays awake. */
  get holds(): boolean {
    return this.lock !== undefined && !this.lock.released;
  }

  hold(): void {
    this.wanted = true;
    document.addEventListener('visibilitychange', this.again);
    void this.take();
  }

  release(): void {
    this.wanted = false;
    document.removeEventListener('visibilitychange', this.again);
    void this.lock?.release();
    this.lock = undefined;
  }

  private readonly again = () => {
    if (!document.hidden && !this.holds) void this.take();
  };

  private async take(): Promise<void> {
    // Refused with low battery, or where a policy forbids it: the key map says that the screen may go dark.
    const lock = await navigator.wakeLock?.request('screen').catch(justNoted('keeping the screen on'));
    if (!lock) return;
    if (!this.wanted) return void lock.release();
    this.lock = lock;
    lock.addEventListener('release', this.changed);
    this.changed();
  }
}
