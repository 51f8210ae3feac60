/** Streams, as fast as they can go by. */
import { carriedOut, stream } from '../experiments.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

export const streams: LoadPart = {
  id: 'streams',
  title: 'streams, one after the other',
  async carryOut({ stage, count, say }) {
    const watch = await watchStage(stage);
    await stage.open();
    await stage.page.evaluate(() => void (location.hash = '#/stream'));
    await stage.page.locator('stream-page').waitFor();
    const times = count(100);
    return watch.repeated(times, 5, async (from, to) => {
      say(`${from} of ${times}`);
      return carriedOut(stage.page, stream, to - from);
    });
  },
};
