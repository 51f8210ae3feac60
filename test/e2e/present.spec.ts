/** For a room: slides that fit, keys and clickers, notes, lessons, charts that fill the window, a recorded run. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { encodeLink } from '../../src/spec/link.ts';
import { lessonText, type Lesson } from '../../src/spec/lesson.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { button, finishedRun, openLab, storeOf, test, tiny } from './support.ts';

const SIZES = [
  { width: 800, height: 600 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
/** Base type of a slide, px. */
const LEAST_TYPE = 24;

const show = (page: Page): Locator => page.locator('present-show');
const title = (page: Page): Locator => show(page).locator('h1');
const place = (page: Page): Locator => show(page).locator('footer > span').first();

async function present(page: Page): Promise<void> {
  await page.keyboard.press('p');
  await expect(title(page)).toBeVisible();
}

/** Whether all of a slide is in sight, and the smallest text that is read on it, as the screen has it; of SVG as well, of canvases by their scale. */
const measured = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('drift-lab')!.shadowRoot!.querySelector('present-show')!.shadowRoot!;
    const over = [document.scrollingElement!, root.querySelector('main')!, root.querySelector('.picture')].map((box) =>
      box ? Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth) : 0,
    );
    let least = Infinity;
    const visit = (node: Node, zoom: number) => {
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.textContent!.trim()) {
          const parent = child.parentElement;
          if (parent && !['STYLE', 'TITLE'].includes(parent.tagName.toUpperCase()) && parent.checkVisibility())
            least = Math.min(least, parseFloat(getComputedStyle(parent).fontSize) * zoom);
        }
        if (!(child instanceof Element)) continue;
        const times = zoom * (Number(getComputedStyle(child).zoom) || 1);
        if (child.shadowRoot) visit(child.shadowRoot, times);
        visit(child, times);
        if (child.classList.contains('canvas'))
          least = Math.min(least, 11 * Number(getComputedStyle(child).getPropertyValue('--chart-scale')));
      }
    };
    visit(root.querySelector('main')!, 1);
    return { over: Math.max(...over), least };
  });

/** Goes through all slides by the clicker's key. */
async function tour(page: Page, count: number, each: (name: string) => Promise<void>): Promise<void> {
  await page.keyboard.press('Home');
  for (let i = 1; i <= count; i++) {
    await expect(place(page)).toHaveText(`${i} / ${count}`);
    await each(await title(page).innerText());
    await page.keyboard.press('PageDown');
  }
}

async function fits(page: Page, count: number): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await tour(page, count, async (name) => {
      await expect
        .poll(async () => (await measured(page)).over, { message: `${name}, ${size.width} px: nothing is out of sight` })
        .toBeLessThanOrEqual(1);
      expect((await measured(page)).least, `${name}, ${size.width} px: type`).toBeGreaterThanOrEqual(LEAST_TYPE - 0.5);
    });
  }
}

/** Contrast of all text, 7:1 (4.5:1 where it is large), and whatever else axe finds. */
async function barriers(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `slides fit at three sizes, before a run and after it, in type of 24 px and 7:1 contrast, ${colorScheme}`,
    { tag: '@slow' },
    async ({ page }) => {
      test.setTimeout(240_000);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(SIZES[0]!);
      await openLab(page, tiny);
      await present(page);
      await fits(page, 6);
      await page.keyboard.press('Space');
      const store = await storeOf(page);
      await expect.poll(() => store.evaluate(({ run }) => run.phase)).toBe('finished');
      await fits(page, 6);
      await page.setViewportSize(SIZES[0]!);
      await tour(page, 6, async (name) => expect(await barriers(page), name).toEqual([]));
    },
  );

test('of texts, columns, a plane and a stream slides fit as well', { tag: '@slow' }, async ({ page }) => {
  test.setTimeout(240_000);
  const few = <S extends AnySpec>(spec: S): S => ({
    ...spec,
    base: { ...spec.base, epochs: 2 },
    stop: { ...spec.stop, epochs: 2 },
    seeds: { ...spec.seeds, race: false, count: 2 },
  });
  const { race: _, ...seeds } = streamPresets.camera.spec.seeds;
  for (const spec of [
    few(presets.slang.spec),
    few(presets.sensors.spec),
    few(presets.border.spec),
    { ...streamPresets.camera.spec, seeds: { ...seeds, count: 1 } },
  ]) {
    await page.setViewportSize(SIZES[0]!);
    await page.goto('about:blank');
    await page.goto(`./#${encodeLink(spec)}`);
    await expect(button(page, 'Present')).toBeVisible();
    const lab = await storeOf(page);
    await expect
      .poll(() => lab.evaluate((store) => (location.hash.startsWith('#s') ? store.stream : store).preview !== undefined))
      .toBe(true);
    await present(page);
    const count = Number((await place(page).innerText()).split(' / ')[1]);
    await tour(page, count, async (name) => {
      await expect.poll(async () => (await measured(page)).over, { message: `${spec.data.id}: ${name}` }).toBeLessThanOrEqual(1);
    });
  }
});

