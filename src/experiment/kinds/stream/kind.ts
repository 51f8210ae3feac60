/** A stream that models serve, as a kind of experiment. */
import type { StreamRecord } from '../../../contracts/record.ts';
import { targetOf as numberOf } from '../compare/deciding.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import type { Kind } from '../kind.ts';
import { derive } from './derive.ts';
import { checkStream } from './check.ts';
import { StreamControl } from './control.ts';
import { runStream } from './run.ts';

export const streamKind: Kind<StreamSpec, StreamRecord, StreamControl> = {
  id: 'stream',
  check: checkStream,
  control: (speed) => new StreamControl(speed),
  async run(context) {
    const { spec, dataset } = context;
    const { retired, endedBy, ...result } = await runStream(context);
    const target = numberOf(spec, dataset);
    const world = target ? { target } : {};
    return {
      ...(result.aborted && { endedBy }),
      summarise(conditions) {
        return derive({ spec, world, ...result }, conditions);
      },
      complete: async (derived) => ({ world, ...result, ...(retired.length > 0 && { retired }), derived }),
    };
  },
};
