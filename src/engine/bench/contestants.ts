/** How the benchmark opens each engine that the page measures. */
import type { BenchRow } from '../../contracts/bench.ts';
import { benchEngines, pageEngines, type PageEngineId } from '../../measure/bench-engines.ts';
import type { BenchModel } from '../../models/bench-models.ts';
import type { Executor } from '../executor.ts';
import { factsOf } from '../facts-of.ts';
import { selfTest } from '../self-test.ts';
import type { TfBackend } from '../tfjs/tfjs-executor.ts';
import { openDevice } from '../webgpu/device.ts';
import { createWebgpuExecutor } from '../webgpu/webgpu-executor.ts';
import { createWasmExecutor } from '../wasm/wasm-executor.ts';
import { findAdapter } from './adapter.ts';
import { isHere } from './peers-here.ts';
import { benchRow, type Subject } from './rows.ts';

/** Shortest timed region of a row, in ms. */
const MIN_MS = 800;

/** An engine, opened: what it measures of each model. */
export interface Opened {
  readonly test: (() => Promise<Record<string, number>>) | undefined;
  row(model: BenchModel): Promise<BenchRow>;
  close(): void;
}

export interface Contestant extends Subject {
  open(subject: Subject): Promise<Opened>;
}

type Open = Contestant['open'];

const facts = factsOf('wasm', 'benchmark');

const openGpu = async () => openDevice((await findAdapter())!);

const onExecutor =
  (open: () => Promise<Executor>): Open =>
  async (subject) => {
    const executor = await open();
    return { test: () => selfTest(executor), row: (model) => benchRow(executor, subject, model, MIN_MS), close: () => executor.dispose() };
  };

/** TensorFlow.js on one of its backends: as its loop, and as `model.fit`. */
const backends = {
  cpu: async () => (await import('../tfjs/cpu-backend.ts')).startCpuBackend(),
  wasm: async () => (await import('../tfjs/wasm-backend.ts')).startWasmBackend(),
  webgpu: async () => (await import('../tfjs/webgpu-backend.ts')).startWebgpuBackend(await openGpu()),
} as const satisfies Readonly<Record<string, () => Promise<TfBackend>>>;

const eager = async (start: () => Promise<TfBackend>): Promise<Executor> =>
  (await import('../tfjs/tfjs-executor.ts')).createTfjsExecutor(await start(), facts);

const loop = (start: () => Promise<TfBackend>): Open => onExecutor(() => eager(start));

const fit =
  (start: () => Promise<TfBackend>): Open =>
  async (subject) => {
    const backend = await start();
    const { fitRow } = await import('./fit.ts');
    return { test: undefined, row: (model) => fitRow(backend, subject, model, MIN_MS), close: () => backend.dispose() };
  };

/** Beside the eager loop it has no self-test of its own: it refuses dropout. */
const replay: Open = async (subject) => {
  const { replaying } = await import('../tfjs/replay-executor.ts');
  return { ...(await onExecutor(async () => replaying(await eager(backends.webgpu)))(subject)), test: undefined };
};

const openings: Readonly<Record<PageEngineId, Open>> = {
  wasm: onExecutor(() => createWasmExecutor(facts)),
  webgpu: onExecutor(async () => createWebgpuExecutor(await openGpu(), facts)),
  'tfjs-cpu': loop(backends.cpu),
  'tfjs-cpu fit': fit(backends.cpu),
  'tfjs-wasm': loop(backends.wasm),
  'tfjs-wasm fit': fit(backends.wasm),
  'jax-js-wasm': onExecutor(async () => {
    if (import.meta.env?.PROD) throw new Error('jax-js is no part of the built app');
    return (await import('../peers/jax-executor.ts')).createJaxExecutor(facts);
  }),
  'tfjs-webgpu': loop(backends.webgpu),
  'tfjs-webgpu replay': replay,
  'tfjs-webgpu fit': fit(backends.webgpu),
};

/** All that can be measured with that adapter. */
export const contestants = (adapter: GPUAdapter | undefined): Contestant[] =>
  pageEngines
    .filter(isHere)
    .map((engine) => ({ engine, gpu: benchEngines[engine].gpu, open: openings[engine] }))
    .filter(({ gpu }) => adapter || !gpu)
    .map((each) => ({ ...each, software: each.gpu && (adapter?.info.isFallbackAdapter ?? false) }));
