/** A tiny observable: elements subscribe through a reactive controller and are asked to render at most once a frame. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Store extends EventTarget {
  /** Tells subscribers that something changed. */
  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** What is asked to render takes turns of so long, ms; what is left waits for the next frame, so that the page answers in between. */
const TURN_MS = 8;
const due = new Set<() => void>();
let waiting = false;

/** Every host renders in the microtasks after it is asked: so does the next only when it is through. */
async function renderDue(): Promise<void> {
  waiting = false;
  const began = performance.now();
  for (const ask of [...due]) {
    if (performance.now() - began > TURN_MS) break;
    due.delete(ask);
    ask();
    for (let tick = 0; tick < TICKS; tick++) await Promise.resolve();
  }
  if (due.size) soon();
}

/** Microtasks in which an element and what it holds have rendered. */
const TICKS = 8;

function soon(): void {
  if (waiting) return;
  waiting = true;
  if (document.hidden) setTimeout(() => void renderDue(), 250);
  else requestAnimationFrame(() => void renderDue());
}

/** Re-renders its host when the store changes, coalesced per animation frame (a timer in hidden tabs). */
export class StoreController implements ReactiveController {
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: Store,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.store.addEventListener('change', this.schedule);
  }

  hostDisconnected(): void {
    this.store.removeEventListener('change', this.schedule);
  }

  private readonly render = () => this.host.requestUpdate();

  private readonly schedule = () => {
    due.add(this.render);
    soon();
  };
}
