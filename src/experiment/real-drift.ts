/** What is known of drift that nobody injected. */
import type { Analyst, ShiftQuestion } from '../contracts/analysis.ts';
import type { ShiftReport } from '../contracts/diagnosis.ts';
import { sidesOf } from '../data/regimes.ts';
import { selectRows } from '../data/select.ts';
import type { Dataset } from '../data/types.ts';
import { shiftReport } from '../detect/shift-report.ts';
import { experimentStream } from '../random/names.ts';
import type { AnySpec } from '../spec/schema.ts';

/** From all rows of both worlds; undefined where the spec cuts none. Rejects with an AbortError when stopped. */
export async function shiftOf(spec: AnySpec, dataset: Dataset, analyst: Analyst): Promise<ShiftReport | undefined> {
  const question = questionOf(spec, dataset);
  return question && analyst.ask('shift', question);
}

/** The same, at once and in this thread. */
export function shiftHere(spec: AnySpec, dataset: Dataset): ShiftReport | undefined {
  const question = questionOf(spec, dataset);
  return question && shiftReport(question, experimentStream(question.root, 'diagnosis', 0));
}

function questionOf({ data, seeds }: AnySpec, dataset: Dataset): (ShiftQuestion & { readonly root: number }) | undefined {
  if (!data.regimes) return undefined;
  const { samples, columns, classes } = dataset;
  const sides = sidesOf(dataset, data.regimes);
  return { old: selectRows(samples, sides.old), new: selectRows(samples, sides.new), columns, classes, root: seeds.root };
}

/** Which rows are old and which are new, in a few words. */
export function regimesWords({ data: { regimes, division } }: AnySpec): string | undefined {
  if (!regimes) return undefined;
  const sides = 'cut' in regimes ? `before against from ${regimes.cut} on` : `${regimes.old.join(', ')} against ${regimes.new.join(', ')}`;
  const ways = {
    random: 'divided at random',
    time: 'the latest rows of each test',
    group: 'groups kept together',
    file: 'test rows as the file says',
  };
  return `${sides}, ${ways[division ?? 'random']}`;
}
