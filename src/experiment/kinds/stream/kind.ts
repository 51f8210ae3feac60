/** A stream that models serve, as a kind of experiment. */
import type { StreamRecord } from '../../../contracts/record.ts';
import type { StreamSeed } from '../../../contracts/stream.ts';
import type { StreamSummary } from '../../../contracts/stream-summary.ts';
import { mean } from '../../../maths/statistics.ts';
import type { StreamContext } from './context.ts';
import { streamVerdict } from '../../../decide/stream-verdict.ts';
import { streamSummary } from '../../../measure/stream-summary.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import type { Kind } from '../kind.ts';
import { checkStream } from './check.ts';
import { StreamControl } from './control.ts';
import { runStream } from './run.ts';

/** The number that is told, with the tolerance of a mean seed; undefined where classes are told. */
function targetOf({ target }: StreamContext['dataset'], seeds: readonly StreamSeed[]): StreamSummary['target'] {
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
    return {
      summarise(conditions) {
        const edited = result.edits.length > 0;
        const summary = streamSummary(spec, result.runs, result.seeds[0]?.ledger ?? [], {
          ...conditions,
          edited,
          target: targetOf(dataset, result.seeds),
        });
        return { ...summary, verdict: streamVerdict(spec, summary) };
      },
      complete: async (derived) => ({ ...result, ...(retired.length > 0 && { retired }), derived }),
    };
  },
};
