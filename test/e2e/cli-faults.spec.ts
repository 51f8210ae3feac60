/** The command line when what it stands on gives way: FAULT-FINDINGS row 11 and “It keeps working”. */
import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { startLab } from './lab-process.ts';
import { lengthy, tiny } from './support.ts';

test('an experiment is not overwritten by its run', async () => {
  const path = test.info().outputPath('spec é 雪.json');
  writeFileSync(path, JSON.stringify(tiny));
  const { code, stdout, stderr } = await startLab('run', path, '--out', path).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/--out: .*Name another file/);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(tiny);
});

test('a full disk behind stdout is told in a sentence, with 1', () => {
  test.skip(process.platform !== 'linux', '/dev/full is of Linux');
  const { status, stderr } = spawnSync('sh', ['-c', 'npm run -s lab -- detect --list > /dev/full'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Standard output could not be written \(ENOSPC: the disk is full\)\. .*--out\.\n$/);
});

test('a request to end stops a run in good order, and leaves nothing running', { tag: '@slow' }, async () => {
  const path = test.info().outputPath('lengthy.json');
  writeFileSync(path, JSON.stringify(lengthy));
  const running = startLab('run', path, '--json');
  await running.says('Training');
  running.tell('SIGTERM');
  const { code, stdout, stderr } = await running.ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/Stopped: \d+ repeats were finished/);
  if (process.platform === 'linux') await expect.poll(() => running.leftovers()).toEqual([]);
});
