/** `lab export-weights`: what another implementation needs, in Node, without a browser. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseNpy } from '../../src/data/readers/npy.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { lab } from './lab-process.ts';
import { tiny } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'export-'));
const file = (name: string, content: object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

test('writes rows, start weights, orders and draws of every seed, and a manifest that names them', async () => {
  const out = join(folder, 'exported');
  const arms = ['none', 'ewc', 'lora', 'replay', 'retrain-new', 'tent'].map((id) => ({ id }));
  const { code, stdout } = await lab('export-weights', file('spec.json', { ...tiny, arms }), '--out', out);
  expect(code).toBe(0);
  expect(stdout).toMatch(/arrays of 2 seeds and manifest\.json are in /);

  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const shapeOf = (path: string) => parseNpy(new Uint8Array(readFileSync(join(out, path))), path).shape;
  const parameters = manifest.model.parameters.reduce((sum: number, { size }: { size: number }) => sum + size, 0);
  expect(manifest.model.parameters[0]).toEqual({
    name: 'first/0/kernel',
    block: 'first',
    layer: 0,
    role: 'kernel',
    shape: [64, 16],
    offset: 0,
    size: 1024,
  });
  expect(manifest.seeds).toHaveLength(2);
  for (const { rows, labelled, base, arms: repairs } of manifest.seeds) {
    expect(shapeOf(rows['old-train'].x)).toEqual([80, 8, 8, 1]);
    expect(shapeOf(rows['new-pool'].y)).toEqual([60]);
    expect(shapeOf(labelled)).toEqual([30]);
    expect(shapeOf(base.start)).toEqual([parameters]);
    expect(shapeOf(base.order)).toEqual([3, 80]);
    const [, ewc, lora, replay, retrain, tent] = repairs;
    expect(ewc.params).toEqual({ strength: 100, rows: 256 });
    expect(shapeOf(ewc.drawn['fisher/labels'].file)).toEqual([80]);
    // Rank 4 on 64 inputs.
    expect(shapeOf(lora.drawn['init/lora/first/0/kernel'].file)).toEqual([256]);
    expect(replay.drawn['order/new'].count).toBeGreaterThanOrEqual(90);
    expect(shapeOf(retrain.start)).toEqual([parameters]);
    expect(tent.refused).toMatch(/no batch normalisation/);
  }

  const again = await lab('export-weights', '--preset', 'quick', '--plain', '--out', out);
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/--out: .* is not empty\. Name a new folder/);
});

test('refuses what another implementation could not follow, and says what to do', { tag: '@slow' }, async () => {
  const imported = { ...tiny, model: { family: 'imported', params: { name: 'mine.json', sha256: 'a'.repeat(64), head: 1 } } };
  const out = ['--out', join(folder, 'never')];
  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--preset', 'quick'], /--out: say where the files go/],
    [['nowhere.json', ...out], /nowhere\.json.*ENOENT/],
    [[file('imported.json', imported), ...out], /mine\.json, which a spec does not hold.*Choose a model that is made here/],
    [[file('stream.json', streamPresets.plants.spec), ...out], /this is a stream.*Give a comparison/],
    [[file('rates.json', { ...tiny, learning: { rates: [0.01], validation: 0.2 } }), ...out], /learning: .*Leave "learning" out/],
    [
      [file('recipe.json', { ...tiny, recipe: { heads: { id: 'solved' } } }), ...out],
      /recipe: .*Leave "recipe" out of the spec, or add --plain/,
    ],
    [[file('until.json', { ...tiny, stop: { epochs: 3, until: { seconds: 1 } } }), ...out], /stop\.until: .*Leave "until" out/],
    [['--preset', 'quick', '--out', file('a-file', {})], /--out: .* is not a folder/],
  ];
  for (const [args, message] of refused) {
    const { code, stdout, stderr } = await lab('export-weights', ...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
});
