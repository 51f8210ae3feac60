/** Processes that end, with all that they started, when this one is told to: by Ctrl-C, a request to end, or a terminal that closes. */
import type { ChildProcess } from 'node:child_process';

/** How long they may take to end what they started themselves (a browser, a server), ms. */
const PATIENCE_MS = 5_000;
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

export interface Children {
  /** How they are to be spawned, so that their whole group can be told. */
  readonly detached: boolean;
  add(child: ChildProcess): void;
}

export function endsWithParent(): Children {
  const detached = process.platform !== 'win32';
  const living = new Set<ChildProcess>();
  let ending = false;
  const tell = (child: ChildProcess, signal: NodeJS.Signals) => {
    try {
      if (detached) process.kill(-child.pid!, signal);
      else child.kill(signal);
    } catch (error) {
      // It ended while it was told.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    // Of all signals this is the one that each of them, Playwright too, takes for "end what you started".
    for (const child of living) tell(child, 'SIGINT');
    const late = setTimeout(() => {
      for (const child of living) tell(child, 'SIGKILL');
    }, PATIENCE_MS);
    void Promise.all([...living].map((child) => new Promise((ended) => child.once('exit', ended)))).then(() => {
      clearTimeout(late);
      process.exit(code);
    });
  };
  for (const [signal, number] of Object.entries(SIGNALS)) process.on(signal, () => end(128 + number));
  return {
    detached,
    add(child) {
      if (child.pid === undefined) return;
      living.add(child);
      child.once('exit', () => living.delete(child));
    },
  };
}
