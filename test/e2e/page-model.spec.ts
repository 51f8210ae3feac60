import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { branches } from '../engine/tfjs/graph-models.ts';
import { savedModel } from '../engine/tfjs/saved-model.ts';
import { finishedRun, openCard, openLab, runButton, test, verdict } from './support.ts';

const spec: Spec = {
  ...plain(presets.sensors.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 120, baseTest: 60, newPool: 90, newTest: 60 } },
  arms: [{ id: 'none' }, { id: 'head-only' }],
  stop: { epochs: 2 },
  seeds: { root: 5, count: 2 },
};

test(
  'a model of two branches opens, its head is picked on the drawing, TensorFlow.js repairs it, and it is taken home',
  { tag: '@slow' },
  async ({ page }) => {
    const troubles: string[] = [];
    page.on('pageerror', ({ message }) => troubles.push(message));
    await tf.setBackend('cpu');
    const { json, weights } = await savedModel(branches(6));
    await openLab(page, spec);
    await openCard(page, 'Model');
    await page.locator('model-card input[type=file]').setInputFiles([
      { name: 'model.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(json)) },
      { name: 'group1-shard1of1.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(weights) },
    ]);
    const graph = page.locator('model-graph');
    const layer = (name: string) => graph.locator('g', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
    await expect(layer('out')).toHaveClass(/head/);
    await expect(layer('shared')).not.toHaveClass(/head/);
    await expect(layer('wide')).not.toHaveClass(/begins/);
    await layer('shared').click();
    await expect(layer('shared')).toHaveClass(/head/);

    await runButton(page).click();
    await finishedRun(page);
    await expect(page.locator('header')).toContainText(/TFJS/i);

    const saved = page.locator('model-download');
    const arrived: Record<string, string> = {};
    page.on('download', (download) => {
      const name = download.suggestedFilename();
      arrived[name] = '';
      void download.path().then((path) => (arrived[name] = readFileSync(path, 'latin1')));
    });
    await verdict(page).getByText('Save a model').click();
    await saved.getByRole('button', { name: 'Download model' }).click();
    await expect.poll(() => Object.values(arrived).filter(Boolean).length).toBe(2);
    const model = JSON.parse(arrived['model.json']!) as { userDefinedMetadata: { driftLab: { arm: string; runId: string } } };
    expect(model.userDefinedMetadata.driftLab.arm).toBe('head-only');
    expect(model.userDefinedMetadata.driftLab.runId).toMatch(/^sha256:/);
    expect(troubles).toEqual([]);
  },
);
