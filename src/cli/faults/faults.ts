/** The faults, each brought about in a real browser. What is expected of each is in its `inject`. */
import { BEFORE, NOTHING, gone, during, goOn, replaced, endWorker, onGpu, crashGpu } from './acts.ts';
import { outOfSight } from './out-of-sight.ts';
import { browserProcess } from './processes.ts';
import { essence, experiment } from './stage.ts';
import type { Fault } from './types.ts';

/** Something goes wrong in the lab worker, beside what it was asked: the run goes on in another. */
const poisoned = (id: string, title: string, how: string, poison: () => void): Fault => ({
  ...{ id, title, how },
  async inject(stage) {
    const at = await during(stage, async () => {
      const worker = stage.page.workers().find((each) => each.url().includes('/lab-'))!;
      await worker.evaluate(poison);
    });
    await replaced(stage);
    return gone(stage, performance.now() - at);
  },
});

export const faults: readonly Fault[] = [
  {
    id: 'F-05',
    title: 'the GPU process crashes',
    how: 'CDP Browser.crashGpuProcess',
    async inject(stage) {
      const expected = await stage.undisturbed(onGpu);
      const at = await crashGpu(stage, 1);
      const { phase, message, record, warnings } = await stage.end();
      const same = record !== undefined && essence(record) === expected;
      const marked = record?.results.some(({ recoveries }) => recoveries > 0) ?? false;
      return {
        survived: same && (marked || warnings.length === 0),
        recoveredMs: performance.now() - at,
        lost: record ? (same ? NOTHING : 'it came to something else') : `the run (${phase}: ${message})`,
        seen: warnings.at(-1) ?? message,
      };
    },
  },
  {
    id: 'F-06',
    title: 'the GPU process crashes twice: no adapter any more',
    how: 'CDP Browser.crashGpuProcess, twice; the engine was asked for by name',
    async inject(stage) {
      const at = await crashGpu(stage, 3);
      const { phase, message, record } = await stage.end();
      const kept = (await stage.seen()).kept;
      const told = phase === 'failed' && /WebAssembly/.test(message) && kept >= 8;
      return {
        survived: told || record !== undefined,
        recoveredMs: performance.now() - at,
        lost: record ? NOTHING : told ? 'what was not finished; it can be run again' : `the run (${phase}: ${message})`,
        seen: record ? 'a new adapter was given' : message,
      };
    },
  },
  {
    id: 'F-11',
    title: 'the process of the tab is stopped for 3 s',
    how: 'SIGSTOP and SIGCONT to its process',
    async inject(stage) {
      const at = await during(stage, async () => {
        // Found now: a page may move to another process when it opens the app.
        const behind = await browserProcess(stage.place.browser, stage.page);
        await behind.sleep(3_000);
      });
      return gone(stage, performance.now() - at - 3_000);
    },
  },
  {
    id: 'F-14',
    title: 'the tab is reloaded',
    how: 'navigation',
    async inject(stage) {
      const at = await during(stage, () => stage.page.goto('about:blank'));
      return goOn(stage, at);
    },
  },
  {
    id: 'F-15',
    title: 'the page crashes',
    how: 'CDP Page.crash',
    async inject(stage) {
      const session = await stage.session();
      const at = await during(stage, async () => {
        const crashed = stage.page.waitForEvent('crash');
        session.send('Page.crash').catch(() => undefined);
        await crashed;
      });
      return goOn(stage, at, await stage.context.newPage());
    },
  },
  {
    id: 'F-16',
    title: 'the lab worker is ended',
    how: 'self.close() in it: no event is sent',
    async inject(stage) {
      const at = await during(stage, () => endWorker(stage, 'lab-'));
      await replaced(stage);
      return gone(stage, performance.now() - at);
    },
  },
  {
    id: 'F-16 again',
    title: 'the lab worker is ended twice in a run',
    how: 'self.close() in it, and in the next',
    async inject(stage) {
      const at = await during(stage, () => endWorker(stage, 'lab-'));
      await replaced(stage);
      await stage.repeats(BEFORE);
      await endWorker(stage, 'lab-');
      const { phase, message } = await stage.end();
      const took = performance.now() - at;
      const offered = stage.page.locator('left-offer').getByRole('button', { name: 'Go on' });
      await offered.click();
      const rest = await gone(stage, took);
      const told = phase === 'failed' && message.includes('second time');
      return { ...rest, survived: rest.survived && told, seen: `${message}; then ${rest.seen}` };
    },
  },
  poisoned('F-18', 'an error in the lab worker that nobody catches', 'an exception in a task of its own', () => void setTimeout(() => { throw new Error('poison'); })), // prettier-ignore
  poisoned('F-18 again', 'a promise is rejected in the lab worker and nobody waits for it', 'a rejection in a task of its own', () => void setTimeout(() => Promise.reject(new Error('poison')))), // prettier-ignore
  poisoned('F-19', 'the lab worker cannot read a message', 'the event of it', () => void self.dispatchEvent(new MessageEvent('messageerror'))), // prettier-ignore
  {
    id: 'row 9',
    title: 'the data worker is ended while something trains',
    how: 'self.close() in it',
    async inject(stage) {
      const at = await during(stage, () => endWorker(stage, 'data-'));
      const { phase, record } = await stage.end();
      const same = record !== undefined && essence(record) === (await stage.undisturbed());
      // The preview is made again: another severity is drawn as if nothing had been.
      await stage.page.waitForFunction(() => (document.querySelector('drift-lab') as unknown as { store: { data: { preview?: unknown } } }).store.data.preview !== undefined); // prettier-ignore
      return {
        survived: same,
        recoveredMs: performance.now() - at,
        lost: same ? NOTHING : `the run (${phase})`,
        seen: 'the run is not concerned',
      };
    },
  },
  {
    id: 'F-17',
    title: 'the script of the lab worker is not there',
    how: 'the request is refused',
    async inject(stage) {
      await stage.context.route(/\/lab-[^/]*\.js$/, (route) => route.abort());
      await stage.open();
      const at = performance.now();
      await stage.start();
      const { phase, message } = await stage.end();
      const took = performance.now() - at;
      await stage.context.unroute(/\/lab-[^/]*\.js$/);
      await stage.start();
      const again = await stage.end();
      const told = phase === 'failed' && message.includes('could not be loaded');
      return {
        survived: told && again.phase === 'finished',
        recoveredMs: took,
        lost: NOTHING,
        seen: `${message}; pressed again: ${again.phase}`,
      };
    },
  },
  {
    id: 'F-22',
    title: 'no room on the device',
    how: 'CDP Storage.overrideQuotaForOrigin, 1 byte',
    async inject(stage) {
      const session = await stage.session();
      const origin = new URL(stage.place.url).origin;
      // Told before the first use: a browser asks its quota once.
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
      await during(stage, async () => undefined);
      const { phase, record, warnings } = await stage.end();
      await stage.page.getByText('The browser has no more room for runs on this device').first().waitFor();
      await session.send('Storage.overrideQuotaForOrigin', { origin });
      const same = record !== undefined && essence(record) === (await stage.undisturbed());
      return {
        survived: same,
        recoveredMs: null,
        lost: same ? 'the copy on the device, and that is said' : `the run (${phase})`,
        seen: warnings[0] ?? 'told that it is not kept',
      };
    },
  },
  {
    id: 'F-24',
    title: 'the data of the site are cleared',
    how: 'CDP Storage.clearDataForOrigin',
    async inject(stage) {
      const session = await stage.session();
      const origin = new URL(stage.place.url).origin;
      await during(stage, () => session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }));
      const { phase, record, message } = await stage.end();
      const same = record !== undefined && essence(record) === (await stage.undisturbed());
      return {
        survived: same,
        recoveredMs: null,
        lost: same ? 'what was kept before, as asked' : `the run (${phase}: ${message})`,
        seen: 'the run is not concerned',
      };
    },
  },
  {
    id: 'F-25',
    title: 'two tabs run at once',
    how: 'a second page of the same profile',
    async inject(stage) {
      const second = await stage.context.newPage();
      await stage.open(experiment, second);
      const at = await during(stage, () => stage.start(second));
      await second.getByText('waits until another tab has ended its run').first().waitFor();
      const before = await stage.seen(second);
      const [first, other] = [await stage.end(), await stage.end(second)];
      const expected = await stage.undisturbed();
      const same = [first, other].every(({ record }) => record !== undefined && essence(record) === expected);
      return {
        survived: same && before.kept === 0,
        recoveredMs: performance.now() - at,
        lost: same ? NOTHING : 'a run',
        seen: 'the second waits, says so, and runs when the first has ended',
      };
    },
  },
  {
    id: 'F-40',
    title: 'the network goes away in a run',
    how: 'the browser is offline',
    async inject(stage) {
      await during(stage, () => stage.context.setOffline(true));
      const { phase, record, message } = await stage.end();
      await stage.context.setOffline(false);
      const same = record !== undefined && essence(record) === (await stage.undisturbed());
      return { survived: same, recoveredMs: null, lost: same ? NOTHING : `the run (${phase}: ${message})`, seen: phase };
    },
  },
  {
    id: 'F-41',
    title: 'a person stops it',
    how: 'Stop',
    async inject(stage) {
      const at = await during(stage, () => stage.page.getByRole('button', { name: 'Stop', exact: true }).click());
      const { phase, message } = await stage.end();
      const took = performance.now() - at;
      return { survived: phase === 'stopped' && took < 1_500, recoveredMs: took, lost: NOTHING, seen: message };
    },
  },
  ...outOfSight,
];
