/** What is concluded from a stream: from nothing but what its record holds, so that whoever has the record can do it again. */
import type { StreamRecord } from '../../../contracts/record.ts';
import type { StreamSeed } from '../../../contracts/stream.ts';
import type { StreamSummary } from '../../../contracts/stream-summary.ts';
import { stoppedStreamVerdict, streamVerdict } from '../../../decide/stream-verdict.ts';
import { mean } from '../../../maths/statistics.ts';
import { streamSummary } from '../../../measure/stream-summary.ts';
import type { Conditions } from '../../conditions.ts';

type Concluded = Pick<StreamRecord, 'spec' | 'world' | 'seeds' | 'runs' | 'edits' | 'aborted'>;

export function derive({ spec, world, seeds, runs, edits, aborted }: Concluded, conditions: Conditions): StreamRecord['derived'] {
  const summary = streamSummary(spec, runs, seeds[0]?.ledger ?? [], {
    ...conditions,
    edited: edits.length > 0,
    target: targetOf(world, seeds),
  });
  return { ...summary, verdict: aborted ? stoppedStreamVerdict(aborted) : streamVerdict(spec, summary) };
}

/** The number that is told, with the tolerance of a mean seed; undefined where classes are told. */
function targetOf({ target }: StreamRecord['world'], seeds: readonly StreamSeed[]): StreamSummary['target'] {
  const tolerances = seeds.flatMap(({ tolerance }) => tolerance ?? []);
  if (!target || !tolerances.length) return undefined;
  const { name, unit } = target;
  return { name, ...(unit !== undefined && { unit }), tolerance: mean(tolerances) };
}
