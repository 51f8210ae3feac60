/** A benchmark that says whether something else kept the processor busy when it began: then its speeds are too low. */
import type { BenchService } from '../../contracts/bench.ts';
import { busyElsewhere } from '../../measure/energy/pressure.ts';
import type { PressureWatch } from '../lab/pressure-watch.ts';

/** @param watch what the browser tells of the processor; where it tells nothing, nothing is said */
export const besideWhat = (service: BenchService, watch: PressureWatch): BenchService => ({
  adapter: () => service.adapter(),
  async run(onEvent, peers) {
    watch.begin();
    // The measurement loads the processor itself, as it should: what was there before tells, and is known at once.
    const busy = busyElsewhere(watch.end(), false);
    if (busy) onEvent({ type: 'busy' });
    return { ...(await service.run(onEvent, peers)), busy };
  },
});
