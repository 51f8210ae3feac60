/** A class that runs its experiment again and again. */
import { carriedOut, comparison } from '../experiments.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

export const runs: LoadPart = {
  id: 'runs',
  title: 'comparisons, one after the other',
  async carryOut({ stage, count, say }) {
    const watch = await watchStage(stage);
    await stage.open(comparison);
    const times = count(500);
    return watch.repeated(times, 10, async (from, to) => {
      say(`${from} of ${times}`);
      return carriedOut(stage.page, comparison, to - from);
    });
  },
};
