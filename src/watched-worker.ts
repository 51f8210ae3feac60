/**
 * A worker whose end is noticed, whatever ended it. A worker that the browser ends tells nobody; but it held a lock while it lived, and who
 * waits for that lock gets it then (Web Locks). Where a page has no locks (plain http on a network), only failures that are told are noticed.
 */
import { wrap, type Remote } from 'comlink';

/** What worked on it is gone: what was asked will not be answered. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';

  /** @param ended it worked, and the browser ended it */
  constructor(
    message: string,
    readonly ended = true,
  ) {
    super(message);
  }
}

/** What a worker says when it holds its lock. */
const ALIVE = 'alive';

export const LOST = {
  ended: 'A background worker was ended by the browser, perhaps for want of memory.',
  error: 'A background worker could not be loaded or crashed.',
  message: 'A message between the page and its worker was lost.',
} as const;

export interface WatchedWorker<Service> {
  /** Every call that waits when the worker is lost rejects with a `WorkerLostError`. */
  readonly service: Remote<Service>;
  /** Ends it; calls that wait reject. */
  end(): void;
}

/**
 * @param start is given the name that the worker has to have, and starts it
 * @param onLost told once, unless `end` came first
 */
export function watchedWorker<Service>(start: (name: string) => Worker, onLost: (error: WorkerLostError) => void): WatchedWorker<Service> {
  const name = `drift-lab-worker-${randomName()}`;
  const worker = start(name);
  const watching = new AbortController();
  let reject!: (error: WorkerLostError) => void;
  const gone = new Promise<never>((_, no) => (reject = no));
  gone.catch(() => undefined);

  const finish = (error: WorkerLostError): boolean => {
    if (watching.signal.aborted) return false;
    watching.abort();
    worker.terminate();
    reject(error);
    return true;
  };
  const lost = (text: string) => {
    const error = new WorkerLostError(text, text === LOST.ended);
    if (finish(error)) onLost(error);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lost(LOST.error);
  });
  worker.addEventListener('messageerror', () => lost(LOST.message));
  worker.addEventListener('message', ({ data }) => {
    if (data !== ALIVE) return;
    navigator.locks
      .request(name, { signal: watching.signal }, () => lost(LOST.ended))
      // Not waited for any more.
      .catch(() => undefined);
  });

  const remote = wrap<Service>(worker) as unknown as Record<string, (...of: unknown[]) => Promise<unknown>>;
  const service = new Proxy(remote, {
    get: (_, method: string) =>
      // A service is asked, never waited for.
      method === 'then' ? undefined : (...of: unknown[]) => Promise.race([remote[method]!(...of), gone]),
  });
  return { service: service as unknown as Remote<Service>, end: () => void finish(new WorkerLostError('The worker was ended.')) };
}

/** In a worker that `watchedWorker` started: holds its lock until it ends. */
export function holdLifeLock(scope: { readonly name: string; postMessage(message: unknown): void }): void {
  if (!scope.name || !('locks' in navigator)) return;
  void navigator.locks.request(scope.name, () => {
    scope.postMessage(ALIVE);
    return new Promise(() => {});
  });
}

/** In a worker: what was rejected and nobody waits for, and a message that cannot be read, are errors like those that are thrown. */
export function tellTroubles(scope: EventTarget): void {
  scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    reportError((event as PromiseRejectionEvent).reason);
  });
  // Whoever sent it would wait for an answer without end.
  scope.addEventListener('messageerror', () => reportError(new Error('A message could not be read.')));
}

/** There is no `randomUUID` without a secure context. */
const randomName = (): string => crypto.getRandomValues(new Uint32Array(2)).join('-');
