/** Starts a run for a person: a long one on files of their own is asked about first, by what is loaded for that alone. */
import type { PredictedCost } from '../experiment/long-run.ts';
import type { AnySpec } from '../spec/schema.ts';
import { eventLog } from '../state/event-log.ts';

/** What is run there. */
export interface Startable {
  readonly run: { readonly busy: boolean };
  readonly spec: AnySpec;
  cost(spec: AnySpec): Promise<PredictedCost | undefined>;
  start(): unknown;
}

export function startRun(store: Startable, run: () => unknown = () => store.start()): void {
  if (store.run.busy || store.spec.data.id !== 'own') return void run();
  // Where it cannot be asked, nothing is held up.
  import('./dialogs/run-question.ts')
    .then(({ askFirst }) => askFirst(store, run))
    .catch((error: unknown) => {
      eventLog.fault('asking before a long run', error);
      run();
    });
}
