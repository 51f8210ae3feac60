/** A table of very many rows: read to its end, or refused with the number, while the page answers. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '../experiments.ts';
import { figure } from '../goals.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

export const csv: LoadPart = {
  id: 'csv',
  title: 'rows of a table',
  async carryOut({ stage, count, say }) {
    const { page } = stage;
    const rows = count(1_000_000, 100);
    const watch = await watchStage(stage);
    await stage.open();
    const folder = await mkdtemp(join(tmpdir(), 'drift-lab-load-'));
    try {
      const path = join(folder, 'table.csv');
      await pipeline(Readable.from(linesOf(rows)), createWriteStream(path));
      say(`${((await stat(path)).size / 1e6).toFixed(0)} MB`);
      const picker = page.locator('lab-page input[type=file]').first();
      await page.evaluate(() => void Object.assign(document.createElement('input'), { type: 'file' }));
      await watch.longestTask();
      await picker.waitFor({ state: 'attached' });
      const began = performance.now();
      await picker.setInputFiles(path);
      const { read, refusal } = (await (
        await page.waitForFunction(
          () => {
            const { data, notice } = document.querySelector<App>('drift-lab')!.store;
            if (!data.own && notice === undefined) return undefined;
            return data.asking && data.own ? undefined : { read: data.own?.facts.maxRows ?? 0, refusal: notice };
          },
          undefined,
          { timeout: 300_000, polling: 50 },
        )
      ).jsonValue()) as { read: number; refusal?: string };
      const seconds = (performance.now() - began) / 1000;
      const faults =
        read === rows || /\d/.test(refusal ?? '') ? [] : [`${read} of ${rows} rows were read: ${refusal ?? 'nothing was said'}`];
      return {
        times: rows,
        faults,
        figures: [
          figure({ title: 'read, and its preview there', unit: 's' }, seconds),
          figure({ title: 'rows read', unit: '' }, read),
          await watch.longestTask(),
        ],
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function* linesOf(rows: number): Generator<string> {
  yield 'pressure,flow,medium,state\n';
  for (let row = 0; row < rows; row++) {
    const sick = row % 2;
    yield `${(3 + 2 * sick + ((row * 37) % 101) / 40).toFixed(3)},${40 - 15 * sick + (row % 11)},${['oil', 'water', 'air'][row % 3]},${sick ? 'worn' : 'fine'}\n`;
  }
}
