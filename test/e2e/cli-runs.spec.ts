/** Runs on the command line: written whole, verified, run again, put into other forms. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readRun } from '../../src/record/file/read.ts';
import { runText } from '../../src/record/file/write.ts';
import { comparisonRun } from '../record/runs.ts';
import { lab } from './lab-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs of ä lab-'));
const at = (name: string) => join(folder, name);
const kept = at('kept.driftlab.json');
writeFileSync(kept, runText(comparisonRun()));

test('verify tells a run that was changed from one that was not, by its exit code too', async () => {
  const changed = at('changed.json');
  writeFileSync(changed, runText(comparisonRun()).replace('"durationMs":', '"durationMs":1'));
  const good = await lab('verify', kept);
  expect([good.code, good.stderr]).toEqual([0, '']);
  expect(good.stdout).toContain('kept.driftlab.json: sound, sha256:');
  const both = await lab('verify', kept, changed, '--json');
  expect(both.code).toBe(1);
  expect(JSON.parse(both.stdout)).toMatchObject({
    sound: false,
    runs: [{ sound: true }, { sound: false, checks: [{ id: 'content', ok: false }, {}, {}, {}] }],
  });
});

test('replicate runs the experiment again, says what came of it, and writes a run that names the first', { tag: '@slow' }, async () => {
  const out = at('replica.driftlab.json.gz');
  const { code, stdout } = await lab('replicate', kept, '--out', out);
  expect(stdout).toContain('Replicated to the bit: all 18 repeats end in the same weights.');
  expect(code).toBe(0);
  const replica = readRun(readFileSync(out));
  expect(replica).toMatchObject({ ok: true, sound: true, record: { parentId: comparisonRun().runId } });
});

test('export writes other forms, and nothing over a file that is the user’s', async () => {
  const table = await lab('export', kept, '--format', 'csv');
  expect(table.stdout.split('\n')[0]).toMatch(/^seed,repair,status,accuracy/);
  const mine = at('mine.csv');
  writeFileSync(mine, 'my own figures');
  const refused = await lab('export', kept, '--out', mine);
  expect([refused.code, readFileSync(mine, 'utf8')]).toEqual([2, 'my own figures']);
  expect(refused.stderr).toMatch(/mine\.csv is there already.*--force/);
  expect((await lab('export', kept, '--out', mine, '--force')).code).toBe(0);
  expect(readFileSync(mine, 'utf8')).toContain('head-only');
});

test('a gallery is checked', async () => {
  const { code, stdout } = await lab('gallery', 'check');
  expect([code, stdout.trim()]).toEqual([0, 'Every run is what its card says.']);
  expect((await lab('gallery', 'check', '--folder', folder)).code).toBe(1);
});

const refusals: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  ['no file', ['verify', at('none.json')], /none\.json cannot be read/],
  ['no run', ['verify'], /Which run\?/],
  ['a format that is none', ['export', kept, '--format', 'pdf'], /no format "pdf"/],
  ['nothing to do', ['gallery'], /What is to be done\?/],
];
for (const [what, args, message] of refusals)
  test(`refuses ${what}`, async () => {
    const { code, stderr } = await lab(...args);
    expect([code, message.test(stderr) || stderr]).toEqual([2, true]);
  });
