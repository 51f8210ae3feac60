/** What the page tests share: tiny experiments, a page opened on one, and names for what a user sees and does. */
import { test as base, expect, type JSHandle, type Locator, type Page } from '@playwright/test';
import { encodeLink } from '../../src/spec/link.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import type { LabStore } from '../../src/state/lab-store.ts';

interface Watch {
  /** What of the page's own complaints a test brings about on purpose. */
  readonly expectedErrors: readonly RegExp[];
  readonly complaints: string[];
}

/**
 * Every test of a page fails on what the page complains of and the test did not bring about: an error in the console, something thrown that
 * nobody caught, a violation of the security policy. `complaints` is what it complained of.
 */
export const test = base.extend<Watch>({
  expectedErrors: [[], { option: true }],
  complaints: [
    async ({ context, expectedErrors }, use) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (thrown) => complaints.push(thrown.error().stack ?? thrown.error().message));
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
          console.error(`security policy: ${effectiveDirective} refused ${blockedURI}`),
        );
      });
      await use(complaints);
      expect(complaints.filter((complaint) => !expectedErrors.some((expected) => expected.test(complaint)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** A whole comparison in well under a second: two seeds, few rows, few epochs. */
export const tiny: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 80, baseTest: 40, newPool: 60, newTest: 40 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 3 },
  labels: { budget: 30 },
  stop: { epochs: 3 },
  seeds: { root: 7, count: 2 },
};

/** The same, for many seconds: a command line without a terminal tells of the training only every other second. */
export const lengthy: Spec = { ...tiny, base: { ...tiny.base, epochs: 300 }, stop: { epochs: 500 }, seeds: { root: 7, count: 30 } };

/** Opens the app on an experiment, or untouched; resolves when it can be used and the drift's preview is there. */
export async function openLab(page: Page, spec?: Spec): Promise<void> {
  await page.goto(spec ? `./#${encodeLink(spec)}` : './');
  await expect(runButton(page)).toBeEnabled();
  await expect(page.getByText('Loading samples …')).toHaveCount(0);
  // On a phone the cards are in a sheet.
  const card = page.locator('drift-card rail-card details').first();
  if (await card.isVisible()) await card.evaluate((own: HTMLDetailsElement) => (own.open = true));
}

export const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Run', exact: true });
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const verdict = (page: Page): Locator => page.getByRole('complementary', { name: 'Verdict' });
export const headline = (page: Page): Locator => verdict(page).locator('.headline');
/** What tells the user that something went wrong. */
export const messages = (page: Page): Locator => page.getByRole('alert');

/** Opens one of the five cards of the experiment unless it is open. */
export async function openCard(page: Page, title: string): Promise<Locator> {
  const card = page.locator('rail-card').filter({ has: page.getByText(title, { exact: true }) });
  // A card may hold further ones; its own names it.
  const summary = card.locator('summary', { hasText: title });
  if (!(await summary.first().evaluate((own) => (own.parentElement as HTMLDetailsElement).open))) await summary.first().click();
  const repairs = card.locator('summary', { hasText: 'Repairs in the race' });
  if ((await repairs.count()) && !(await repairs.evaluate((own) => (own.parentElement as HTMLDetailsElement).open))) await repairs.click();
  return card;
}

/** Waits for a verdict; resolves with the record behind it. A finished run other than `after` is meant. */
export async function finishedRun(page: Page, after?: RunRecord): Promise<RunRecord> {
  const record = await finishedRecord(page, after);
  await expect(verdict(page).getByRole('button', { name: 'Download run' })).toBeVisible();
  return record;
}

/** The same, whatever language the page speaks. */
export async function finishedRecord(page: Page, after?: RunRecord): Promise<RunRecord> {
  const store = await storeOf(page);
  await expect
    .poll(() => store.evaluate(({ run }) => run.record?.runId ?? run.message), { message: 'the run finishes' })
    .toMatch(/^sha256:/);
  if (after) await expect.poll(() => store.evaluate(({ run }) => run.record?.runId)).not.toBe(after.runId);
  return (await store.evaluate(({ run }) => run.record))!;
}

/** The state behind the page, for what a user cannot see. */
export const storeOf = (page: Page): Promise<JSHandle<LabStore>> =>
  page.evaluateHandle(() => (document.querySelector('drift-lab') as unknown as { store: LabStore }).store);

/** A separable table: 96 rows of pumps, with a comma in a quoted name, missing cells and a categorical column. */
export function pumpsCsv(): string {
  const row = (i: number) => {
    const sick = i % 2;
    const pressure = i % 11 === 5 ? '' : (3 + 2 * sick + (i % 7) / 10).toFixed(2);
    const flow = i % 13 === 4 ? 'NA' : (40 - 15 * sick + (i % 5)).toFixed(1);
    return `"${pressure}",${flow},${['oil', '"water, hot"', 'air'][i % 3]},${((i * 37) % 101) / 7},${sick ? 'worn' : 'fine'}`;
  };
  return ['"pressure, bar",flow,medium,shift,state', ...Array.from({ length: 96 }, (_, i) => row(i))].join('\r\n');
}

/** Picks a file through the button on the Data card. */
export async function pickCsv(page: Page, name: string, text: string): Promise<void> {
  const card = await openCard(page, 'Data');
  const chooser = page.waitForEvent('filechooser');
  await card.getByRole('button', { name: 'Open files' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Drops files on the page. */
export async function dropFiles(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, files);
  for (const type of ['dragover', 'drop']) await page.locator('lab-page').dispatchEvent(type, { dataTransfer });
}

/** Presses Tab until the control of that name has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    if ((await control.count()) === 1 && (await control.evaluate((element) => element.matches(':focus')))) return;
  }
  throw new Error('that control cannot be reached with the Tab key');
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

export interface Task {
  /** What the clock says; on a machine that does other things too, this counts the wait for a core. */
  readonly wallMs: number;
  /** Time the task computed. */
  readonly cpuMs: number;
  /** What it did, longest first. */
  readonly did: readonly string[];
}

/** The tasks of the thread that draws the page, which is the one that fires animation frames. */
export function mainThreadTasks(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const frame = traceEvents.find(({ name }) => name === 'FireAnimationFrame');
  const events = traceEvents.filter(({ pid, tid, dur }) => pid === frame?.pid && tid === frame.tid && dur);
  return events
    .filter(({ name }) => name === 'ThreadControllerImpl::RunTask')
    .map((task) => ({
      wallMs: task.dur! / 1000,
      cpuMs: (task.tdur ?? task.dur!) / 1000,
      did: events
        .filter(({ ts, dur }) => ts > task.ts && ts + dur! <= task.ts + task.dur! && dur! > 5000)
        .sort((a, b) => b.dur! - a.dur!)
        .map(({ name, dur }) => `${name} ${dur! / 1000} ms`),
    }));
}

/** How many runs the browser has written down. */
export const keptRuns = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'drift-lab')) return 0;
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const db = await asked(indexedDB.open('drift-lab'));
    const entries = db.objectStoreNames.contains('entries') ? db.transaction('entries').objectStore('entries').count() : undefined;
    const count = entries ? await asked(entries) : 0;
    db.close();
    return count;
  });
