/** Files that are opened one after the other: tables, and runs that somebody passed on. */
import { runText } from '../../../record/file/write.ts';
import { comparison, recordOf, type App } from '../experiments.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

/** Of every table. */
const ROWS = 400;

export const imports: LoadPart = {
  id: 'imports',
  title: 'files opened, tables and runs in turns',
  async carryOut({ stage, count, say }) {
    const watch = await watchStage(stage);
    await stage.open(comparison);
    const text = runText(await recordOf(stage.page, comparison));
    const times = count(200);
    return watch.repeated(times, 10, async (from, to) => {
      say(`${from} of ${times}`);
      return stage.page.evaluate(
        async ({ first, last, rows, run }) => {
          const lab = document.querySelector<App>('drift-lab')!.store;
          const faults: string[] = [];
          for (let at = first; at < last; at++) {
            if (at % 2) {
              const dropped = new DataTransfer();
              dropped.items.add(new File([run], `run-${at}.json`, { type: 'application/json' }));
              const page = document.querySelector('drift-lab')!.shadowRoot!.querySelector('lab-page')!;
              page.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, composed: true, cancelable: true }));
              while (location.hash !== '#/runs') await new Promise((resolve) => requestAnimationFrame(resolve));
              location.hash = '#';
            } else {
              const lines = Array.from({ length: rows }, (_, row) => `${(row * 37 + at) % 101},${row % 7},${row % 2 ? 'worn' : 'fine'}`);
              const refused = await lab.openFiles([new File([['a,b,state', ...lines].join('\n')], `table-${at}.csv`)]);
              if (refused) faults.push(`A table was refused: ${refused.text}`);
            }
          }
          return faults;
        },
        { first: from, last: to, rows: ROWS, run: text },
      );
    });
  },
};
