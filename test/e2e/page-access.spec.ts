/** For everyone: no barriers that a checker finds, everything by keyboard, calm where asked for, no sideways scrolling. */
import { expect, type Page } from '@playwright/test';
import { barriers, openToAll } from './barriers.ts';
import { button, finishedRun, headline, openCard, openLab, runButton, storeOf, tabTo, test, tiny, verdict } from './support.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no barriers in the ${colorScheme} scheme, before a run and after it, with every card open`, { tag: '@slow' }, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openLab(page, tiny);
    expect(await barriers(page)).toEqual([]);

    for (const card of ['Data', 'Model', 'Drift', 'Labels and repairs', 'Seeds and machine']) await openCard(page, card);
    await runButton(page).click();
    await finishedRun(page);
    expect(await barriers(page)).toEqual([]);
  });
}

/** Opens whatever is folded away, inside of elements too. */
const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'details') (element as HTMLDetailsElement).open = true;
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
  });

test('F-42: no barriers on any page, all of it open, and none 320 px wide', { tag: '@slow' }, async ({ page }) => {
  // Eight whole pages are gone through.
  test.setTimeout(180_000);
  await openLab(page, tiny);
  await runButton(page).click();
  await finishedRun(page);
  for (const name of ['Lab', 'Stream', 'Runs', 'Bench']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await expect(page.locator(`${name.toLowerCase()}-page`)).toBeVisible();
    await openAll(page);
    await openToAll(page, name);
  }
});

test(
  'Run is a Tab and Enter from the start of the page, keeps the focus while it works, and results are reached the same way',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, tiny);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'To the Run button' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(runButton(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await finishedRun(page);
    await expect(runButton(page)).toBeFocused();
    await expect(verdict(page).getByRole('heading', { level: 2 })).toHaveText('Too few seeds for a verdict: 2 of 6');
    await expect(page.locator('run-voice').getByRole('status')).toHaveText('Too few seeds for a verdict: 2 of 6.');
  },
);

test('letters are commands until they are switched off, and then stay off', async ({ page }) => {
  await openLab(page, tiny);
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /Letters and signs are commands/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await expect(runButton(page)).toBeEnabled();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what the drift did to the model is said large when it happened', async ({ page }) => {
  await openLab(page, tiny);
  const fall = page.locator('drift-stage').first().locator('.fall');
  await expect(fall).toHaveText('Run it to see what that does to the model.');
  await runButton(page).click();
  const { results } = await finishedRun(page);
  const mean = (of: 'accuracyOld' | 'accuracyNew') => {
    const untouched = results.filter(({ arm }) => arm === 'none').map(({ measures }) => measures[of]);
    return `${Math.round((100 * untouched.reduce((sum, each) => sum + each, 0)) / untouched.length)} %`;
  };
  await expect(fall).toContainText(mean('accuracyOld'));
  await expect(fall).toContainText(mean('accuracyNew'));
});

test('no barriers in dialogs, which Escape closes', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  for (const [name, dialog] of [
    ['Share', 'share-dialog'],
    ['Help', 'help-dialog'],
  ] as const) {
    await page.getByRole('banner').getByRole('button', { name }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await barriers(page, dialog), name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('the whole flow works by keyboard', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  const severity = page.getByRole('slider', { name: 'Severity' });
  await tabTo(page, severity);
  await page.keyboard.press('ArrowRight');
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => spec.drift[0]!.severity)).toBe(3.1);

  await tabTo(page, page.locator('rail-card summary', { hasText: 'Seeds and machine' }));
  await page.keyboard.press('Enter');
  const seeds = page.getByRole('spinbutton', { name: 'seeds (6 or more to conclude anything)' });
  await tabTo(page, seeds);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expect(page.getByText('3 paired seeds')).toBeVisible();

  await tabTo(page, runButton(page));
  await page.keyboard.press('Enter');
  const record = await finishedRun(page);
  expect(record.results).toHaveLength(15);

  await tabTo(page, button(page, 'energy proxy'));
  await page.keyboard.press('Space');
  await expect(button(page, 'energy proxy')).toHaveAttribute('aria-pressed', 'true');

  await tabTo(page, button(page, 'Download run'));
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toContain('.driftlab.json');
});

test('keys open the dialogs, and Escape closes only them', async ({ page }) => {
  await openLab(page, tiny);
  await runButton(page).click();
  const { runId } = await finishedRun(page);
  for (const [key, title] of [
    ['?', 'Help'],
    ['s', 'Share this experiment'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
    // The first one empties the search of the help, which the R went into.
    if (key === '?') await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  // Neither R nor Escape reached the page below.
  const store = await storeOf(page);
  expect(await store.evaluate(({ run }) => run.record?.runId)).toBe(runId);
});

test('letters typed into a field are no commands', async ({ page }) => {
  await openLab(page, tiny);
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(headline(page)).toHaveText('The verdict');
  await page.keyboard.press('Escape');

  await page.getByRole('combobox', { name: 'Experiment' }).focus();
  await page.keyboard.press('n');
  await expect(headline(page)).toHaveText('The verdict');
});

/** Every element of the page, those inside of elements too, that moves or fades over time. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        const { transitionDuration, animationName } = getComputedStyle(element);
        if (/[1-9]/.test(transitionDuration) || animationName !== 'none') found.push(element.localName);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  });

test('nothing moves where motion is not wanted', async ({ page }) => {
  await openLab(page, tiny);
  expect(await moving(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving(page)).toEqual([]);
});

test('the page never scrolls sideways', async ({ page }) => {
  const overflow = () => page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
  const sizes = [
    { width: 320, height: 740 },
    { width: 360, height: 740 },
    { width: 800, height: 600 },
    { width: 1440, height: 900 },
  ];
  const check = async (state: string) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await expect.poll(overflow, { message: `${state}, ${size.width} px` }).toBeLessThanOrEqual(0);
    }
  };
  await openLab(page, tiny);
  await check('empty');
  await runButton(page).click();
  await finishedRun(page);
  await check('finished');
  for (const table of await page.getByText('Table').filter({ visible: true }).all()) await table.click();
  await check('with the tables open');
  await page.setViewportSize({ width: 1440, height: 900 });
  await check('narrowed again');
});

test('on a phone the experiment is a sheet that opens and gives way to the run', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page, tiny);
  const labels = page.getByRole('slider', { name: 'Labels of the new world' });
  await expect(labels).toBeHidden();
  await button(page, 'Experiment').click();
  await expect(labels).toBeVisible();
  await runButton(page).click();
  await finishedRun(page);
  await expect(labels).toBeHidden();
  await button(page, 'Too few seeds for a verdict: 2 of 6').click();
  await expect(headline(page)).toBeInViewport();
});

test('the colour scheme follows the system, can be chosen, and is remembered', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await openLab(page, tiny);
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).not.toBe(light);
  const scheme = page.getByRole('banner').getByTitle('Colour scheme');
  await scheme.click();
  await expect(scheme).toContainText('Light');
  expect(await ground()).toBe(light);
  await page.reload();
  await expect(scheme).toContainText('Light');
  expect(await ground()).toBe(light);
});
