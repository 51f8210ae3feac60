/**
 * Experiments spread over seats: each seat runs one after the other, whole; who is free takes the next. A seat that dies or falls silent gives
 * its experiment back, which is run again on another one. Every experiment ends exactly once.
 */
import type { AnyRecord } from '../contracts/record.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError, exitCode } from './cli-error.ts';

/** Where experiments run: one page, here or on a node. */
export interface Seat {
  /** Who it is, where there are several machines. */
  readonly node?: string;
  /** Rejects when the seat is of no more use; what the experiment itself comes to is a value. */
  run(spec: AnySpec): Promise<Ran>;
  close(): Promise<void>;
}

export type Ran = { readonly record: AnyRecord } | { readonly refused: CliError };

/** What an experiment came to, and where. */
export type Ended = Ran & { readonly node?: string };

export interface Spreading {
  readonly seats: number;
  /** @param heard to be called whenever the seat says something @param signal aborts when nothing is left to do */
  open(at: { readonly heard: () => void; readonly begun: () => number | undefined; readonly signal: AbortSignal }): Promise<Seat>;
  /** How often an experiment whose seat died is run once more. */
  readonly retries: number;
  /** How long a seat may be silent while it runs, by how long the slowest finished experiment took (undefined before there is one); ms. */
  readonly lease?: (slowestMs: number | undefined) => number;
  begun?(index: number, node: string | undefined): void;
  ended(index: number, outcome: Ended): void;
  /** A seat was lost, in words. */
  note(text: string): void;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

/** As often in a row may a seat not be had before it is given up. */
const OPENINGS = 3;

/** Resolves when every experiment has ended, or `signal` aborts. @throws what the first seat is refused with, where none is ever had */
export async function spread(specs: readonly AnySpec[], how: Spreading): Promise<void> {
  const { retries, lease, signal, now = () => performance.now() } = how;
  const left = specs.map((_, index) => index);
  const attempts = specs.map(() => 0);
  const over = new AbortController();
  const stop = () => over.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let open = specs.length;
  let slowestMs: number | undefined;
  let everOpened = false;
  let seats = Math.min(how.seats, specs.length);
  let changed = turnstile();

  const end = (index: number, outcome: Ended) => {
    how.ended(index, outcome);
    if (--open === 0) stop();
  };

  async function sit(): Promise<void> {
    let seat: Seat | undefined;
    let running: number | undefined;
    let heard = () => {};
    let refusals = 0;
    try {
      while (!over.signal.aborted) {
        if (!seat) {
          try {
            seat = await how.open({ heard: () => heard(), begun: () => running, signal: over.signal });
            [everOpened, refusals] = [true, 0];
          } catch (error) {
            if (over.signal.aborted) return;
            // Where nothing could be opened at all there is nothing to go round.
            if (retries > 0 && everOpened && ++refusals < OPENINGS) continue;
            return giveUp(error);
          }
          continue;
        }
        const index = left.shift();
        if (index === undefined) {
          await orAborted(changed.passed, over.signal);
          continue;
        }
        running = index;
        how.begun?.(index, seat.node);
        const began = now();
        const watch = lease && watched(() => lease(slowestMs));
        heard = watch?.heard ?? heard;
        let outcome: Ran | undefined;
        try {
          outcome = await orAborted(Promise.race([seat.run(specs[index]!), ...(watch ? [watch.silent] : [])]), over.signal);
          if (!outcome) return;
        } catch (error) {
          const gone = seat;
          seat = undefined;
          if (over.signal.aborted) return await gone.close();
          await lost(index, gone, error);
          continue;
        } finally {
          running = undefined;
          watch?.dispose();
        }
        slowestMs = Math.max(slowestMs ?? 0, now() - began);
        end(index, { ...outcome, ...(seat.node !== undefined && { node: seat.node }) });
      }
    } finally {
      await seat?.close();
    }
  }

  /** The seat is gone; its experiment waits at the front for another, or has been tried often enough. */
  async function lost(index: number, seat: Seat, error: unknown): Promise<void> {
    const why = asCliError(error);
    const again = attempts[index]!++ < retries;
    const where = seat.node === undefined ? '' : ` on ${seat.node}`;
    if (retries > 0) how.note(`Experiment ${index + 1}${where}: ${why.message} ${again ? 'It is run again.' : 'It is not tried again.'}`);
    if (again) {
      left.unshift(index);
      changed.pass();
      changed = turnstile();
    } else end(index, { refused: why, ...(seat.node !== undefined && { node: seat.node }) });
    await seat.close();
  }

  /** One seat fewer; the last one takes with it what is left. */
  function giveUp(error: unknown): void {
    if (--seats > 0) return how.note(`One session fewer: ${asCliError(error).message}`);
    if (!everOpened) throw error;
    for (const index of left.splice(0)) end(index, { refused: asCliError(error) });
  }

  try {
    await Promise.all(
      Array.from({ length: seats }, () =>
        sit().catch((error: unknown) => {
          stop();
          throw error;
        }),
      ),
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const asCliError = (error: unknown): CliError =>
  error instanceof CliError ? error : new CliError(error instanceof Error ? error.message : String(error), exitCode.failed);

function turnstile(): { readonly passed: Promise<void>; pass(): void } {
  let pass = () => {};
  const passed = new Promise<void>((resolve) => (pass = resolve));
  return { passed, pass };
}

/** The work, or undefined as soon as the signal aborts; leaves no listener behind. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Rejects once nothing was heard for so long. */
function watched(limitMs: () => number): { readonly silent: Promise<never>; heard(): void; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  let fail: (error: Error) => void;
  const silent = new Promise<never>((_, reject) => (fail = reject));
  // Whoever raced against it may have won.
  silent.catch(() => undefined);
  const heard = () => {
    clearTimeout(timer);
    const ms = limitMs();
    timer = setTimeout(() => fail(new CliError(`It has said nothing for ${Math.round(ms / 60_000)} minutes.`, exitCode.failed)), ms);
  };
  heard();
  return { silent, heard, dispose: () => clearTimeout(timer) };
}
