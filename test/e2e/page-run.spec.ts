/** One click on Run with the untouched page: what the visitor sees, and what must not happen meanwhile. */
import { expect } from '@playwright/test';
import { finishedRun, headline, mainThreadTasks, openLab, runButton, storeOf, test } from './support.ts';

declare global {
  interface Window {
    /** What the page's policy refused. */
    violations: string[];
  }
}

/**
 * A task that computes longer keeps the page from answering (the Long Tasks API draws the line at the same place), in ms of the thread's
 * own computing: what else the machine does is not counted.
 */
const LONG_TASK_MS = 50;
/** How long a run is waited for. */
const WHOLE_RUN_MS = 60_000;

test('one click takes the untouched page from empty to a verdict', async ({ browser, page, baseURL }) => {
  test.setTimeout(WHOLE_RUN_MS + 30_000);
  const errors: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL!).origin) elsewhere.push(request.url());
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });

  await openLab(page);
  await expect(headline(page)).toHaveText('The verdict');
  const store = await storeOf(page);

  const resultsAtFirstPoint = store.evaluate(
    (lab) =>
      new Promise<number>((resolve) => {
        lab.addEventListener('change', () => lab.run.firstPointMs !== undefined && resolve(lab.run.results.length));
      }),
  );
  await runButton(page).click();
  await expect(headline(page)).toHaveText('Collecting evidence …');
  expect(await resultsAtFirstPoint, 'something to see before there is a result').toBe(0);
  await browser.startTracing(page, { categories: ['toplevel', '__metadata', 'devtools.timeline'] });
  await expect(headline(page)).toHaveText(/^(This run’s evidence favours|A tie|Undecided)/, { timeout: WHOLE_RUN_MS });
  const tasks = mainThreadTasks(await browser.stopTracing());
  const record = await finishedRun(page);

  // A race: five repairs at four seeds or more.
  expect(record.results.length).toBeGreaterThanOrEqual(20);
  expect(record.seeds.length % 4).toBe(0);
  for (const repair of ['no repair', 'tune the head', 'tune everything', 'start over on new data', 'start over on all data']) {
    await expect(page.getByRole('row', { name: repair }), repair).toBeVisible();
  }
  expect(tasks.length).toBeGreaterThan(100);
  expect(tasks.filter((task) => task.cpuMs >= LONG_TASK_MS)).toEqual([]);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(errors).toEqual([]);
  expect(elsewhere).toEqual([]);
});