test('a clicker and keys turn slides, run, go black and leave; the page below hears none of it', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  await present(page);
  await expect(page.getByRole('banner')).toBeHidden();
  await page.keyboard.press('PageDown');
  await expect(title(page)).toHaveText('It learns');
  await page.keyboard.press('ArrowRight');
  await expect(title(page)).toHaveText('The world changes');
  await page.keyboard.press('PageUp');
  await expect(title(page)).toHaveText('It learns');
  await page.keyboard.press('.');
  await expect(show(page).locator('.black')).toBeVisible();
  await page.keyboard.press('.');
  await expect(show(page).locator('.black')).toHaveCount(0);

  await page.keyboard.press('Space');
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ run }) => run.phase)).toBe('finished');
  const first = await store.evaluate(({ run }) => ({ root: run.spec.seeds.root, id: run.record!.runId }));
  await page.keyboard.press('r');
  await expect.poll(() => store.evaluate(({ run }) => run.record?.runId ?? '')).toMatch(/^sha256:/);
  expect(await store.evaluate(({ run }) => run.spec.seeds.root)).toBe(first.root);
  await page.keyboard.press('n');
  await expect.poll(() => store.evaluate(({ run }) => run.spec.seeds.root)).not.toBe(first.root);

  await page.keyboard.press('?');
  await expect(show(page).getByRole('dialog')).toContainText('Page Down');
  await expect(show(page).getByRole('dialog')).toContainText(/screen/);
  await page.keyboard.press('Escape');
  await expect(show(page).getByRole('dialog')).toHaveCount(0);
  await expect(title(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(show(page)).toHaveCount(0);
  await expect(page.getByRole('banner')).toBeVisible();
});

test('every key has a button, large enough for a finger', async ({ page }) => {
  await openLab(page, tiny);
  await page.getByRole('banner').getByRole('button', { name: 'Present' }).click();
  const buttons = show(page).locator('footer button');
  await expect(buttons).toHaveCount(10);
  for (const each of await buttons.all()) {
    const box = (await each.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
  await buttons.nth(2).click();
  await expect(title(page)).toHaveText('It learns');
  // A click leaves the focus where it was: Space runs, and does not press Next again.
  await page.keyboard.press('Space');
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ run }) => run.phase)).toBe('finished');
  await expect(title(page)).toHaveText('It learns');
});

test('the notes in a second window follow the slides, and turn them', async ({ page }) => {
  await openLab(page, tiny);
  await present(page);
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('w');
  const notes = await opened;
  await expect(notes.getByRole('heading')).toHaveText('The world changed. Retrain the model, or fine-tune it?');
  await expect(notes.getByText('Next: It learns')).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(notes.getByRole('heading')).toHaveText('It learns');
  await notes.getByRole('button', { name: 'Next' }).click();
  await expect(title(page)).toHaveText('The world changes');
  await notes.keyboard.press('PageUp');
  await expect(title(page)).toHaveText('It learns');
  await notes.getByRole('button', { name: 'Run' }).click();
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ run }) => run.phase)).toBe('finished');
  const closed = notes.waitForEvent('close');
  await page.keyboard.press('p');
  await closed;
});

test('a notes window that is blocked is said', async ({ page }) => {
  await page.addInitScript(() => (window.open = () => null));
  await openLab(page, tiny);
  await present(page);
  await page.keyboard.press('w');
  await expect(show(page).getByRole('alert')).toContainText('Allow pop-ups for this page');
});

const openLesson = async (page: Page, lesson: Lesson): Promise<void> => {
  await page.goto(`./#${encodeLink(tiny, lessonText(lesson))}`);
  await expect(page.locator(lesson.begin ? 'present-show' : 'lesson-bar')).toBeVisible();
};

