/** Tabs of one browser that are all told to run: one trains, the others wait and say so, and each comes to what it would have come to alone. */
import { essence, experiment } from '../../faults/stage.ts';
import type { Page } from 'playwright-core';
import type { App } from '../experiments.ts';
import { figure } from '../goals.ts';
import type { LoadPart } from '../types.ts';

const WAITS = 'waits until another tab has ended its run';
/** A third of the seeds: ten of them are to be lived through. */
const spec = { ...experiment, seeds: { ...experiment.seeds, count: 4 } };

const phaseOf = (page: Page): Promise<string> => page.evaluate(() => document.querySelector<App>('drift-lab')!.store.run.phase);

export const tabs: LoadPart = {
  id: 'tabs',
  title: 'tabs that run at once',
  async carryOut({ stage, count, say }) {
    const times = count(10, 2);
    const expected = await stage.undisturbed(spec);
    const pages = [stage.page];
    while (pages.length < times) pages.push(await stage.context.newPage());
    for (const page of pages) await stage.open(spec, page);
    for (const page of pages) await stage.start(page);
    const faults: string[] = [];
    let told = 0;
    let together = 0;
    const left = new Set(pages);
    while (left.size) {
      say(`${left.size} of ${times} left`);
      const seen = await Promise.all(
        [...left].map(async (page) => ({ page, phase: await phaseOf(page), waits: await page.getByText(WAITS).isVisible() })),
      );
      told = Math.max(told, seen.filter(({ waits }) => waits).length);
      together = Math.max(together, seen.filter(({ phase }) => phase === 'running').length);
      for (const { page, phase } of seen) if (['finished', 'stopped', 'failed'].includes(phase)) left.delete(page);
    }
    for (const [at, page] of pages.entries()) {
      const { phase, message, record } = await stage.end(page);
      if (!record) faults.push(`Tab ${at + 1} ended as ${phase}: ${message}`);
      else if (essence(record) !== expected) faults.push(`Tab ${at + 1} came to something else than alone.`);
    }
    return {
      times,
      faults,
      figures: [
        figure({ title: 'tabs that said that they wait', unit: '', least: times - 1 }, told),
        figure({ title: 'tabs that trained at once', unit: '', most: 1 }, together),
      ],
    };
  },
};
