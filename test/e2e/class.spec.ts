/** A class: ten machines run seeds of their own, one of them lies, and the teacher's page makes one run of them. No server is asked for anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';
import { readCode, writeCode, type ClassCode } from '../../src/record/class/code.ts';
import { browserFlags, findBrowser } from '../../src/cli/browser.ts';
import { samenessOf } from '../../src/record/class/sameness.ts';
import { classSpec } from '../../src/spec/seat.ts';
import { encodeLink } from '../../src/spec/link.ts';
import { encodeQR } from 'qr';
import { openToAll } from './barriers.ts';
import { button, openLab, test, tiny } from './support.ts';

/** Rows enough that the interval has something to narrow on, and still well under a second. */
const lesson = {
  ...tiny,
  data: { id: 'digits' as const, params: {}, split: { baseTrain: 200, baseTest: 100, newPool: 100, newTest: 100 } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 6 },
  labels: { budget: 50 },
  stop: { epochs: 6 },
};

/** The code that a seat shows after its run. */
async function seatOf(browser: Browser, address: string, check?: (page: Page) => Promise<void>): Promise<string> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('seat-page #run:enabled').click();
  const field = page.locator('seat-page #code');
  await expect(field).toBeVisible({ timeout: 30_000 });
  const code = await field.inputValue();
  await check?.(page);
  await context.close();
  return code;
}

/** The code with other figures and a checksum that is right. */
function forged(text: string, change: (code: ClassCode) => Partial<ClassCode>): string {
  const read = readCode(text);
  if (!read.ok) throw new Error(read.why);
  return writeCode({ ...read.code, ...change(read.code) });
}

/** Of the two best so far, in points: what the table beside the chart says last. */
const widthOf = (page: Page): Promise<number> =>
  page.locator('narrowing-chart').evaluate((chart) => {
    const { lo, hi } = (chart as HTMLElement & { steps: { lo: number; hi: number }[] }).steps.at(-1)!;
    return 100 * (hi - lo);
  });

test('ten machines, one of them lying, become one run', { tag: '@slow' }, async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000);
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await openLab(page, lesson);
  await button(page, 'Share').click();
  await page.getByRole('link', { name: 'Take it to class' }).click();
  const board = page.locator('class-page');
  await expect(board.getByText('Nothing is in yet.')).toBeVisible();
  await openToAll(page, 'the class, before');
  await page.setViewportSize({ width: 1280, height: 720 });
  // The address is the class: whoever reloads is where they were.
  const link = new URL(page.url()).hash.replace('#/class/', '');
  const seat = (number: number) => `${baseURL}#/seat/${number}/${link}`;
  const refused = board.getByRole('list', { name: 'Refused' });
  const add = async (text: string) => {
    await board.locator('#codes').fill(text);
    await board.getByRole('button', { name: 'Add', exact: true }).click();
  };
  const machines = (count: number) => expect(board.locator('class-result .counts')).toContainText(new RegExp(`^\\s*${count}\\s+machine`));

  const codes: string[] = [];
  for (let number = 1; number <= 10; number++)
    codes.push(await seatOf(browser, seat(number), number === 1 ? (own) => openToAll(own, 'a seat, after its run') : undefined));
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code.length).toBeLessThanOrEqual(300);

  await test.step('the interval narrows as parts come in', async () => {
    await add(codes.slice(0, 3).join('\n'));
    await machines(3);
    const before = await widthOf(page);
    await add(codes.slice(3, 9).join(' , '));
    await machines(9);
    expect(await widthOf(page)).toBeLessThan(before);
    await expect(board.locator('class-result .counts')).toContainText('18 seeds');
  });

  await test.step('doubles, foreign experiments, other versions and altered codes are refused with a word', async () => {
    await add(codes[0]!);
    await expect(refused).toContainText('seat 1: it is here already');
    const foreign = await seatOf(browser, `${baseURL}#/seat/3/${encodeLink({ ...lesson, labels: { budget: 40 } })}`);
    await add(foreign);
    await expect(refused).toContainText('seat 3: it is of another experiment than this class runs');
    await add(forged(codes[9]!, () => ({ app: '000000' })));
    await expect(refused).toContainText('seat 10: it was made by another version of Drift Lab');
    await add(codes[9]!.slice(0, 40) + (codes[9]![40] === 'A' ? 'B' : 'A') + codes[9]!.slice(41));
    await expect(refused).toContainText('cut short or altered');
    await add(forged(codes[9]!, ({ root }) => ({ root: root + 1 })));
    await expect(refused).toContainText('its seeds are not those of its seat');
    await machines(9);
  });

  await test.step('a lie with a right checksum is taken, until its seeds are run again', async () => {
    const lie = (code: ClassCode): Partial<ClassCode> => ({
      cells: code.cells.map((row) => row.map((cell, arm) => (arm === 2 ? { ...cell, rightNew: 100 } : cell))),
    });
    await add(forged(codes[9]!, lie));
    await machines(10);
    await board.getByRole('button', { name: 'Check seat 4', exact: true }).click();
    await expect(board.locator('class-machines li', { hasText: 'seat 4' })).toContainText('the same here');
    await board.getByRole('button', { name: 'Check seat 10', exact: true }).click();
    await expect(board.locator('class-machines')).toContainText('struck out');
    await machines(9);
    await add(forged(codes[9]!, lie));
    await expect(refused).toContainText('seat 10: it was struck out');
  });

  await test.step('a picture of a code is read, and a reload loses nothing', async () => {
    await board.getByRole('button', { name: 'Begin anew' }).click();
    await machines(0);
    const gif = Buffer.from(encodeQR(codes[5]!, 'gif', { scale: 6, border: 4 }));
    await board.locator('input[type=file]').setInputFiles({ name: 'photo.gif', mimeType: 'image/gif', buffer: gif });
    await machines(1);
    await page.reload();
    await machines(1);
  });

  await test.step('this machine’s own run joins the others', async () => {
    await board.getByRole('button', { name: 'Run this machine’s seeds, too' }).click();
    await machines(2);
    await expect(board.locator('class-machines')).toContainText('run here');
  });
  await openToAll(page, 'the class, after');
  expect(errors).toEqual([]);
});

