/** What several faults do, and look at afterwards. */
import { essence, experiment, type Stage } from './stage.ts';
import type { Spec } from '../../spec/schema.ts';
import type { Outcome } from './types.ts';

/** Repeats that are finished before the fault comes. */
export const BEFORE = 8;
/** What is lost where nothing is. */
export const NOTHING = 'nothing';

/** The run ends as it would have without the fault, and is marked. @param started how long it took to go on (ms) */
export const gone = async (stage: Stage, started: number, page = stage.page): Promise<Outcome> => {
  const { phase, message, record, warnings } = await stage.end(page);
  const same = record !== undefined && essence(record) === (await stage.undisturbed());
  const { interruptions, stoodStillMs } = record?.environment ?? {};
  const marked = record?.derived.summary.timesComparable === false && (interruptions ?? stoodStillMs) !== undefined;
  return {
    survived: same && marked,
    recoveredMs: started,
    lost: record ? (same ? NOTHING : 'it came to something else') : `the run (${phase}: ${message})`,
    seen: `${marked ? 'marked' : 'not marked'}; ${warnings[0] ?? message}`,
  };
};

/** Runs until so many repeats are there, then does that, and tells how long it took until another repeat was there (ms). */
export async function during(stage: Stage, fault: () => Promise<unknown>, page = stage.page): Promise<number> {
  await stage.undisturbed();
  await stage.open();
  await stage.start(page);
  await stage.repeats(BEFORE, page);
  const at = performance.now();
  await fault();
  return at;
}

/** The page is there again, with an offer to go on, which is taken. */
export async function goOn(stage: Stage, at: number, page = stage.page): Promise<Outcome> {
  await stage.open(experiment, page);
  const button = page.locator('left-offer').getByRole('button', { name: 'Go on' });
  await button.click();
  await stage.repeats(1, page);
  return gone(stage, performance.now() - at, page);
}

/** The run goes on in another worker, and has said so. */
export const replaced = (stage: Stage) =>
  stage.page.waitForFunction(() => (document.querySelector('drift-lab') as unknown as { store: { run: { warnings: string[] } } }).store.run.warnings.length > 0); // prettier-ignore

/** Ends every worker whose script has that name. */
export const endWorker = (stage: Stage, name: string) =>
  Promise.all(
    stage.page
      .workers()
      .filter((worker) => worker.url().includes(`/${name}`))
      .map((worker) => worker.evaluate(() => self.close()).catch(() => undefined)),
  );

/** On a GPU, in software where the machine has none: what is lost is lost in the same way. */
export const onGpu: Spec = {
  ...experiment,
  engine: 'webgpu',
  base: { ...experiment.base, epochs: 4 },
  stop: { epochs: 8 },
  seeds: { root: 7, count: 16 },
  arms: experiment.arms.slice(0, 3),
};

/** Ends the GPU process once a first cohort of repeats is there, `times` times. */
export async function crashGpu(stage: Stage, times: number): Promise<number> {
  await stage.open(onGpu);
  await stage.start();
  await stage.repeats(8);
  const session = await stage.place.browser.newBrowserCDPSession();
  const at = performance.now();
  for (let crash = 0; crash < times; crash++) {
    // The process ends before it can answer.
    session.send('Browser.crashGpuProcess').catch(() => undefined);
    await stage.page.waitForTimeout(1_500);
  }
  return at;
}
