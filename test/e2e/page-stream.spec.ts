/** The Stream page: policies race while the world changes, and a person takes part. */
import { expect, type Page } from '@playwright/test';
import { encodeLink } from '../../src/spec/link.ts';
import { globalDrift, type StreamSpec } from '../../src/spec/schema.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { lab } from './lab-process.ts';
import type { StreamRecord } from '../../src/contracts/record.ts';
import type { LabStore } from '../../src/state/lab-store.ts';
import { test } from './support.ts';

/** A stream of 30 batches that is over in a second. */
const short: StreamSpec = {
  ...streamPresets.plants.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 200, baseTest: 80, newPool: 600, newTest: 80 } },
  model: { family: 'mlp', params: { hidden: [16] } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 8 },
  stop: { epochs: 10 },
  drift: [{ ...globalDrift('swap-channels', 5), when: { pattern: 'sudden', start: 0.5 } }],
  seeds: { root: 20260101, count: 1 },
  stream: { batch: 20, window: 80 },
  policies: [
    { id: 'never', params: {} },
    { id: 'detector', params: { detector: 'ddm', action: 'retrain-new' } },
    { id: 'periodic', params: { every: 6, action: 'full-fine-tune' } },
  ],
};

const stateOf = (page: Page) =>
  page.evaluateHandle(() => (document.querySelector('drift-lab') as unknown as { store: LabStore }).store.stream);

async function openStream(page: Page, spec: StreamSpec): Promise<void> {
  await page.goto(`./#${encodeLink(spec)}`);
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
}

async function finished(page: Page): Promise<StreamRecord> {
  const state = await stateOf(page);
  await expect.poll(() => state.evaluate(({ run }) => run.record?.runId ?? run.message), { timeout: 80_000 }).toMatch(/^sha256:/);
  return (await state.evaluate(({ run }) => run.record))!;
}

test('plays the default stream: drift, alarm and action are seen, and its seeds race to a verdict', { tag: '@slow' }, async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('./#/stream');
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Play' }).click();
  const first = await finished(page);
  const start = 0.4 * first.runs[0]!.points.length;
  const detector = first.runs.find(({ policy }) => first.spec.policies[policy]!.params.detector === 'adwin')!;
  expect(detector.points.findIndex(({ alarm }) => alarm)).toBeGreaterThanOrEqual(start);
  expect(detector.actions.length).toBeGreaterThan(0);
  await expect(page.getByRole('img', { name: 'Serving accuracy of every policy over the stream' })).toBeVisible();
  expect(first.seeds.length).toBeGreaterThanOrEqual(6);
  const { before, policy, after } = first.derived.verdict.headline;
  expect(before).toMatch(/^(A tie|This run’s evidence favours)/);
  await expect(page.getByRole('heading', { level: 2, name: `${before}${policy}${after}` })).toBeVisible();
  await expect(page.getByRole('img', { name: /lowest mean total cost/ })).toBeVisible();
});