/** A film of one picture, black and white, as Chromium takes for a camera (YUV4MPEG2, 4:2:0). */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480];
  const cells = encodeQR(text, 'raw', { border: 4 });
  const size = Math.floor(height / cells.length);
  const [left, top] = [width, height].map((side) => Math.floor((side - size * cells.length) / 2)) as [number, number];
  const light = Buffer.alloc(width * height, 235);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (cells[Math.floor((y - top) / size)]?.[Math.floor((x - left) / size)]) light[y * width + x] = 16;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

test('the camera reads a code', async ({ playwright, baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-film-'));
  const film = join(folder, 'code.y4m');
  // A seat that this class has never heard of: it is read, and refused with a word.
  const { experiment, app } = samenessOf(classSpec(lesson), 'Drift Lab');
  const cells = [0, 1].map(() => lesson.arms.map(() => ({ diverged: false, rightNew: 50, rightOld: 50 })));
  const code = writeCode({
    ...{ experiment, app, root: 1, seat: 77, seeds: 2, ran: lesson.arms.map(() => true), rowsNew: 100, rowsOld: 100, majority: 0.1 },
    ...{ freshRows: false, engine: 'wasm', machine: '', trainMs: 1, flops: lesson.arms.map(() => 1), cells },
  });
  writeFileSync(film, filmOf(code));
  const browser = await playwright.chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...browserFlags(),
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const page = await (await browser.newContext({ permissions: ['camera'], serviceWorkers: 'block' })).newPage();
    await page.goto(`${baseURL}#/class/${encodeLink(classSpec(lesson))}`);
    const board = page.locator('class-page');
    await board.getByRole('button', { name: 'Scan with the camera' }).click();
    await expect(board.getByRole('list', { name: 'Refused' })).toContainText('seat 77: it was made by another version', {
      timeout: 20_000,
    });
    // It stays in sight for many frames, and is told once.
    await expect(board.getByRole('list', { name: 'Refused' }).getByRole('listitem')).toHaveCount(1);
    const seen = await board.locator('video').evaluateHandle((video) => (video as HTMLVideoElement).srcObject as MediaStream);
    await board.getByRole('button', { name: 'Camera off' }).click();
    await expect(board.locator('video')).toBeHidden();
    expect(await seen.evaluate((stream) => stream.getTracks().map(({ readyState }) => readyState))).toEqual(['ended']);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});

test('a seat that cannot be taken says why, and what cannot be taken to class, too', async ({ page }) => {
  await page.goto('./#/seat/r2=nonsense');
  await expect(page.locator('seat-page').getByRole('alert')).toContainText('cut short');
  await page.goto(`./#/class/${encodeLink({ ...lesson, seeds: { root: 7, count: 30 } })}`);
  await expect(page.locator('class-page').getByRole('alert')).toContainText('at most 4 seeds');
  await openToAll(page, 'no class');
});
