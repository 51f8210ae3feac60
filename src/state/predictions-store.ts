/** Files of what a model said, judged without the model: which files, what was said of them, and what came of it. */
import type { PredictionsAsked, PredictionsJudged, PredictionsService } from '../contracts/predictions.ts';
import { watchedWorker, type WatchedWorker, type WorkerLostError } from '../watched-worker.ts';
import { Store } from './store.ts';

type Start = (onLost: (error: WorkerLostError) => void) => WatchedWorker<PredictionsService>;

const started: Start = (onLost) =>
  watchedWorker((name) => new Worker(new URL('../../workers/predictions.ts', import.meta.url), { type: 'module', name }), onLost);

export class PredictionsStore extends Store {
  /** The old one first. */
  files: readonly File[] = [];
  asked: PredictionsAsked = {};
  working = false;
  judged: PredictionsJudged | undefined;
  /** Why there is no answer. */
  trouble: string | undefined;
  private worker: WatchedWorker<PredictionsService> | undefined;

  constructor(private readonly start: Start = started) {
    super();
  }

  /** Other files; nothing has been said of them yet. */
  open(files: readonly File[]): Promise<void> {
    this.files = files;
    this.asked = {};
    this.judged = undefined;
    return this.judge();
  }

  /** The new world is the old one, and the other way round. */
  swap(): Promise<void> {
    this.files = [...this.files].reverse();
    return this.judge();
  }

  /** Says something of the columns; undefined takes it back. */
  say(change: { readonly [K in keyof PredictionsAsked]: PredictionsAsked[K] | undefined }): Promise<void> {
    this.asked = Object.fromEntries(
      Object.entries({ ...this.asked, ...change }).filter(([, value]) => value !== undefined),
    ) as PredictionsAsked;
    return this.judge();
  }

  stop(): void {
    this.end();
    this.trouble = 'Stopped. Nothing was judged.';
    this.changed();
  }

  /** What is asked last is answered: what was being judged is ended. */
  private async judge(): Promise<void> {
    this.end();
    this.working = true;
    this.trouble = undefined;
    this.changed();
    // A worker that is lost rejects the call, too.
    const worker = (this.worker = this.start(() => undefined));
    try {
      const judged = await worker.service.judge(this.files, this.asked);
      if (this.worker === worker) this.judged = judged;
    } catch (error) {
      if (this.worker === worker) this.trouble = (error as Error).message;
    } finally {
      if (this.worker === worker) {
        this.end();
        this.changed();
      }
    }
  }

  private end(): void {
    this.worker?.end();
    this.worker = undefined;
    this.working = false;
  }
}