test('hears complaints: a policy acts on them, a repair learns from them, and they tell the accuracy', async ({ page }) => {
  await openStream(page, {
    ...short,
    labels: { share: 0.2, delay: 3 },
    complaints: { wrong: 0.6, right: 0.01, delay: 1 },
    policies: [
      { id: 'never', params: {} },
      { id: 'complaints', params: { watch: 'bound', action: 'retrain-new', learnsFrom: 'both' } },
    ],
  });
  await expect(page.getByRole('checkbox', { name: 'users complain of answers' })).toBeChecked();
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Play' }).click();
  const { runs, spec } = await finished(page);
  expect(spec.complaints).toEqual({ wrong: 0.6, right: 0.01, delay: 1 });
  expect(runs[1]!.actions.length).toBeGreaterThan(0);
  expect(runs[1]!.actions[0]!.batch).toBeGreaterThanOrEqual(15);
  await expect(page.getByRole('img', { name: 'Share of answers complained of, of every policy' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Estimate' }).selectOption('Accuracy from complaints');
  await expect(page.getByText(/^Off by \d+\.\d points on average/)).toBeVisible();
});

test('R replays a stream identically, all its seeds', { tag: '@slow' }, async ({ page }) => {
  await openStream(page, { ...short, seeds: { ...short.seeds, count: 6, race: true } });
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Play' }).click();
  const first = await finished(page);
  await page.keyboard.press('r');
  const state = await stateOf(page);
  await expect.poll(() => state.evaluate(({ run }) => run.phase)).not.toBe('finished');
  const again = await finished(page);
  const told = ({ runs, derived }: StreamRecord) => [
    derived.verdict.headline,
    ...runs.map(({ points, actions }) => [
      points.map(({ accuracy, alarm }) => [accuracy, alarm]),
      actions.map(({ batch, endHash }) => [batch, endHash]),
    ]),
  ];
  expect(told(again)).toEqual(told(first));
});

test('pauses, steps, jumps to the drift, and changes the world by hand: the run is then edited', { tag: '@slow' }, async ({ page }) => {
  await openStream(page, short);
  const state = await stateOf(page);
  await page.getByRole('slider', { name: 'Speed' }).fill('3');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();
  await page.getByRole('button', { name: 'To the drift' }).click();
  await expect.poll(() => state.evaluate(({ run }) => run.seen)).toBe(15);
  // A jump ends at rest, so that a step from here is one batch; after a pause the batch on its way still comes.
  await page.getByRole('button', { name: 'Step' }).click();
  await expect.poll(() => state.evaluate(({ run }) => run.seen)).toBe(16);
  await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible();

  await page.getByRole('button', { name: /^Change the world now/ }).click();
  const chart = page.getByRole('img', { name: 'Serving accuracy of every policy over the stream' });
  const { width, height } = (await chart.boundingBox())!;
  await page.locator('.chip', { hasText: 'Swapped channels' }).dragTo(chart, { targetPosition: { x: width - 60, y: height / 2 } });
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Go on' }).click();
  const record = await finished(page);
  expect(record.edits).toMatchObject([{ what: 'drift', batch: 16 }, { what: 'drift' }]);
  expect(record.edits[1]!.batch).toBeGreaterThan(25);
  await expect(page.getByText('It was changed by hand while it ran')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Too few seeds for a verdict: 0 of 6' })).toBeVisible();
});

test('runs the further seeds without a person: the first one stays on the page, and Stop ends them', { tag: '@slow' }, async ({ page }) => {
  await openStream(page, { ...short, seeds: { ...short.seeds, count: 100 } });
  const state = await stateOf(page);
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^Seed \d+ of 100: one stream is one story$/ })).toBeVisible({
    timeout: 20_000,
  });
  for (const name of ['Step', 'To the drift', /^Change the world now/]) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await expect.poll(() => state.evaluate(({ run }) => run.ended)).toBeGreaterThan(2);
  expect(await state.evaluate(({ run }) => [run.seen, run.columns[0]!.length])).toEqual([30, 30]);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Stopped. What went by is shown; nothing is concluded from it.' })).toBeVisible();
  expect(await state.evaluate(({ run }) => [run.phase, run.columns[0]!.length])).toEqual(['stopped', 30]);
});

test('a person approves one repair and rejects another', { tag: '@slow' }, async ({ page }) => {
  await openStream(page, {
    ...short,
    policies: [
      { id: 'never', params: {} },
      { id: 'periodic', params: { every: 5, action: 'retrain-new', approval: 'hand' } },
    ],
  });
  const state = await stateOf(page);
  await page.getByRole('slider', { name: 'Speed' }).fill('1');
  await page.getByRole('button', { name: 'Play' }).click();
  const edits = () => state.evaluate(({ run }) => run.edits.map(({ what }) => what));
  await page.getByRole('button', { name: 'Reject' }).click();
  // The rejected one has to be gone, or the approval would be of it.
  await expect.poll(edits).toEqual(['reject']);
  await expect(page.getByRole('button', { name: 'Reject' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(edits).toEqual(['reject', 'approve']);
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  const { runs } = await finished(page);
  expect(runs[1]!.actions).toHaveLength(1);
  expect(runs[1]!.actions[0]).toMatchObject({ by: 'person', arm: 'retrain-new' });
});

test('lab run executes a stream with the numbers and the verdict of the page', { tag: '@slow' }, async ({ page }, info) => {
  test.setTimeout(120_000);
  const several: StreamSpec = { ...short, seeds: { ...short.seeds, count: 8, race: true } };
  await openStream(page, several);
  await page.getByRole('slider', { name: 'Speed' }).fill('7');
  await page.getByRole('button', { name: 'Play' }).click();
  const onPage = await finished(page);
  const file = info.outputPath('stream.json');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, JSON.stringify(several));
  const { code, stdout } = await lab('run', file, '--json');
  expect(code).toBe(0);
  const headless = JSON.parse(stdout) as StreamRecord;
  expect(headless.specId).toBe(onPage.specId);
  expect(headless.seeds).toEqual(onPage.seeds);
  expect(headless.observations).toEqual(onPage.observations);
  expect(headless.runs.map(({ points }) => points.map(({ accuracy }) => accuracy))).toEqual(
    onPage.runs.map(({ points }) => points.map(({ accuracy }) => accuracy)),
  );

  const table = await lab('run', file);
  expect(table.stdout).toMatch(/^Never +\d/m);
  const { headline, prices } = headless.derived.verdict;
  const { headline: told, sentences } = onPage.derived.verdict;
  expect([headline, prices]).toEqual([told, onPage.derived.verdict.prices]);
  for (const line of [`${headline.before}${headline.policy}${headline.after}`, ...sentences, prices[0]!])
    expect(table.stdout).toContain(line);
  const alone = await lab('run', file, '--seeds', '1');
  expect(alone.stdout).toContain('Too few seeds for a verdict: 1 of 6');
  expect(alone.stdout).toContain('One seed: no interval, no verdict.');
  expect(alone.stdout).not.toContain('over 1 seeds');
});

test('a stream that cannot run says why, and Play waits', async ({ page }) => {
  await page.goto(`./#${encodeLink({ ...short, policies: [{ id: 'detector', params: { detector: 'crystal-ball' } }] })}`);
  await expect(page.getByRole('alert').getByText(/policies\[0\]\.params\.detector: there is no "crystal-ball"/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeDisabled();
});
