/** The details of a problem as text: version, browser, engine, experiment, what happened. Nothing of anybody's data is in it; nobody gets it unless a person sends it. */
import type { EngineFacts } from '../contracts/trainer.ts';
import { contentId } from '../spec/canonical.ts';
import { encodeLink } from '../spec/link.ts';
import type { AnySpec } from '../spec/schema.ts';
import { appCommit, appVersion } from '../version.ts';
import { eventLog, impersonal, type LoggedEvent } from './event-log.ts';

/** What of the page is told, besides what happened. */
export interface Surroundings {
  readonly engine: EngineFacts | undefined;
  readonly specs: readonly AnySpec[];
  /** As the browser names itself. */
  readonly browser: string;
  readonly secure: boolean;
  readonly online: boolean;
  readonly cores: number;
}

/** @param trace what was thrown, with where; empty where nothing was @param here undefined where the page did not come so far */
export function troubleReport(trace: string, here: Surroundings | undefined, events: readonly LoggedEvent[] = eventLog.events): string {
  const { engine, specs = [] } = here ?? {};
  return [
    `${appVersion}${appCommit ? ` (${appCommit})` : ''}`,
    ...(here ? [`browser: ${here.browser}`, `cores: ${here.cores}; secure context: ${yes(here.secure)}; online: ${yes(here.online)}`] : []),
    `engine: ${engine ? `${engine.engine}, ${engine.library}, ${engine.adapter || 'no adapter'}, ${engine.reason}` : 'not opened'}`,
    ...specs.map((spec) => `${spec.kind}: ${nameOf(spec)}`),
    ...(trace ? ['', impersonal(trace)] : []),
    ...['', `the last ${events.length} events (seconds since the page was opened)`],
    ...events.map(
      ({ atMs, what, detail, times }) => `${(atMs / 1000).toFixed(1)} ${what}${times > 1 ? ` × ${times}` : ''}${detail && `: ${detail}`}`,
    ),
    '',
  ].join('\n');
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');

/** Its link; of one that names somebody's file or columns its id alone, and no more of one of which there is no link. */
function nameOf(spec: AnySpec): string {
  try {
    return spec.data.id === 'own' || spec.model.family === 'imported' ? contentId(spec) : `#${encodeLink(spec)}`;
  } catch (error) {
    return `has neither link nor id (${impersonal(String(error))})`;
  }
}
