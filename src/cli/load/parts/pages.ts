/** Somebody who goes from page to page, with a finished run on the first. */
import { carriedOut, comparison } from '../experiments.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

/** Fragments and what they show. */
const places = [
  ['#/stream', 'stream-page'],
  ['#/learn', 'learn-page'],
  ['#/runs', 'runs-page'],
  ['#/bench', 'bench-page'],
  ['#', 'lab-page'],
] as const;

export const pages: LoadPart = {
  id: 'pages',
  title: 'changes of the page',
  async carryOut({ stage, count, say }) {
    const watch = await watchStage(stage);
    await stage.open(comparison);
    await carriedOut(stage.page, comparison, 1);
    const times = places.length * Math.ceil(count(2_000) / places.length);
    return watch.repeated(times, 100, async (from, to) => {
      say(`${from} of ${times}`);
      return stage.page.evaluate(
        async ({ all, first, last }) => {
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          const app = document.querySelector('drift-lab')!.shadowRoot!;
          for (let at = first; at < last; at++) {
            const [hash, name] = all[at % all.length]!;
            location.hash = hash;
            let waited = 0;
            while (!app.querySelector<HTMLElement>(name)?.checkVisibility()) {
              await frame();
              if (++waited > 600) return [`${name} was not there after 600 frames`];
            }
            await frame();
          }
          return [];
        },
        { all: places, first: from, last: to },
      );
    });
  },
};
