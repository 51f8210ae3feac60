/** F-23 and F-27: there is no room to write down how far a run is, or the browser is killed while it writes. */
import { chromium, expect, test } from '@playwright/test';
import { browserFlags, findBrowser } from '../../src/cli/browser.ts';
import { openHere } from '../../src/cli/place.ts';
import { essence, openStage } from '../../src/cli/faults/stage.ts';

test(
  'F-23: where there is no room to write down how far a run is, it goes on, comes to the same, and says so',
  { tag: '@slow' },
  async () => {
    test.setTimeout(120_000);
    const place = await openHere();
    try {
      const stage = await openStage(place, await place.browser.newContext({ serviceWorkers: 'block' }));
      const expected = await stage.undisturbed();
      const session = await stage.session();
      await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(place.url).origin, quotaSize: 1 });
      await stage.open();
      await stage.start();
      const { record, warnings } = await stage.end();
      expect(record && essence(record)).toBe(expected);
      expect(warnings).toContainEqual(expect.stringMatching(/^There is no room here to write down how far this run is/));
    } finally {
      await place.close();
    }
  },
);

test(
  'F-27: a browser that is killed while it writes leaves whole pieces only; the run goes on from them to what it would have come to',
  { tag: '@slow' },
  async () => {
    test.setTimeout(180_000);
    const place = await openHere();
    const profile = test.info().outputPath('profile');
    const opened = () =>
      chromium.launchPersistentContext(profile, { executablePath: findBrowser(), args: browserFlags(), serviceWorkers: 'block' });
    let context = await opened();
    try {
      const first = await openStage(place, context);
      const expected = await first.undisturbed();
      await first.open();
      // Written after every message, so that the end comes while something is written.
      await first.page.evaluate(() => {
        const { queue } = (document.querySelector('drift-lab') as unknown as { store: { queue: { noteMs: number } } }).store;
        queue.noteMs = 0;
      });
      await first.start();
      await first.repeats(20);
      const { processInfo } = await (await context.browser()!.newBrowserCDPSession()).send('SystemInfo.getProcessInfo');
      const ended = new Promise((done) => context.once('close', done));
      process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL');
      await ended;
      context = await opened();
      const second = await openStage(place, context);
      await second.open();
      const offer = second.page.locator('left-offer');
      await expect(offer).toContainText('A run was interrupted');
      await offer.getByRole('button', { name: 'Go on' }).click();
      const { phase, record } = await second.end();
      expect(phase).toBe('finished');
      expect(essence(record!)).toBe(expected);
      expect(record!.environment.interruptions).toEqual([{ lost: 'tab', kept: expect.any(Number) }]);
    } finally {
      await context.close();
      await place.close();
    }
  },
);
