/**
 * `npm run check:grid`: the same sweep on this computer alone, and on a Selenium Grid of two nodes, one of which is killed in the middle of a
 * cell. Every cell has to be there exactly once, and its document to be the same byte for byte but for what a clock or the machine decides.
 * Where there is no Java or no chromedriver it says so and checks nothing.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, serveBuilt } from '../../src/cli/built-app.ts';
import { documentOf } from '../../src/record/document.ts';
import { readRun } from '../../src/record/file/read.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { lab, startLab, type LabProcess, type Outcome } from '../e2e/lab-process.ts';
import { timeless } from '../timeless.ts';
import { gridTools, startGrid } from './local-grid.ts';

const spec: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 200, baseTest: 100, newPool: 120, newTest: 100 } },
  ...{ base: { ...presets.quick.spec.base, epochs: 10 }, stop: { epochs: 20 }, seeds: { root: 7, count: 3 }, engine: 'wasm' },
};
const CELLS = 6;
const vary = ['--vary', 'labels.budget=10,20,40', '--vary', 'seeds.root=7,8'];

interface Index {
  readonly cells: readonly { readonly status: string; readonly file: string; readonly runId: string; readonly node?: string }[];
}

const tools = gridTools();
if ('missing' in tools) console.log(`Skipped: ${tools.missing}.`);
else {
  const folder = mkdtempSync(join(tmpdir(), 'drift-lab-grid-check-'));
  const grid = await startGrid(tools, 2);
  const app = await ensureBuilt(console.log).then(() => serveBuilt());
  try {
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(spec));
    const sweep = (out: string, ...more: readonly string[]) => [
      'sweep',
      join(folder, 'spec.json'),
      ...vary,
      '--out',
      join(folder, out),
      ...more,
    ];

    const wanted = documentsIn('alone', await lab(...sweep('alone')));

    const other = await otherApp();
    const one = ['sweep', join(folder, 'spec.json'), '--vary', 'seeds.root=7', '--grid', grid.url, '--app-url'];
    const [taken, refused] = await Promise.all([lab(...one, app.url), lab(...one, other.url)]).finally(other.close);
    if (taken.code !== 0) throw new Error(`The same build, served elsewhere, was not taken:\n${taken.stderr}`);
    if (refused.code !== 1 || !refused.stderr.includes('is another build than'))
      throw new Error(`Another build was taken:\n${refused.stderr}`);
    console.log('The app from elsewhere: the same build taken, another refused.');

    const killed = startLab(...sweep('killed', '--grid', grid.url));
    killed.endInput();
    await Promise.race([bothRan('killed', killed), killed.ended]);
    grid.killNode(1);
    const outcome = await killed.ended;
    if (!outcome.stderr.includes('It is run again.'))
      throw new Error(`The node was not killed in the middle of a cell:\n${outcome.stderr}`);
    sameAs(wanted, documentsIn('killed', outcome));
    console.log(
      `${CELLS} cells on 2 nodes, one killed in the middle of a cell: each is there once, and the same as on this computer alone.`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    grid.stop();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }

  /** What each cell came to, less what a clock or the machine decides; each file once and sound. */
  function documentsIn(name: string, { code, stderr }: Outcome): string[] {
    if (code !== 0) throw new Error(`The sweep ${name} ended with ${code}:\n${stderr}`);
    const { cells } = indexIn(name);
    const files = readdirSync(join(folder, name)).filter((file) => file !== 'sweep.json');
    const runIds = new Set(cells.map(({ runId }) => runId));
    if (cells.length !== CELLS || runIds.size !== CELLS || files.length !== CELLS || cells.some(({ status }) => status !== 'finished'))
      throw new Error(
        `The sweep ${name} has ${cells.length} cells, ${runIds.size} runs and ${files.length} files, and should have ${CELLS} of each.`,
      );
    return cells.map(({ file, runId }) => {
      const run = readRun(readFileSync(join(folder, name, file)));
      if (!run.ok || !run.sound || run.record.runId !== runId) throw new Error(`${name}/${file} is no sound run of that cell.`);
      return JSON.stringify(timeless(documentOf(run.record)));
    });
  }

  /** Resolves when both nodes have finished a cell, and so have begun another. */
  function bothRan(name: string, killed: LabProcess): Promise<void> {
    return new Promise((resolve) => {
      // Watching a folder tells of it too late: the cells are short.
      const looking = setInterval(() => {
        if (!existsSync(join(folder, name, 'sweep.json'))) return;
        if (new Set(indexIn(name).cells.flatMap(({ node }) => node ?? [])).size < 2) return;
        clearInterval(looking);
        resolve();
      }, 20);
      void killed.ended.then(() => clearInterval(looking));
    });
  }

  function indexIn(name: string): Index {
    return JSON.parse(readFileSync(join(folder, name, 'sweep.json'), 'utf8')) as Index;
  }
}

function sameAs(wanted: readonly string[], found: readonly string[]): void {
  const differing = wanted.flatMap((text, i) => (text === found[i] ? [] : i + 1));
  if (differing.length) throw new Error(`Not the same as on this computer alone: cell ${differing.join(', ')}.`);
}

/** A page that calls itself the lab and is not this one. */
async function otherApp(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const script = request.url?.endsWith('.js');
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? 'window.driftLab = {}' : '<script src="index-other.js"></script>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
