/** What every form of a run says of it beside its results: what it is called, what changed, and how it is checked and made again. */
import type { AnyRecord } from '../../contracts/record.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import { encodeLink } from '../../spec/link.ts';
import { byKind } from '../by-kind.ts';

/** `Pump telemetry, 24 channels: gain-offset 3, comparison of 3 repairs on 6 seeds`. */
export function runTitle(record: AnyRecord): string {
  const { spec, data } = record;
  const drifts = spec.drift.map(({ id, severity }) => `${id} ${severity}`);
  return `${data.title}: ${[...drifts, `${specKindOf(spec).title} of ${candidates(record)} on ${seedsOf(record)}`].join(', ')}`;
}

const candidates = byKind({
  compare: ({ derived }) => `${derived.summary.arms.length} repairs`,
  stream: ({ derived }) => `${derived.policies.length} policies`,
});

const seedsOf = ({ seeds: { length } }: AnyRecord): string => (length === 1 ? 'one seed' : `${length} seeds`);

/** What was injected, one sentence each, as the ledger of the first seed says it: what was drawn may differ between seeds. */
export const driftSentences = ({ seeds }: AnyRecord): string[] => (seeds[0]?.ledger ?? []).map(({ sentence }) => sentence);

/** First letters of the run's id, as files of it are named. */
export const shortId = ({ runId }: Pick<AnyRecord, 'runId'>): string => runId.slice('sha256:'.length).slice(0, 12);

/** Day of the run, UTC: `2026-11-30`. */
export const dayOf = ({ startedAt }: AnyRecord): string => startedAt.slice(0, 'yyyy-mm-dd'.length);

export interface Step {
  /** What it does, as a sentence. */
  readonly what: string;
  /** What is typed; absent where there is nothing to type. */
  readonly command?: string;
}

/** How anybody checks the run and makes it again. `file`: what the run, or a report that holds it, is called where these are read. */
export function stepsToRepeat(record: AnyRecord, file: string): Step[] {
  const { spec } = record;
  const own = spec.data.id === 'own' ? ` --data ${quotedWord(String(spec.data.params.name))}` : '';
  const by = 'edits' in record && record.edits.length > 0;
  return [
    {
      what: 'Check that nothing in it was changed: ids, hashes, and every derived number worked out again.',
      command: `lab verify ${file}`,
    },
    {
      what: `Run it again on your machine, and learn whether it comes to the same${by ? '; what was done by hand is not repeated' : ''}.`,
      command: `lab replicate ${file}${own}`,
    },
    {
      what: `Open the experiment on the page: put this behind the address of Drift Lab${own ? ' and choose the same file' : ''}.`,
      command: `#${encodeLink(spec)}`,
    },
  ];
}

/** One word for a shell (POSIX). */
const quotedWord = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
