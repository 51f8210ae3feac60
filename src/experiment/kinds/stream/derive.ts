/** What is concluded from a stream: from nothing but what its record holds, so that whoever has the record can do it again. */
import type { StreamRecord } from '../../../contracts/record.ts';
import type { StreamSeed } from '../../../contracts/stream.ts';
import type { StreamSummary } from '../../../contracts/stream-summary.ts';
import { complaintSentences } from '../../../decide/complaint-sentences.ts';
import { stoppedStreamVerdict, streamVerdict } from '../../../decide/stream-verdict.ts';
import { mean } from '../../../maths/statistics.ts';
import { stretchOf, type Hearing } from '../../../measure/complaints.ts';
import { streamSummary } from '../../../measure/stream-summary.ts';
import type { Conditions } from '../../conditions.ts';

type Concluded = Pick<StreamRecord, 'spec' | 'world' | 'seeds' | 'runs' | 'edits' | 'aborted'>;

export function derive({ spec, world, seeds, runs, edits, aborted }: Concluded, conditions: Conditions): StreamRecord['derived'] {
  const summary = streamSummary(spec, runs, seeds[0]?.ledger ?? [], {
    ...conditions,
    edited: edits.length > 0,
    target: targetOf(world, seeds),
    hearing: hearingOf(spec, seeds),
  });
  if (aborted) return { ...summary, verdict: stoppedStreamVerdict(aborted) };
  const verdict = streamVerdict(spec, summary);
  const sentences = [...verdict.sentences, ...complaintSentences({ spec, summary, seeds, runs })];
  return { ...summary, verdict: { ...verdict, sentences } };
}

/** How complaints are heard; undefined where nobody is. */
function hearingOf(spec: StreamRecord['spec'], seeds: readonly StreamSeed[]): Hearing | undefined {
  const { complaints, stream } = spec;
  if (!complaints) return undefined;
  const { delay } = complaints;
  const ratesOf = (seed: number) => seeds.find((one) => one.seed === seed)?.complaints ?? complaints;
  return { delay, rows: stream.batch, stretch: stretchOf(spec), ratesOf };
}

/** The number that is told, with the tolerance of a mean seed; undefined where classes are told. */
function targetOf({ target }: StreamRecord['world'], seeds: readonly StreamSeed[]): StreamSummary['target'] {
  const tolerances = seeds.flatMap(({ tolerance }) => tolerance ?? []);
  if (!target || !tolerances.length) return undefined;
  const { name, unit } = target;
  return { name, ...(unit !== undefined && { unit }), tolerance: mean(tolerances) };
}
