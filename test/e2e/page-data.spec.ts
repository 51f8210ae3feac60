/** Choosing data: the gallery, parameters, archives and folders of images, data on the web, a model of one's own. */
import { expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { finishedRun, messages, openCard, openLab, runButton, storeOf, test, tiny } from './support.ts';

test('the gallery shows every data set with a picture, and one click takes it', async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Data');
  await card.getByRole('button', { name: 'Browse all data …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Data' });
  await expect(dialog.locator('button.set')).toHaveCount(20);
  await expect(dialog.locator('button.set canvas')).toHaveCount(18);
  await expect(dialog.locator('button.set li')).toHaveCount(4);
  await dialog.getByRole('button', { name: /^Irises/ }).click();
  await expect(dialog).toBeHidden();
  const store = await storeOf(page);
  await expect.poll(() => store.evaluate(({ spec }) => [spec.data.id, spec.drift.map(({ id }) => id)])).toEqual(['iris', ['gain-offset']]);
  await runButton(page).click();
  expect((await finishedRun(page)).data.classes).toHaveLength(3);
});

test('a generator has its concepts, and drifts to another one', async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Data');
  await card.getByRole('combobox', { name: 'Data set' }).selectOption('sea');
  await card.getByRole('combobox', { name: 'Concept' }).selectOption('3');
  await page.getByRole('combobox', { name: 'What changes' }).selectOption('concept-switch');
  await expect(
    page
      .locator('drift-stage')
      .getByText(/came from concept 4 .* instead of concept 3/)
      .first(),
  ).toBeVisible();
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec.data.params)).toMatchObject({ concept: '3' });
});

/** A ZIP of small PNG images made in the page: two classes, bright and dark, of unequal sizes. */
async function imagesZip(page: Page): Promise<Buffer> {
  const files = await page.evaluate(async () => {
    const made: Record<string, number[]> = {};
    for (let i = 0; i < 80; i++) {
      const side = i % 3 === 0 ? 20 : 12;
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d')!;
      const grey = (i % 2 ? 170 : 40) + ((i * 7) % 40);
      context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
      context.fillRect(0, 0, side, side);
      made[`pictures/${i % 2 ? 'bright' : 'dark'}/${i}.png`] = [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    }
    return made;
  });
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, Uint8Array.from(bytes)]))));
}

test('a ZIP with one folder of images per class becomes the data', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, { ...tiny, labels: { budget: 10 } });
  const card = await openCard(page, 'Data');
  await card.locator('#files').setInputFiles({ name: 'pictures.zip', mimeType: 'application/zip', buffer: await imagesZip(page) });
  await expect(card.getByText('80 rows, images of 28×28×1, 2 classes')).toBeVisible();
  await expect(page.locator('sample-strip canvas').first()).toBeVisible();
  await runButton(page).click();
  expect((await finishedRun(page)).data).toMatchObject({
    title: 'pictures.zip',
    rows: 80,
    classes: ['bright', 'dark'],
    inputShape: [28, 28, 1],
  });
});

test('data on the web says what it is before it is fetched; what does not match its checksum is refused', async ({ page }) => {
  const asked: string[] = [];
  await page.context().route(/openml\.org/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: '@relation other\n', headers: { 'access-control-allow-origin': '*' } });
  });
  await openLab(page, tiny);
  const card = await openCard(page, 'Data');
  await card.getByRole('button', { name: 'Browse all data …' }).click();
  const entry = page.locator('download-list article', { hasText: 'Electricity prices' });
  await expect(entry).toContainText('3.1 MB from openml.org or api.openml.org · licence:');
  expect(asked).toEqual([]);
  await entry.getByRole('button', { name: 'Fetch 3.1 MB and use it' }).click();
  await expect(messages(page)).toContainText(/electricity\.arff/);
  expect(asked.length).toBeGreaterThan(0);
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec.data.id)).toBe('digits');
  await expect(runButton(page)).toBeEnabled();
});

/** A TensorFlow.js layers model of 64-12-10 with weights 0, in the files that model.save writes. */
function layersModel() {
  const dense = (name: string, units: number, activation: string, more = {}) => ({
    class_name: 'Dense',
    config: { name, units, activation, use_bias: true, ...more },
  });
  const layers = [dense('hidden', 12, 'relu', { batch_input_shape: [null, 64] }), dense('out', 10, 'softmax')];
  const shapes = { 'hidden/kernel': [64, 12], 'hidden/bias': [12], 'out/kernel': [12, 10], 'out/bias': [10] };
  const weights = Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'mine', layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  const values = Float32Array.from({ length: 64 * 12 + 12 + 120 + 10 }, (_, i) => Math.sin(i) / 4);
  return [
    { name: 'model.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(json)) },
    { name: 'weights.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(values.buffer) },
  ];
}

test('a TensorFlow.js model becomes the base, and the user says where its head begins', { tag: '@slow' }, async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Model');
  await card.locator('input[type=file]').setInputFiles(layersModel());
  const head = card.getByRole('combobox', { name: 'The head begins at' });
  await expect(head).toHaveValue('1');
  await expect(card.getByText('It takes 64 numbers and tells 10 classes apart; pixels come from 0 to 1.')).toBeVisible();
  await head.selectOption('0');
  await runButton(page).click();
  const record = await finishedRun(page);
  const { base } = record.seeds[0]!;
  expect(base.curve).toEqual([]);
  expect(base.startHash).toBe(base.endHash);
  expect(record.model.blocks.at(-1)).toMatchObject({ name: 'head', parameters: 64 * 12 + 12 + 120 + 10 });
});

test('a model that is not one is refused by name, and the experiment stays', async ({ page }) => {
  await openLab(page, tiny);
  const card = await openCard(page, 'Model');
  await card
    .locator('input[type=file]')
    .setInputFiles({ name: 'model.json', mimeType: 'application/json', buffer: Buffer.from('{"modelTopology": 3}') });
  await expect(messages(page)).toContainText('model.json');
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec)).toEqual(tiny);
});
