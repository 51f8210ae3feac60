/**
 * PyTorch's rows go the whole way of `lab bench engine`, from the Python that the command finds to its table. Python is a script that answers
 * at once, and so is the worker that measures; everything between them is the real thing.
 */
import { expect } from '@playwright/test';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { benchText } from '../../src/cli/bench-table.ts';
import { pytorchRows } from '../../src/cli/peers/pytorch.ts';
import type { BenchReport } from '../../src/contracts/bench.ts';
import { openLab, test } from './support.ts';

/** Comlink's answers of a benchmark worker that measures nothing: it reports the rows it was given. */
const worker = `
addEventListener('message', ({ data: { id, path, argumentList } }) => {
  const report = (rows) => ({ rows, figures: [], selfTests: [], adapter: null, userAgent: 'none', cores: 2, measuredAt: '2026-01-01T00:00:00Z' });
  const value = path[0] === 'run' ? report(argumentList[1].value) : null;
  postMessage({ id, type: 'RAW', value });
});`;

test('rows of a peer reach the table of the command', async ({ page }) => {
  // Windows starts no script by its first line, so that no stand-in for Python can be written there; what is read of its output is the same.
  test.skip(process.platform === 'win32', 'a shell script stands in for Python');
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-python-'));
  const { PATH } = process.env;
  try {
    const timed = JSON.stringify({ model: 'mlp-small', examplesPerSecond: 175_000, stepMs: 0.37 });
    writeFileSync(join(folder, 'python3'), `#!/bin/sh\n[ "$1" = "-c" ] || echo '${timed}'\n`);
    chmodSync(join(folder, 'python3'), 0o755);
    process.env.PATH = `${folder}${delimiter}${PATH}`;
    const peers = await pytorchRows();
    expect(peers.find(({ model }) => model === 'mlp-small')).toMatchObject({ engine: 'pytorch-cpu', examplesPerSecond: 175_000 });

    await page.route(/\/assets\/bench-(?!page)[^/]*\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: worker }));
    await openLab(page);
    const report = await page.evaluate((rows) => window.driftLab!.benchEngine(undefined, rows), peers);
    expect(benchText(report as BenchReport)).toMatch(/pytorch-cpu +175,000/);
  } finally {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  }
});
