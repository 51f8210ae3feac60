/** A stream that models serve, as a kind of experiment. */
import type { StreamRecord } from '../../../contracts/record.ts';
import { streamVerdict } from '../../../decide/stream-verdict.ts';
import { streamSummary } from '../../../measure/stream-summary.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import type { Kind } from '../kind.ts';
import { checkStream } from './check.ts';
import { StreamControl } from './control.ts';
import { runStream } from './run.ts';

export const streamKind: Kind<StreamSpec, StreamRecord, StreamControl> = {
  id: 'stream',
  check: checkStream,
  control: (speed) => new StreamControl(speed),
  async run(context) {
    const { spec } = context;
    const { retired, ...result } = await runStream(context);
    return {
      summarise(conditions) {
        const edited = result.edits.length > 0;
        const summary = streamSummary(spec, result.runs, result.seeds[0]?.ledger ?? [], { ...conditions, edited });
        return { ...summary, verdict: streamVerdict(spec, summary) };
      },
      complete: async (derived) => ({ ...result, ...(retired.length > 0 && { retired }), derived }),
    };
  },
};
