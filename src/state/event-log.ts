/**
 * What happened on this page, the last 200 events in order: what a report of a problem begins with. It holds what was done, sizes, formats and
 * counts; nothing of anybody's data: no cell, no name of a column, a class or a file. It never leaves the page unless a person copies or saves it.
 */
import type { RunEvent } from '../contracts/events.ts';

/** So many are kept; what is older is dropped. */
export const MOST_EVENTS = 200;

export interface LoggedEvent {
  /** Since the page was opened, ms. */
  readonly atMs: number;
  /** A few words: `run started`, `file opened`. */
  readonly what: string;
  /** Figures, formats, ids of what is built in; of an error its message and stack without what is quoted in them. */
  readonly detail: string;
  /** How often it happened in a row. */
  readonly times: number;
}

export class EventLog {
  private readonly kept: LoggedEvent[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  get events(): readonly LoggedEvent[] {
    return this.kept;
  }

  /** Notes an event. The same one again, with nothing between, is counted. */
  note(what: string, detail = ''): void {
    const last = this.kept.at(-1);
    const again = last?.what === what && last.detail === detail;
    if (again) this.kept.pop();
    this.kept.push({ atMs: Math.round(this.now()), what, detail, times: again ? last.times + 1 : 1 });
    if (this.kept.length > MOST_EVENTS) this.kept.shift();
  }

  /** Notes something that was thrown. */
  fault(where: string, error: unknown): void {
    this.note(`error in ${where}`, impersonal(traceOf(error)));
  }
}

/** That of this page. */
export const eventLog = new EventLog();

/** For what may fail without anybody missing it: it goes into the log, and no further. */
export const justNoted =
  (where: string) =>
  (error: unknown): undefined =>
    void eventLog.fault(where, error);

/** What was thrown, with where: browsers differ in whether a stack begins with the message. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = `${error.name}: ${error.message}`;
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${said}\n${stack}`;
}

/** Quoted text may be a cell or a name of somebody's: it is left out, as are addresses of what was opened from this device. */
export const impersonal = (text: string): string =>
  text
    .replaceAll(/“[^”]*”/g, '“…”')
    .replaceAll(/"[^"\n]*"/g, '"…"')
    .replaceAll(/\b(?:file|blob|data):\S+/g, '…');

/** The ending of a file's name, which tells its format; of a longer one, which may be a word of somebody's, nothing. */
export const formatOf = (name: string): string => /\.([a-z0-9]{1,7})$/i.exec(name)?.[1]?.toLowerCase() ?? 'no ending';

/** What of a run the page's log keeps. */
export function noteEvent(event: RunEvent): void {
  if (event.type === 'engine-ready') eventLog.note('engine', `${event.facts.engine}, ${event.facts.threads} threads`);
  if (event.type === 'finished') eventLog.note('run finished');
  if (event.type === 'stopped') eventLog.note('run stopped', `${event.kept} kept`);
  if (event.type === 'failed') eventLog.note('run failed', impersonal(`${event.code}, ${event.kept} kept: ${event.text}`));
}
