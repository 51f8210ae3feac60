/** Faults of the page, brought about in the built app (rows of FAULT-FINDINGS and of the acceptance table of faults, `F-…`). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import sirv from 'sirv';
import { browserFlags, findBrowser } from '../../src/cli/browser.ts';
import { button, dropFiles, finishedRun, messages, openLab, runButton, storeOf, test, tiny, keptRuns } from './support.ts';

const note = (page: Page) => page.locator('fault-note');
const banner = (page: Page) => page.getByRole('banner');

test.describe('what is thrown', () => {
  test.use({ expectedErrors: [/planned/] });

  test(
    'row 6: every panel that throws while it is drawn says so in its place; header, navigation and the others stay, and Try again mends it',
    { tag: '@slow' },
    async ({ page }) => {
      await openLab(page, tiny);
      await runButton(page).click();
      await finishedRun(page);
      for (const where of ['Lab', 'Stream', 'Runs', 'Bench', 'Learn']) {
        await banner(page).getByRole('link', { name: where }).click();
        await expect(page.locator(`${where.toLowerCase()}-page`)).toBeVisible();
        const broken = await page.evaluate(async () => {
          interface Panel extends HTMLElement {
            render(): unknown;
            requestUpdate(): void;
            readonly updateComplete: Promise<boolean>;
          }
          const panels: Panel[] = [];
          const visit = (root: ParentNode) => {
            for (const element of root.querySelectorAll('*')) {
              if ('requestUpdate' in element) panels.push(element as Panel);
              if (element.shadowRoot) visit(element.shadowRoot);
            }
          };
          visit(document.querySelector('drift-lab')!.shadowRoot!);
          const said: string[] = [];
          for (const panel of panels) {
            if (!panel.isConnected) continue;
            panel.render = () => {
              throw new Error('planned');
            };
            panel.requestUpdate();
            await panel.updateComplete;
            const alert = panel.shadowRoot!.querySelector('[role=alert].fault');
            if (!alert?.textContent?.includes('This part of the page cannot be shown (planned)'))
              said.push(`${panel.localName} says nothing`);
            Reflect.deleteProperty(panel, 'render');
            (alert?.querySelector('button') as HTMLButtonElement | undefined)?.click();
            await panel.updateComplete;
            if (panel.shadowRoot!.querySelector('.fault')) said.push(`${panel.localName} is not mended`);
          }
          return { said, names: new Set(panels.map(({ localName }) => localName)).size };
        });
        expect(broken.said, where).toEqual([]);
        expect(broken.names, where).toBeGreaterThan(where === 'Runs' ? 1 : 2);
        await expect(banner(page).getByRole('link', { name: 'Lab' })).toBeVisible();
      }
    },
  );

  test('a handler that throws is told in a note whose details can be copied: version, browser, engine, link, the last events', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openLab(page, tiny);
    await runButton(page).click();
    await finishedRun(page);
    await page.evaluate(() => setTimeout(() => { throw new Error('planned'); })); // prettier-ignore
    await expect(note(page)).toContainText('Something on the page went wrong (planned)');
    await note(page).getByRole('button', { name: 'Copy details' }).click();
    await expect(note(page)).toContainText('Copied.');
    const details = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of [
      /^Drift Lab \d/,
      /browser: Mozilla/,
      /engine: wasm/,
      /compare: #r1=|compare: #r\d=/,
      /Error: planned/,
      /run began: compare, data digits/,
      /run finished/,
    ])
      expect(details).toMatch(part);
    await note(page).getByRole('button', { name: 'Close' }).click();
    await expect(note(page)).toBeHidden();
  });
});

test.describe('a link with a number that JSON cannot hold', () => {
  test.use({ expectedErrors: [/Infinity is not allowed/] });

  test('row 6: a link that cannot be taken over leaves the page as it is, says why, and its details can be copied', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(
      './#r1=Jc1LCsMwDIThu8zai5aurKuELESsUkOaGEl9YXz3KmT38y1mOorWu4OmqaMWEJZ9c2VzJJi8Rav_QLeExspPA3V8QVfJOY-Ez0NUDrNlbxHgdcXp28GN3UUjYa9SwmLUWePvMsY8jz8.kcrc6BhMtI',
    );
    await expect(banner(page).getByRole('link', { name: 'Stream' })).toBeVisible();
    const said = page.getByRole('alert').filter({ has: button(page, 'Copy details') });
    await expect(said.first()).toBeVisible();
    await expect(runButton(page)).toBeEnabled();
    await said.first().getByRole('button', { name: 'Copy details' }).click();
    await expect(said.first()).toContainText('Copied.');
  });
});

test.describe('without a network', () => {
  test.use({ expectedErrors: [/Failed to load resource|Failed to fetch|ERR_INTERNET_DISCONNECTED|ERR_FAILED/] });

  test('F-40: parts that are not here yet are told of once, without jargon, and come when it is back', async ({ page, context }) => {
    await openLab(page, tiny);
    await context.setOffline(true);
    await banner(page).getByRole('button', { name: 'Help' }).click();
    await expect(note(page)).toContainText('A part of the page could not be loaded. What is on it goes on as it was.');
    await banner(page).getByRole('button', { name: 'Share' }).click();
    await banner(page).getByRole('link', { name: 'Stream' }).click();
    await expect(note(page)).toContainText('could not be loaded');
    await expect(page.getByText('Failed to fetch')).toHaveCount(0);
    await expect(banner(page).getByRole('link', { name: 'Lab' })).toBeVisible();
    await note(page).getByRole('button', { name: 'Try again' }).click();
    await expect(note(page)).toContainText('could not be loaded');
    // Back: by itself.
    await context.setOffline(false);
    await expect(page.locator('stream-page')).toBeVisible();
    await expect(note(page)).toBeHidden();
    await expect(page.getByRole('dialog').first()).toBeVisible();
  });

  test('F-40: a run that cannot fetch what it needs ends in words, and runs when it is back', async ({ page, context }) => {
    await openLab(page, tiny);
    await context.setOffline(true);
    await runButton(page).click();
    const store = await storeOf(page);
    await expect.poll(() => store.evaluate(({ run }) => run.phase)).toMatch(/finished|failed/);
    await expect(page.getByText(/Failed to fetch|dynamically imported/)).toHaveCount(0);
    await context.setOffline(false);
    await runButton(page).click();
    await finishedRun(page);
  });
});

test.describe('a worker that is not there', () => {
  test.use({ expectedErrors: [/404/] });

  test('F-17: is told with what to do, and Run again runs', async ({ page }) => {
    await page.route(/\/assets\/lab-[\w-]+\.js$/, (route) => route.fulfill({ status: 404 }));
    await page.goto('./');
    await runButton(page).click();
    await expect(messages(page).first()).toContainText(
      'A background worker could not be loaded or crashed. So it was when it was tried again. Run again',
    );
    await page.unroute(/\/assets\/lab-[\w-]+\.js$/);
    await runButton(page).click();
    const store = await storeOf(page);
    await expect.poll(() => store.evaluate(({ run }) => run.phase)).toMatch(/running|finished/);
  });
});

test('row 10: what a program runs resolves with the record, or rejects with the paths, or with what was done', async ({ page }) => {
  await openLab(page, tiny);
  const outcome = (spec: unknown, stopAt?: string) =>
    page.evaluate(
      ([given, at]) =>
        window
          .driftLab!.run(given, (event) => event.type === at && window.driftLab!.stop())
          .then(
            ({ runId }) => ({ runId }),
            ({ name, ended, message, issues, kept }) => ({ name, ended, message, issues, kept }),
          ),
      [spec, stopAt] as const,
    );
  const refused = await outcome({ ...tiny, labels: { budget: -1 } });
  expect(refused).toMatchObject({ name: 'NoRecord', ended: 'refused', kept: 0, issues: [{ path: 'labels.budget' }] });
  expect(await outcome({})).toMatchObject({ name: 'NoRecord', ended: 'refused' });
  expect(await outcome(tiny, 'arm-finished')).toMatchObject({ name: 'NoRecord', ended: 'stopped', issues: [] });
  expect(await outcome(tiny)).toMatchObject({ runId: expect.stringMatching(/^sha256:/) });
});

test(
  'F-24: what the browser kept is cleared while the page is open: the list is empty, and the next run is kept',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, tiny);
    await runButton(page).click();
    const first = await finishedRun(page);
    // What is being kept when all is cleared is not kept, and that is told.
    await expect.poll(() => keptRuns(page)).toBe(1);
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'all' });
    await banner(page).getByRole('link', { name: 'Runs' }).click();
    await expect(page.getByText('No runs yet.')).toBeVisible();
    await banner(page).getByRole('link', { name: 'Lab' }).click();
    await runButton(page).click();
    await finishedRun(page, first);
    await banner(page).getByRole('link', { name: 'Runs' }).click();
    await expect(page.locator('run-row')).toHaveCount(1);
  },
);

test.describe('a script that does not belong here', () => {
  test.use({ expectedErrors: [/Trusted(Script|HTML)' assignment|security policy: require-trusted-types-for/] });

  test('F-39: is refused by the policy, and noticed', async ({ page, complaints }) => {
    await openLab(page);
    await page
      .evaluate(() => {
        const script = document.createElement('script');
        script.text = 'window.intruder = true';
        document.head.append(script);
      })
      .catch((error: Error) => expect(error.message).toMatch(/TrustedScript/));
    await page.setContent('<script>window.intruder = true</script>').catch(() => undefined);
    expect(await page.evaluate(() => 'intruder' in window)).toBe(false);
    expect(complaints.length).toBeGreaterThan(0);
  });
});

test('F-22: where the browser has no more room, that is told on whatever page is shown, nothing is called kept, and Try again keeps it', async ({
  page,
}) => {
  await openLab(page, tiny);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await runButton(page).click();
  await finishedRun(page);
  await expect(note(page)).toContainText('The browser has no more room for runs on this device. Delete some, or download');
  await banner(page).getByRole('link', { name: 'Runs' }).click();
  await expect(page.locator('runs-page').getByRole('alert')).toContainText('no more room');
  await expect(
    page
      .locator('runs-page')
      .getByRole('alert')
      .getByRole('button', { name: /Download/ })
      .first(),
  ).toBeVisible();
  await expect(page.locator('run-row')).toHaveCount(0);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await note(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('run-row')).toHaveCount(1);
  await expect(note(page)).toBeHidden();
});

test('row 18: where the page is not secure (plain http on a network) the link stands selected, to be copied by hand', async ({
  baseURL,
}) => {
  const server = createServer(sirv(join(import.meta.dirname, '../../dist')));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // Of names that are not this computer's own a browser takes none for secure.
  const args = [...browserFlags(), `--host-resolver-rules=MAP lab.test ${new URL(baseURL!).hostname}`];
  const browser = await chromium.launch({ executablePath: findBrowser(), args });
  try {
    const page = await browser.newPage();
    await page.goto(`http://lab.test:${(server.address() as AddressInfo).port}/`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await expect(runButton(page)).toBeEnabled();
    await banner(page).getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this experiment' });
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(dialog).toContainText('The browser did not allow copying; the link is selected, press Ctrl+C.');
    const field = dialog.getByRole('textbox', { name: 'Link to this experiment' });
    const chosen = await field.evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart!, input.selectionEnd!));
    expect(chosen).toMatch(/^http:\/\/lab\.test:\d+\/#r/);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
});

test('F-36: names that are markup, turn the writing or have 10,000 letters are text, in their place, and run nothing', async ({ page }) => {
  await openLab(page, tiny);
  const markup = '<img src=x onerror=window.intruder=1>';
  const names = [markup, 'safe\u202Etxt.exe', 'w'.repeat(10_000)];
  const rows = Array.from({ length: 120 }, (_, i) => `${i % 3},${(i * 7) % 11},${i % 2 ? '<svg onload=window.intruder=2>' : '\u202Eok'}`);
  await dropFiles(page, { '<b onclick=window.intruder=3>.csv': [`"${names[0]}","${names[1]}","state"`, ...rows].join('\n') });
  await expect(page.locator('data-card')).toContainText('<b onclick=window.intruder=3>');
  await page
    .locator('data-card details')
    .first()
    .evaluate((card: HTMLDetailsElement) => (card.open = true));
  await dropFiles(page, { 'long.csv': [`a,${names[2]},state`, ...rows].join('\n') });
  await runButton(page).click();
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ run }) => run.phase), { timeout: 40_000 }).toMatch(/finished|failed/);
  const found = await page.evaluate(() => {
    const within: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches('img, svg[onload], [onerror], [onclick]')) within.push(element.localName);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return { within, intruder: 'intruder' in window, sideways: document.documentElement.scrollWidth > innerWidth };
  });
  expect(found).toEqual({ within: [], intruder: false, sideways: false });
});
