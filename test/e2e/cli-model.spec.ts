/** The user's own model on the command line: run, swept, streamed, or refused in words. */
import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { RunRecord, StreamRecord } from '../../src/contracts/record.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { globalDrift, type Spec, type StreamSpec } from '../../src/spec/schema.ts';
import { branches, recurrent } from '../engine/tfjs/graph-models.ts';
import { savedModel } from '../engine/tfjs/saved-model.ts';
import { lab } from './lab-process.ts';
import { tiny } from './support.ts';

/** Pump telemetry: 24 numbers a row, 6 classes. */
const CLASSES = 6;
const pumps: Spec = {
  ...tiny,
  data: { id: 'sensors', params: {}, split: { baseTrain: 120, baseTest: 60, newPool: 90, newTest: 60 } },
  drift: [globalDrift('gain-offset', 3)],
  arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'retrain-all' }],
  seeds: { root: 7, count: 1 },
};

const stream = {
  ...streamPresets.plants.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 120, baseTest: 60, newPool: 200, newTest: 60 } },
  base: { learningRate: 0.01, batchSize: 16, epochs: 2 },
  stop: { epochs: 2 },
  policies: [
    { id: 'never', params: {} },
    { id: 'periodic', params: { every: 2, action: 'full-fine-tune' } },
  ],
  seeds: { root: 7, count: 1 },
} as const satisfies StreamSpec;

/** A file in this test's own folder; its path. */
function file(name: string, content: object): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** The model in a folder of its own, as `model.save` leaves it; the path of its model.json. */
async function saved(model: LayersModel): Promise<string> {
  await tf.setBackend('cpu');
  const folder = test.info().outputPath('saved');
  mkdirSync(folder, { recursive: true });
  const { json, weights } = await savedModel(model);
  writeFileSync(join(folder, 'group1-shard1of1.bin'), Buffer.from(weights));
  writeFileSync(join(folder, 'model.json'), JSON.stringify(json));
  return join(folder, 'model.json');
}

test(
  'a Functional model is repaired by TensorFlow.js from the layer that --head names, and again from the spec of its record',
  { tag: '@slow' },
  async () => {
    const model = await saved(branches(CLASSES));
    const { code, stdout, stderr } = await lab('run', file('spec.json', pumps), '--model', model, '--head', 'shared', '--json');
    expect(stderr).toMatch(/Engine: tfjs-/);
    expect(stderr).toContain('Note: TensorFlow.js trains this model');
    expect(code).toBe(0);
    const record = JSON.parse(stdout) as RunRecord;
    expect(record.spec.model).toMatchObject({ family: 'imported', params: { name: 'model.json' } });
    expect(record.results.map(({ arm, status }) => [arm, status])).toEqual([
      ['none', 'done'],
      ['head-only', 'done'],
      ['retrain-all', 'done'],
    ]);

    const again = await lab('run', file('record.json', record.spec), '--model', model, '--json');
    expect((JSON.parse(again.stdout) as RunRecord).specId).toBe(record.specId);
    const without = await lab('run', file('record.json', record.spec));
    expect(without).toMatchObject({ code: 2, stdout: '' });
    expect(without.stderr).toMatch(/uses the model model\.json.*Give it with --model/);
  },
);

test('an LSTM is swept over label budgets, and serves a stream', { tag: '@slow' }, async () => {
  // Three runs, each in a browser of its own.
  test.slow();
  const model = await saved(recurrent(CLASSES));
  const spec = file('spec.json', pumps);
  const swept = await lab('sweep', spec, '--model', model, '--labels', '20,40', '--json');
  expect(swept.stderr).toContain('Note: ');
  expect(swept.code).toBe(0);
  const { spec: ran, points } = JSON.parse(swept.stdout) as { spec: Spec; points: readonly { labels: number }[] };
  expect(ran.model.family).toBe('imported');
  expect(points.map(({ labels }) => labels)).toEqual([20, 40]);

  const served = await lab('run', file('stream.json', stream), '--model', model, '--json');
  expect(served.stderr).toMatch(/Engine: tfjs-/);
  expect(served.code).toBe(0);
  expect((JSON.parse(served.stdout) as StreamRecord).spec.model.family).toBe('imported');
});

test('a model learns from a table of the user’s own', async () => {
  const model = await saved(branches(2, 3));
  const rows = Array.from({ length: 200 }, (_, i) => `${(i * 37) % 11},${(i % 2 ? 5 : 1) + (i % 5) / 10},${i % 7},${i % 2 ? 'on' : 'off'}`);
  const table = test.info().outputPath('pumps.csv');
  writeFileSync(table, ['noise,flow,shift,state', ...rows].join('\n'));
  const { code, stdout } = await lab('run', file('spec.json', pumps), '--model', model, '--head', 'norm', '--data', table, '--json');
  expect(code).toBe(0);
  const { spec, results } = JSON.parse(stdout) as RunRecord;
  expect([spec.data.id, spec.model.family]).toEqual(['own', 'imported']);
  expect(results.map(({ arm }) => arm)).toEqual(['none', 'head-only', 'retrain-all']);
});

test('a model is told layer by layer, as text and as JSON, and nothing is trained', { tag: '@slow' }, async () => {
  const model = await saved(branches(CLASSES));
  const { code, stdout } = await lab('inspect', model);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^model\.json: takes 24 numbers, tells 6 classes apart, has [\d,]+ parameters\.$/m);
  expect(stdout).toMatch(/^\d +norm +BatchNormalization +9 +36 +\d +yes$/m);
  expect(stdout).toContain('TensorFlow.js trains this model');
  const told = JSON.parse((await lab('inspect', model, '--json')).stdout);
  expect(told).toMatchObject({ inputShape: [24], classes: 6, trainedBy: 'tensorflow.js', head: { name: 'out' } });
  const table = await lab('inspect', 'rows.csv');
  expect(table).toMatchObject({ code: 2, stdout: '' });
  expect(table.stderr).toMatch(/rows\.csv cannot be read/);
});

test('what does not fit is refused once, with 2, and nothing is printed', { tag: '@slow' }, async () => {
  // One browser after the other.
  test.slow();
  const model = await saved(branches(CLASSES));
  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['run', '--model', 'nowhere.json'], /--model: nowhere\.json cannot be read \(ENOENT\)/],
    [['run', '--preset', 'sensors', '--model', model, '--head', 'wide'], /--head: .*layer \d \(wide\).*It may begin at .*shared.*out/],
    [['run', '--preset', 'quick', '--model', model], /model\.json takes inputs of 24 numbers, and this data has 8×8×1.*choose data/],
    [['sweep', '--preset', 'quick', '--labels', '20,40', '--model', model], /model\.json takes inputs of 24 numbers/],
  ];
  for (const [args, message] of refused) {
    const { code, stdout, stderr } = await lab(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
  const path = join(model, '..', 'model.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('group1-shard1of1.bin', 'group2.bin'));
  const missing = await lab('run', '--preset', 'sensors', '--model', path);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toMatch(/weights file group2\.bin.*into one folder/);
});
