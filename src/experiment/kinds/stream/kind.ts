/** A stream that models serve, as a kind of experiment. */
import type { StreamRecord } from '../../../contracts/record.ts';
import type { StreamSeed } from '../../../contracts/stream.ts';
import type { StreamSummary } from '../../../contracts/stream-summary.ts';
import { mean } from '../../../maths/statistics.ts';
import { conditionsOf } from '../../conditions.ts';
import { targetOf as numberOf } from '../compare/deciding.ts';
import { stoppedStreamVerdict, streamVerdict } from '../../../decide/stream-verdict.ts';
import { streamSummary } from '../../../measure/stream-summary.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import type { Conditions, Kind } from '../kind.ts';
import { checkStream } from './check.ts';
import { StreamControl } from './control.ts';
import { runStream } from './run.ts';

type Concluded = Pick<StreamRecord, 'spec' | 'world' | 'seeds' | 'runs' | 'edits' | 'aborted'>;

/** What is concluded from a stream: from nothing but what its record holds. */
function derive({ spec, world, seeds, runs, edits, aborted }: Concluded, conditions: Conditions): StreamRecord['derived'] {
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

export const streamKind: Kind<StreamSpec, StreamRecord, StreamControl> = {
  id: 'stream',
  check: checkStream,
  control: (speed) => new StreamControl(speed),
  async run(context) {
    const { spec, dataset } = context;
    const { retired, ...result } = await runStream(context);
    const target = numberOf(spec, dataset);
    const world = target ? { target } : {};
    return {
      ...(result.aborted && { stopped: true }),
      summarise(conditions) {
        return derive({ spec, world, ...result }, conditions);
      },
      complete: async (derived) => ({ world, ...result, ...(retired.length > 0 && { retired }), derived }),
    };
  },
  derive: (record) => derive(record, conditionsOf(record.environment)),
};
