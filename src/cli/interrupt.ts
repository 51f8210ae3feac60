/** Ctrl-C: once to stop in good order, twice to end at once. */
import { exitCode } from './cli-error.ts';

/** `npm` and `tsx` pass on the signal that the terminal sent already; such echoes are no second Ctrl-C. */
const ECHO_MS = 400;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  dispose(): void;
}

/** Aborts at the first Ctrl-C and calls `onFirst`. The second ends the process, and the browser with it. */
export function listenForInterrupt(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let firstAt = 0;
  const listener = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      controller.abort();
      onFirst();
    } else if (performance.now() - firstAt > ECHO_MS) process.exit(exitCode.failed);
  };
  process.on('SIGINT', listener);
  return { signal: controller.signal, dispose: () => process.off('SIGINT', listener) };
}
