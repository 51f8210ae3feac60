/** What a text says of the data of any run: how many rows did what, which of them are old and new, and what is known of real drift. */
import type { AnyRecord } from '../../contracts/record.ts';
import { shiftSentences } from '../../detect/shift-words.ts';
import { regimesWords } from '../../experiment/real-drift.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';

/** A line of facts. */
export function dataFact({ spec, data }: AnyRecord): [string, string] {
  const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
  const regimes = regimesWords(spec);
  const rows = `${baseTrain} rows trained, ${baseTest} tested the old world; new: ${specKindOf(spec).labelled(spec)} of ${newPool} rows, ${newTest} tested`;
  return ['data', `${data.title}, ${data.rows} rows: ${rows}${regimes ? `; ${regimes}` : ''}`];
}

/** After the verdict; nothing where all drift is injected, of which the ledger tells. */
export const shiftLines = ({ shift, data }: AnyRecord): string[] =>
  shift ? ['', 'What changed is real; this much is known of it:', ...shiftSentences(shift, data.classes).map((line) => `  ${line}`)] : [];
