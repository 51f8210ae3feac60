/** What a text says of the data of any run: how many rows did what, which of them are old and new, and what is known of real drift. */
import type { AnyRecord } from '../../contracts/record.ts';
import { shiftSentences } from '../../detect/shift-words.ts';
import { regimesWords } from '../../experiment/real-drift.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import type { Section } from './told.ts';

/** A line of facts. */
export function dataFact({ spec, data }: AnyRecord): [string, string] {
  const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
  const regimes = regimesWords(spec);
  const rows = `${baseTrain} rows trained, ${baseTest} tested the old world; new: ${specKindOf(spec).labelled(spec)} of ${newPool} rows, ${newTest} tested`;
  return ['data', `${data.title}, ${data.rows} rows: ${rows}${regimes ? `; ${regimes}` : ''}`];
}

/** Nothing where all drift is injected, of which the ledger tells. */
export const shiftSection = ({ shift, data }: AnyRecord): Section[] =>
  shift ? [{ title: 'What changed is real; this much is known of it', sentences: shiftSentences(shift, data.classes) }] : [];
