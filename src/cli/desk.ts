/**
 * Where a command's words go and what may stop it: the terminal, or whoever asked over a protocol. Commands speak through these functions
 * and never write to stdout themselves, so that the same commands serve both.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { listenForInterrupt, type Interruption } from './interrupt.ts';
import { ProgressLine } from './progress-line.ts';

/** How something goes. */
export interface Progress {
  /** Something passing. @param share how much of it is done, where that is counted */
  update(text: string, share?: { readonly done: number; readonly total: number }): void;
  /** Something to keep. */
  note(text: string): void;
  /** Takes away what is passing. */
  clear(): void;
}

export interface Desk {
  /** What was asked for, without a line end. */
  print(text: string): void;
  note(text: string): void;
  progress(): Progress;
  /** What stops the work. @param onFirst called as soon as it is to stop */
  interruption(onFirst: () => void): Interruption;
}

const terminal: Desk = {
  print: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  progress: () => new ProgressLine(),
  interruption: listenForInterrupt,
};

const desks = new AsyncLocalStorage<Desk>();
const here = (): Desk => desks.getStore() ?? terminal;

/** Does the work, all of whose words go to that desk. */
export const at = <T>(desk: Desk, work: () => T): T => desks.run(desk, work);

/** What was asked for, which may be no text: only a terminal's pipe takes that. */
export function printContent(content: string | Uint8Array): void {
  if (typeof content === 'string') print(content);
  else if (here() === terminal) process.stdout.write(content);
  else print(`${content.length} bytes, which are no text; name a file for them`);
}

/** What was asked for. */
export const print = (text: string): void => here().print(text);

/** Something that should be known beside it. */
export const note = (text: string): void => here().note(text);

export const openProgress = (): Progress => here().progress();

/** What may stop the work from now on, until it is disposed of. */
export const openInterruption = (onFirst: () => void): Interruption => here().interruption(onFirst);
