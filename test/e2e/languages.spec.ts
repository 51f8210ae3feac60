/** The page in German, and in the pseudo-language that shows what is not translated and what does not fit. */
import { expect, type Page } from '@playwright/test';
import { encodeLink } from '../../src/spec/link.ts';
import { finishedRecord, storeOf, test, tiny } from './support.ts';

/** Every text and label of the page that is shown and to be translated, shadow roots included. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const shown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        if (['STYLE', 'SCRIPT', 'NOSCRIPT', 'OPTION'].includes(element.tagName) || !shown(element)) continue;
        if (!(element as HTMLElement).translate) continue;
        for (const { nodeType, nodeValue } of element.childNodes)
          if (nodeType === Node.TEXT_NODE && nodeValue!.trim()) texts.push(nodeValue!.trim());
        for (const name of ['title', 'aria-label', 'placeholder'])
          if (element.getAttribute(name)) texts.push(element.getAttribute(name)!.trim());
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return [...new Set(texts)];
  });

test('a first run in German: from the question to the verdict, and back to English', { tag: '@slow' }, async ({ page }) => {
  await page.goto(`./?lang=de#${encodeLink(tiny)}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('navigation', { name: 'Seiten' }).getByRole('link')).toHaveText([
    'Labor',
    'Lernen',
    'Datenstrom',
    'Läufe',
    'Bench',
  ]);
  await page.locator('#run').first().click();
  const record = await finishedRecord(page);
  const headline = page.locator('verdict-panel .headline').first();
  await expect(headline).not.toHaveText(/[Ee]vidence|seeds for|favours/);
  await expect(page.locator('verdict-panel')).toContainText(/\d,\d/);
  await expect(page.locator('verdict-panel')).not.toContainText(/\d\.\d %/);
  expect(JSON.stringify(record), 'a record says the same in every language').not.toMatch(/Dieser Lauf|Genauigkeit|Nachtrainieren/);

  await test.step('a link opens in the language of who shares it', async () => {
    expect(await (await storeOf(page)).evaluate(() => location.search)).toBe('?lang=de');
  });
  await test.step('English is one click away, and stays', async () => {
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' });
  test('the page speaks German without being asked', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('navigation', { name: 'Seiten' })).toBeVisible();
  });
});

/** Names, units and data that are the same in every language. */
const SAME =
  /^[^A-Za-z]*$|^(Drift Lab|PNG|SVG|WASM|DE|EN|MLP|CNN|NVIDIA|CIFAR|MNIST|TensorFlow|JSON|CSV|ZIP|GPU|CPU|WebGPU|Adam|SGD|English|Deutsch|Enter|Esc|Space|Ctrl|GFLOP|MFLOP)\b/;
const ACCENT = /[áéíóúćďǵķĺńŕśţýźÁÉÍÓÚĆĎǴĶĹŃŔŚŢÝŹ]/;

test('every page is translated, and has room for texts that are 40 % longer', { tag: '@slow' }, async ({ page }) => {
  test.setTimeout(180_000);
  for (const [hash, open] of [
    [`#${encodeLink(tiny)}`, true],
    ['#/stream', false],
    ['#/runs', false],
    ['#/learn', false],
    ['#/bench', false],
  ] as const) {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`./?lang=en-XA${hash}`);
    await page.reload();
    await expect(page.getByRole('banner')).toBeVisible();
    if (open) {
      await page.locator('#run').first().click();
      await finishedRecord(page);
    }
    await expect(page.locator('drift-lab')).toBeVisible();
    if (hash === '#/runs') await expect(page.locator('run-row')).toHaveCount(1);
    const name = hash.slice(0, 12);
    const plain = async () => (await textsOf(page)).filter((text) => /[A-Za-z]{4}/.test(text) && !ACCENT.test(text) && !SAME.test(text));
    await expect.poll(plain, { message: name }).toEqual([]);
    for (const width of [1440, 800, 360]) {
      await page.setViewportSize({ width, height: 740 });
      const overflow = () => page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
      await expect.poll(overflow, { message: `${name}, ${width} px` }).toBeLessThanOrEqual(0);
    }
  }
});
