/** Waiting for what has to come, not for time to pass. */

/** Lets everything go by that is under way: a message of our own comes after all that were sent before it. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** More than any chain of messages and promises in the tests is long. */
const MANY = 20;

/** Resolves when the condition holds; a test whose condition never does fails by the runner's limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

/** Resolves when all promises and messages that could settle have done so. */
export async function settled(): Promise<void> {
  for (let i = 0; i < MANY; i++) await turn();
}

/** Time that passes by turns of the event loop, one for a millisecond, however long a turn takes. */
export interface TurnClock {
  /** Resolves after so many milliseconds of that time. */
  passes(ms: number): Promise<void>;
  /** Gives back the timers of the machine. */
  end(): void;
}

/** Puts all timers of this process on that time, so that what waits for a silence waits for events only. In Node. */
export function turnClock(): TurnClock {
  const machine = globalThis.setTimeout;
  const waiting: { readonly at: number; readonly call: () => void }[] = [];
  let now = 0;
  let running = true;
  const set = (call: () => void, ms = 0) => void waiting.push({ at: now + Math.max(1, ms), call });
  const tick = () => {
    now++;
    const due = waiting.filter(({ at }) => at <= now);
    for (const each of due) waiting.splice(waiting.indexOf(each), 1);
    for (const { call } of due) call();
    if (running) setImmediate(tick);
  };
  globalThis.setTimeout = set as unknown as typeof setTimeout;
  setImmediate(tick);
  return {
    passes: (ms) => new Promise((resolve) => set(resolve, ms)),
    end: () => {
      running = false;
      globalThis.setTimeout = machine;
    },
  };
}