test('a lesson locks and hides what its teacher chose, until it is opened in the lab', async ({ page }) => {
  await openLesson(page, { change: ['labels'], hide: ['depth', 'pages'] });
  const bar = page.locator('lesson-bar');
  await expect(bar).toContainText('You may change: number of labels.');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
  await expect(page.locator('depth-stage')).toBeHidden();
  const repairs = page.locator('repairs-card');
  await expect(repairs).toHaveAttribute('data-locked', 'Locked by the lesson');
  expect(await repairs.evaluate((card) => (card as HTMLElement).inert)).toBe(true);

  // What is allowed works, and a reload keeps the lesson.
  await bar.getByRole('slider', { name: 'Labels of the new world' }).press('ArrowLeft');
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => spec.labels.budget)).not.toBe(tiny.labels.budget);
  await page.reload();
  await expect(bar).toBeVisible();

  // N is a change of the seeds: it does nothing. R runs.
  await expect(page.getByText('Loading samples …')).toHaveCount(0);
  await page.keyboard.press('n');
  const again = await storeOf(page);
  expect(await again.evaluate(({ run }) => run.phase)).toBe('idle');
  await page.keyboard.press('r');
  await finishedRun(page);
  await expect(button(page, 'New seed')).toBeDisabled();

  await bar.getByRole('button', { name: 'Open in the lab' }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(button(page, 'New seed')).toBeEnabled();
  expect(await repairs.evaluate((card) => (card as HTMLElement).inert)).toBe(false);
  await page.reload();
  await expect(page.locator('depth-stage')).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test('a lesson may begin with slides, is made in Share, and another link ends it', async ({ page }) => {
  await openLesson(page, { change: [], hide: [], begin: 'slides' });
  await page.keyboard.press('n');
  await expect(show(page).getByRole('alert')).toHaveText('The seed is locked by the lesson.');
  await page.goto(`./#${encodeLink({ ...tiny, labels: { budget: 20 } })}`);
  await expect(page.locator('lesson-bar')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share this experiment' });
  const link = dialog.getByRole('textbox', { name: 'Link to this experiment' });
  const plain = await link.inputValue();
  expect(plain).toContain('#r2=');
  await dialog.getByText('For a lesson').click();
  await dialog.getByRole('checkbox', { name: 'number of labels' }).check();
  await expect.poll(() => link.inputValue()).toContain('#r2=+');
  await page.goto('about:blank');
  await page.goto(plain);
  await expect(page.locator('lesson-bar')).toHaveCount(0);
});

test('a chart fills the window and comes back, keys of the page asleep meanwhile', async ({ page }) => {
  await openLab(page, tiny);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const { runId } = await finishedRun(page);
  await page.locator('race-stage').getByRole('button', { name: 'Enlarge chart' }).click();
  const large = page.getByRole('dialog', { name: 'Chart, enlarged' });
  await expect(large).toBeVisible();
  const { width } = page.viewportSize()!;
  expect((await page.locator('race-stage band-chart').boundingBox())!.width).toBeGreaterThan(0.9 * width);
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await expect(large).toHaveCount(0);
  const store = await storeOf(page);
  expect(await store.evaluate(({ run }) => run.record?.runId)).toBe(runId);
});

test('where a run takes too long, the recorded one of the gallery is offered, shown, and named as such', async ({ page }) => {
  await openLab(page, presets.quick.spec);
  const store = await storeOf(page);
  await store.evaluate((lab) => (lab.cost = () => Promise.resolve({ seconds: 600, bytes: 1 })));
  await present(page);
  await expect(show(page)).toContainText('Here it takes about 10 minutes.');
  await show(page).getByRole('button', { name: 'Show the recorded run' }).click();
  await expect(show(page)).toContainText(/Recorded on .*, not run here\./);
  await page.keyboard.press('End');
  await page.keyboard.press('PageUp');
  await expect(show(page).locator('.lead')).toContainText(/A tie|favours|Undecided/);
  await expect(show(page)).toContainText(/not run here\./);
});

test(
  'curves and dots are guessed on slides too, which fit, and the clicker goes on where a handle has the focus',
  { tag: '@slow' },
  async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize(SIZES[0]!);
    for (const [id, drawn] of [
      ['seasons', [2, 4]],
      ['class-balance', [6, 8]],
    ] as const) {
      await page.goto('about:blank');
      await page.goto(`./#/learn/${id}`);
      await expect(page.locator('story-overlay section')).toBeVisible();
      await present(page);
      for (let step = 1; step <= drawn[1]; step++) {
        await expect(place(page)).toContainText(`${step} /`);
        if (step === drawn[0]) {
          const handle = show(page).getByRole('slider').last();
          await handle.press('ArrowUp');
          await expect(handle).toBeFocused();
        } else if (await show(page).getByRole('slider').count()) await show(page).getByRole('slider').fill('60');
        if (step === drawn[0] || step === drawn[1]) {
          for (const size of SIZES) {
            await page.setViewportSize(size);
            await expect
              .poll(async () => (await measured(page)).over, { message: `${id} ${step}, ${size.width} px` })
              .toBeLessThanOrEqual(1);
            expect((await measured(page)).least).toBeGreaterThanOrEqual(LEAST_TYPE - 0.5);
            if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${id}-${step}-${size.width}.png` });
          }
          await page.setViewportSize(SIZES[0]!);
          expect(await barriers(page)).toEqual([]);
        }
        if (await show(page).getByText('Press Space to run it.').count()) {
          await page.keyboard.press('Space');
          await expect(show(page).locator('.say')).toBeEmpty({ timeout: 120_000 });
        }
        await page.keyboard.press('PageDown');
      }
      await expect(show(page).locator('.lead')).toBeVisible();
    }
  },
);

test('a story is told on slides: a guess, a run, what came of it', { tag: '@slow' }, async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('./#/learn/old-and-new');
  await expect(page.locator('story-overlay section')).toBeVisible();
  await present(page);
  await expect(place(page)).toHaveText('1 / 7');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(show(page).getByRole('alert')).toHaveText('Guess first.');
  await show(page).getByRole('slider').fill('60');
  await page.keyboard.press('PageDown');
  await expect(place(page)).toHaveText('3 / 7');
  await page.keyboard.press('Space');
  await expect(show(page).locator('.say')).toBeEmpty({ timeout: 120_000 });
  await page.keyboard.press('PageDown');
  await expect(show(page).locator('.lead')).toContainText(/You said 60.*Now it is \d+ %/);
});
