/** Something long that an element has a worker of its own compute: how far it is, how to stop it, what went wrong. */
import { msg } from '../words/msg.ts';
import { proxy, wrap, type Remote } from 'comlink';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class WorkerTask<Service> implements ReactiveController {
  /** Share that is done, 0 … 1; undefined while nothing is computed. */
  share: number | undefined;
  /** What is being computed, where that is told. */
  what = '';
  trouble = '';
  private worker: Worker | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly start: () => Worker,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Asks a fresh worker, and ends it when it has answered, failed or is no longer wanted. Undefined where no answer came: it was stopped,
   * another question came, or `trouble` says why.
   */
  async ask<Answer>(
    question: (service: Remote<Service>, tell: (share: number, what?: string) => void) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    this.stop();
    const worker = (this.worker = this.start());
    this.trouble = this.what = '';
    this.share = 0;
    this.host.requestUpdate();
    const lost = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () =>
        reject(new Error(msg('What computes this could not be loaded, or crashed. Try again; if it stays like this, reload the page.'))),
      );
    });
    const tell = proxy((share: number, what = '') => {
      if (this.worker !== worker) return;
      [this.share, this.what] = [share, what];
      this.host.requestUpdate();
    });
    try {
      const answer = await Promise.race([question(wrap<Service>(worker), tell), lost]);
      return this.worker === worker ? answer : undefined;
    } catch (error) {
      if (this.worker === worker) this.trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    } finally {
      if (this.worker === worker) this.stop();
    }
  }

  /** Ends what is being computed at once. */
  stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.share = undefined;
    this.host.requestUpdate();
  }
}
