/** A tiny observable: elements subscribe through a reactive controller and are asked to render at most once a frame. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Store extends EventTarget {
  /** Tells subscribers that something changed. */
  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Re-renders its host when the store changes, coalesced per animation frame (a timer in hidden tabs). */
export class StoreController implements ReactiveController {
  private scheduled = false;

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

  private readonly schedule = () => {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = () => {
      this.scheduled = false;
      this.host.requestUpdate();
    };
    if (document.hidden) setTimeout(run, 250);
    else requestAnimationFrame(run);
  };
}
