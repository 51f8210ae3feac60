/** What went wrong on the page itself, outside a run and outside a single panel: the newest is told until it is dismissed. */
import { eventLog } from './event-log.ts';
import { Store } from './store.ts';

export interface Fault {
  /** What happened, what was kept, what to do next. */
  readonly text: string;
  /** What was thrown, for the details. */
  readonly error?: unknown;
  /** Tries it once more; absent where nothing can be tried. */
  readonly again?: () => void;
}

class Faults extends Store {
  current: Fault | undefined;

  constructor(private readonly log = eventLog) {
    super();
  }

  /** @param where it happened, in a few words for the log */
  tell(where: string, fault: Fault): void {
    this.log.fault(where, fault.error ?? fault.text);
    this.current = fault;
    this.changed();
  }

  dismiss(): void {
    this.current = undefined;
    this.changed();
  }
}

/** Those of this page. */
export const faults = new Faults();
