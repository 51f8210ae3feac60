/** The package as somebody gets it: packed, installed in an empty folder, imported, compiled against, bundled, and run. */
import { expect, test } from '@playwright/test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type Rolldown } from 'vite';
import type { RunRecord } from '../../src/contracts/record.ts';
import * as detect from '../../src/detect/index.ts';
import * as drift from '../../src/drift/index.ts';
import * as measure from '../../src/measure/index.ts';
import * as record from '../../src/record/index.ts';

const root = join(import.meta.dirname, '../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const start = promisify(execFile);
let folder: string;

/** Runs it in the folder of whoever installed the package. */
const there = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  start(command, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1e8 });

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'drift-lab-package-'));
  await start('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await there('npm', ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`]);
});

test.afterAll(() => rmSync(folder, { recursive: true }));

/** Something of every entry. Its text runs in the other folder, so it knows nothing but what it is given. */
function used(lab: { detect: typeof detect; drift: typeof drift; measure: typeof measure; record: typeof record }): unknown {
  const rows = 400;
  const random = lab.detect.randomStream(1, 'package');
  const x = Float32Array.from({ length: rows }, () => random.normal());
  const old = { rows, inputShape: [1], x, y: Int32Array.from(x, (value) => (value > 0 ? 1 : 0)) };
  const columns = [{ name: 'flow', kind: 'numeric' as const }];
  const setting = { root: 1, seed: 0, batch: 'test', times: 'end' as const, reference: old, columns, classes: ['fine', 'worn'] };
  const { samples, ledger } = lab.drift.applyDrifts([lab.drift.globalDrift('gain-offset', 4)], lab.drift.undrifted(old), setting);

  const detector = lab.detect.findDetector('adwin')!.create({ delta: 0.01 }, random);
  const alarms = [...old.x, ...samples.x].flatMap((value, i) => {
    detector.update(value);
    return detector.alarm ? [i] : [];
  });
  const ks = lab.detect.ks.run(lab.detect.column(old.x), lab.detect.column(samples.x), {}, random);

  const probabilities = Float64Array.from({ length: 2 * rows }, (_, i) => (Math.floor(i / 2) % 3 === i % 2 ? 0.8 : 0.2));
  const judged = { probabilities, labels: old.y };
  const told = lab.measure.measures({ ...judged, before: old.y }, judged, 2);
  const values = lab.measure.metricsFor({}).map((metric) => metric.value(told));
  const arms = [3, 1].map((better) => ({ id: `${better}`, values: Array.from({ length: 8 }, (_, i) => better / 10 + i / 1000) }));
  const standing = lab.measure.standing(arms, 0.01, 'fixed');
  const exports = lab.record.exports.map(({ id }) => id);
  return { alarms, ks, ledger, values, standing, exports, id: lab.record.contentId({ alarms, ks, values }) };
}

test('gives in Node what the sources give, from every entry', async () => {
  const script = `const entries = ['detect', 'drift', 'measure', 'record'];
    const modules = await Promise.all(entries.map((name) => import('drift-lab/' + name)));
    const used = ${used.toString()};
    console.log(JSON.stringify(used(Object.fromEntries(entries.map((name, i) => [name, modules[i]])))));`;
  writeFileSync(join(folder, 'used.js'), script);
  const { stdout } = await there(process.execPath, ['used.js']);
  const here = JSON.parse(JSON.stringify(used({ detect, drift, measure, record }))) as { alarms: number[] };
  expect(here.alarms.length).toBeGreaterThan(0);
  expect(JSON.parse(stdout)).toEqual(here);
});

test('is typed: what is right compiles, without the types of a page, and what is wrong does not', async () => {
  const consumer = `import { adwin, randomStream, type StreamDetector } from 'drift-lab/detect';
    import { applyDrifts, type LedgerEntry } from 'drift-lab/drift';
    import { metricOf, type Metric } from 'drift-lab/measure';
    import { contentId, type RunRecord } from 'drift-lab/record';
    import { completeSpec } from 'drift-lab';
    export const detector: StreamDetector = adwin.create({ delta: 0.1 }, randomStream(1, 'a'));
    export const metric: Metric = metricOf('accuracy');
    export const ledgerOf = (...given: Parameters<typeof applyDrifts>): readonly LedgerEntry[] => applyDrifts(...given).ledger;
    export const id: string = contentId(completeSpec({}));
    export const budget = (run: RunRecord): number => run.spec.labels.budget;
    // @ts-expect-error an alarm is no number
    export const alarm: number = detector.alarm;
    // @ts-expect-error a budget is no text: types of specs come through
    export const wrong = (run: RunRecord): string => run.spec.labels.budget;`;
  writeFileSync(join(folder, 'consumer.ts'), consumer);
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  expect(await output(there(process.execPath, [tsc, '-p', '.']))).toBe('');
});

