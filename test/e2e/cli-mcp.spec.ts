/** `lab mcp` as an agent meets it: the official client over standard input and output. */
import { expect, test } from '@playwright/test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RunRecord } from '../../src/contracts/record.ts';
import { findDetector, streamDetectors } from '../../src/detect/streaming/registry.ts';
import { randomStream } from '../../src/random/random.ts';
import { specId } from '../../src/spec/canonical.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { lab, startLab } from './lab-process.ts';
import { lengthy, tiny } from './support.ts';

const twoArms: Spec = { ...tiny, arms: [{ id: 'none' }, { id: 'head-only' }] };

interface Answered {
  readonly text: string;
  readonly data: Record<string, unknown> | undefined;
  readonly isError: boolean;
}

let client: Client;
const said: string[] = [];

test.beforeAll(async () => {
  client = new Client({ name: 'drift-lab-test', version: '1.0.0' });
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void said.push(String(params.data)));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['--import', 'tsx', 'src/cli/main.ts', 'mcp'] }));
});

test.afterAll(() => client.close());

async function call(name: string, args: Record<string, unknown>, options?: Parameters<Client['callTool']>[2]): Promise<Answered> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args }, undefined, options);
  const [{ text }] = content as [{ text: string }];
  return { text, data: structuredContent as Answered['data'], isError: isError === true };
}

test('offers its tools with the arguments of the commands', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['list', 'inspect', 'run', 'detect', 'compare', 'advice', 'verify']);
  const run = tools.find(({ name }) => name === 'run')!;
  expect(Object.keys(run.inputSchema.properties!)).toEqual(expect.arrayContaining(['spec', 'preset', 'seeds', 'drift', 'repairs', 'out']));
});

test('lists registries, their entries, and one of them', async () => {
  const { data: all } = await call('list', {});
  expect((all!.registries as { name: string }[]).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['drifts', 'repairs', 'detectors', 'presets']),
  );
  const { data: detectors } = await call('list', { registry: 'detectors' });
  expect((detectors!.entries as { id: string }[]).map(({ id }) => id)).toEqual(streamDetectors.map(({ id }) => id));
  const { data: one } = await call('list', { registry: 'drifts', id: 'gain-offset' });
  expect(one!.entry).toMatchObject({ id: 'gain-offset', ladder: expect.any(Array) as unknown });
});

test('runs an experiment, tells how far it is, and its record is advised on, verified, and found out when it was changed', async () => {
  const out = test.info().outputPath('run.json');
  const steps: { readonly progress: number; readonly total?: number | undefined }[] = [];
  const { text, data, isError } = await call('run', { spec: twoArms, out }, { onprogress: (step) => void steps.push(step) });
  expect([isError, text]).toEqual([false, expect.stringContaining('tune the head') as unknown]);
  const record = JSON.parse(readFileSync(out, 'utf8')) as RunRecord;
  expect(data).toMatchObject({ runId: record.runId, specId: specId(twoArms), verdict: record.derived.verdict });
  expect(steps.length).toBeGreaterThan(0);
  for (const [i, { progress, total }] of steps.entries()) {
    expect(progress).toBeGreaterThan(i ? steps[i - 1]!.progress : -1);
    expect(progress).toBeLessThanOrEqual(total!);
  }
  expect(said).toContainEqual(expect.stringMatching(/^Engine: /));

  const advice = await call('advice', { file: out, regulated: true });
  expect(advice.data).toMatchObject({
    runId: record.runId,
    needsApproval: true,
    fired: expect.arrayContaining([expect.objectContaining({ id: 'V1' })]) as unknown,
  });
  expect((await call('verify', { files: [out] })).data).toMatchObject({ sound: true });

  const changed = test.info().outputPath('changed.json');
  writeFileSync(changed, JSON.stringify({ ...record, durationMs: 1 }));
  expect((await call('verify', { files: [changed] })).data).toMatchObject({ sound: false });
  expect(await call('advice', { file: changed })).toMatchObject({
    isError: true,
    text: expect.stringContaining('was changed after the run') as unknown,
  });
});

