/** A device on which many runs are kept: the list of them is opened, searched, and shown to its end. */
import { zipSync } from 'fflate';
import { identified } from '../../../record/build.ts';
import { runBytes } from '../../../record/file/write.ts';
import { comparison, recordOf } from '../experiments.ts';
import { figure } from '../goals.ts';
import type { LoadPart } from '../types.ts';
import { watchStage } from '../watch.ts';

const HOUR_MS = 3_600_000;

export const library: LoadPart = {
  id: 'library',
  title: 'runs in the library',
  async carryOut({ stage, count, say }) {
    const { page } = stage;
    const watch = await watchStage(stage);
    await stage.open(comparison);
    const one = await recordOf(page, comparison);
    const times = count(1_000, 2);
    // An hour apart, of one experiment.
    const files = Array.from({ length: times }, (_, i) => {
      const startedAt = new Date(Date.parse(one.startedAt) - (i + 1) * HOUR_MS).toISOString();
      return [`run-${i}.driftlab.json.gz`, runBytes(identified({ ...one, startedAt }))] as const;
    });
    say('opening all of them as one file');
    await page.evaluate(() => void (location.hash = '#/runs'));
    const picker = page.locator('runs-page input[type=file]');
    await picker.waitFor({ state: 'attached' });
    const began = performance.now();
    await picker.setInputFiles({
      name: 'runs.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zipSync(Object.fromEntries(files), { level: 0 })),
    });
    await page.getByText(`Opened ${times} runs.`).waitFor({ timeout: 300_000 });
    const opening = { title: 'all of them kept', unit: 's' } as const;
    const openedIn = figure(opening, (performance.now() - began) / 1000);
    const faults: string[] = [];

    say('the list');
    await page.goto(`${stage.place.url}#/runs`);
    await page.reload();
    const rows = page.locator('runs-page run-row');
    await rows.first().waitFor();
    await page
      .getByText(`${times + 1} runs`)
      .first()
      .waitFor();
    const shown = await watch.longestTask();
    const before = await rows.count();

    await page.locator('runs-page .search').pressSequentially('digits', { delay: 30 });
    await page.locator('runs-page .search').fill('');
    const searched = await watch.longestTask();
    const more = page.getByRole('button', { name: /^Show \d+ more$/ });
    // The button comes again once what it asked for is drawn.
    while ((await rows.count()) <= times) {
      if (await more.isVisible()) await more.click();
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
    const whole = await watch.longestTask();
    if (before > 100) faults.push(`${before} runs were shown at once.`);
    return {
      times,
      faults,
      figures: [
        openedIn,
        { ...shown, title: 'longest task, the list opened' },
        { ...searched, title: 'longest task, the list searched' },
        { ...whole, title: 'longest task, all of it shown' },
      ],
    };
  },
};