test('has entries free of page and TensorFlow.js, of which a bundle holds what it uses', { tag: '@slow' }, async () => {
  // No global of a page is known to this compiler.
  expect(await output(start(process.execPath, [tsc, '-p', 'build/tsconfig.entries.json'], { cwd: root }))).toBe('');
  const whole = await bundled(`export * from 'drift-lab/detect';`);
  const one = await bundled(`export { adwin } from 'drift-lab/detect';`);
  const others = await Promise.all(['drift', 'measure', 'record'].map((entry) => bundled(`export * from 'drift-lab/${entry}';`)));
  const packages = [whole, ...others].flatMap(({ modules }) => modules.map((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]));
  expect([...new Set(packages.filter((name) => name !== undefined))].sort()).toEqual([
    '@noble/curves',
    '@noble/hashes',
    'canonicalize',
    'drift-lab',
    'fflate',
    'valibot',
    'vlq',
  ]);
  expect(one.bytes).toBeLessThan(whole.bytes / 10);
});

test('runs an experiment with npx, the app and all it needs inside', { tag: '@slow' }, async () => {
  const { stdout } = await there('npx', ['drift-lab', 'run', '--preset', 'quick', '--seeds', '2', '--json']);
  const { runId, ...rest } = JSON.parse(stdout) as RunRecord;
  expect(rest.results.length).toBeGreaterThan(2);
  expect(record.contentId(rest)).toBe(runId);
});

test('serves agents, and prints its schema, from what was installed', async () => {
  const client = new Client({ name: 'drift-lab-test', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command: 'npx', args: ['drift-lab', 'mcp'], cwd: folder }));
  const { structuredContent } = await client.callTool({ name: 'detect', arguments: { detector: 'ddm', file: [0, 1, 0, 1] } });
  await client.close();
  expect(structuredContent).toMatchObject({ detector: 'ddm', items: 4 });
  const { stdout } = await there('npx', ['drift-lab', '--schema']);
  expect(JSON.parse(stdout)).toHaveProperty('definitions.repairs.oneOf');
});

test('names the browser that it lacks, and how to get one', async () => {
  const failure = await there('npx', ['drift-lab', 'run'], { ...process.env, CHROME_PATH: '/nowhere/chrome' }).then(
    () => undefined,
    (error: { code: number; stderr: string }) => error,
  );
  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining('CHROME_PATH is /nowhere/chrome') as unknown });
});

test('brings the licences of what is bundled in it', () => {
  const licensedIn = (part: string): string[] => {
    const text = readFileSync(join(folder, 'node_modules/drift-lab', part, 'licenses.md'), 'utf8');
    return [...text.matchAll(/^## (\S+) /gm)].map(([, name]) => name!);
  };
  // What the page has, what only its workers have, and what shows in no bundle.
  expect(licensedIn('dist')).toEqual(
    expect.arrayContaining(['lit-html', '@tensorflow/tfjs-core', 'papaparse', '@fontsource-variable/inter']),
  );
  expect(licensedIn('lib/cli')).toEqual(expect.arrayContaining(['sirv', '@tgwf/co2', '@modelcontextprotocol/sdk', 'zod']));
});

/** What it prints, whether it succeeds or not. */
const output = (run: Promise<{ readonly stdout: string }>): Promise<string> =>
  run
    .catch((error: { readonly stdout: string; readonly message: string }) => ({ stdout: error.stdout || error.message }))
    .then(({ stdout }) => stdout);

/** A bundle made by whoever installed the package: how large, and of which files. */
async function bundled(code: string): Promise<{ readonly bytes: number; readonly modules: readonly string[] }> {
  writeFileSync(join(folder, 'bundle.js'), code);
  const lib = { entry: join(folder, 'bundle.js'), formats: ['es' as const] };
  const made = (await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib },
  })) as Rolldown.RolldownOutput[];
  const chunks = made.flatMap(({ output }) => output).filter((each) => each.type === 'chunk');
  return {
    bytes: chunks.reduce((sum, { code }) => sum + code.length, 0),
    modules: chunks.flatMap((chunk) => Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength ? [id] : []))),
  };
}
