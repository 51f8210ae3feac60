/** Ctrl-C, a request to end or a terminal that closes: once to stop in good order, twice to end at once. */
import { exitCode } from './cli-error.ts';

/** `npm` and `tsx` pass on the signal that the terminal sent already; such echoes are no second Ctrl-C. */
const ECHO_MS = 400;
/** What is not in good order by then is ended as it is: a browser that hangs answers nothing. */
const END_MS = 2_500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signals their usual meaning back. */
  dispose(): void;
}

/** Aborts at the first signal and calls `onFirst`. The second ends the process, and the browser with it; so does time. */
export function listenForInterrupt(onFirst: () => void): Interruption {
  const controller = new AbortController();
  let firstAt = 0;
  let late: NodeJS.Timeout | undefined;
  const end = () => process.exit(exitCode.failed);
  const listener = () => {
    if (!controller.signal.aborted) {
      firstAt = performance.now();
      late = setTimeout(() => {
        process.stderr.write('Stopped: what did not end by itself was ended.\n');
        end();
      }, END_MS);
      controller.abort();
      onFirst();
    } else if (performance.now() - firstAt > ECHO_MS) end();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    signal: controller.signal,
    dispose() {
      clearTimeout(late);
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