test('detects, compares and inspects as the commands do', async () => {
  const numbers = Array.from({ length: 400 }, (_, i) => ((i * 7919) % 13 < (i < 200 ? 1 : 8) ? 1 : 0));
  const detector = findDetector('adwin')!.create({ delta: 0.01 }, randomStream(1, 'detect', 'adwin'));
  const alarms = numbers.flatMap((value, i) => {
    detector.update(value);
    return detector.alarm ? [i] : [];
  });
  expect(alarms.length).toBeGreaterThan(0);
  expect((await call('detect', { detector: 'adwin', file: numbers, param: ['delta=0.01'] })).data).toMatchObject({ items: 400, alarms });

  const [old, fresh] = ['old.csv', 'new.csv'].map((name) => test.info().outputPath(name)) as [string, string];
  writeFileSync(old, ['flow', ...numbers.slice(0, 200).map((_, i) => i / 10)].join('\n'));
  writeFileSync(fresh, ['flow', ...numbers.slice(0, 200).map((_, i) => i / 10 + 5)].join('\n'));
  const { stdout } = await lab('compare-samples', 'ks', old, fresh, '--json');
  expect((await call('compare', { test: 'ks', reference: old, current: fresh })).data).toEqual(JSON.parse(stdout));

  const table = test.info().outputPath('pumps.csv');
  writeFileSync(table, ['state,flow', ...numbers.map((value, i) => `${value ? 'worn' : 'fine'},${i % 17}`)].join('\n'));
  expect((await call('inspect', { files: [table], label: 'state' })).data).toMatchObject({ rows: 400, classes: ['fine', 'worn'] });
});

test('refuses what the command line refuses, in the same words', { tag: '@slow' }, async () => {
  const refused: readonly (readonly [name: string, args: Record<string, unknown>, argv: readonly string[]])[] = [
    ['run', { preset: 'nope' }, ['run', '--preset', 'nope']],
    ['run', { seeds: 0 }, ['run', '--seeds', '0']],
    ['detect', { detector: 'nose', file: [1, 2] }, ['detect', 'nose', 'numbers.txt']],
    ['advice', { file: 'nowhere.json' }, ['advice', 'nowhere.json']],
    ['inspect', { files: ['nowhere.csv'] }, ['inspect', 'nowhere.csv']],
  ];
  for (const [name, args, argv] of refused) {
    const { code, stderr } = await lab(...argv);
    expect(code).toBe(2);
    expect(await call(name, args)).toMatchObject({ isError: true, text: stderr.trimEnd() });
  }
  const misspelt = await call('run', { spec: { lables: {} } });
  expect(misspelt).toMatchObject({ isError: true, text: expect.stringContaining('lables: unknown key') as unknown });
  expect(await call('run', { sedes: 3 })).toMatchObject({ isError: true, text: expect.stringContaining('no argument "sedes"') as unknown });
  expect(await call('detect', { detector: 'adwin', file: '-' })).toMatchObject({ isError: true });
});

test('stops a run whose caller has had enough of it, and answers the next', { tag: '@slow' }, async () => {
  const enough = new AbortController();
  const running = call('run', { spec: lengthy }, { signal: enough.signal, onprogress: () => enough.abort() });
  await expect(running).rejects.toThrow();
  // Whatever trains waits for what trained before: the first run has ended.
  expect(await call('run', { spec: { ...twoArms, seeds: { root: 7, count: 1 } } })).toMatchObject({ isError: false });
});

test('ends with its standard input, and leaves no browser behind', { tag: '@slow' }, async () => {
  // Elsewhere there is no /proc in which a process can be found by what was in its environment when it began.
  test.skip(process.platform !== 'linux', 'processes are counted in /proc');
  const running = startLab('mcp');
  const send = (message: object) => running.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
  send({ id: 1, method: 'initialize', params: hello });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'run', arguments: { spec: lengthy }, _meta: { progressToken: 'p' } } });
  await running.prints('notifications/progress');
  running.endInput();
  const { code, stdout } = await running.ended;
  expect(code).toBe(0);
  // Nothing but the protocol was ever written there.
  for (const line of stdout.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  await expect.poll(() => running.leftovers()).toEqual([]);
});
