/** What the engine benchmark measures, in its order: our engines, and the peers they are compared with. Facts only. */
interface BenchEngine {
  /** Ours; all others are peers. */
  readonly own: boolean;
  /** Commands a GPU: it is compared with others that do, and left out where there is no adapter. */
  readonly gpu: boolean;
  /** Where it is measured; the command line adds its rows to those of the page. */
  readonly at: 'page' | 'command line';
}

const own = (gpu: boolean) => ({ own: true, gpu, at: 'page' }) as const;
const peer = (gpu: boolean) => ({ own: false, gpu, at: 'page' }) as const;

export const benchEngines = {
  wasm: own(false),
  webgpu: own(true),
  'tfjs-cpu': peer(false),
  'tfjs-cpu fit': peer(false),
  'tfjs-wasm': peer(false),
  'tfjs-wasm fit': peer(false),
  'jax-js-wasm': peer(false),
  'tfjs-webgpu': peer(true),
  'tfjs-webgpu replay': peer(true),
  'tfjs-webgpu fit': peer(true),
  'pytorch-cpu': { own: false, gpu: false, at: 'command line' },
} as const satisfies Readonly<Record<string, BenchEngine>>;

export type BenchEngineId = keyof typeof benchEngines;
/** Those that the page measures. */
export type PageEngineId = { [K in BenchEngineId]: (typeof benchEngines)[K]['at'] extends 'page' ? K : never }[BenchEngineId];

const ids = Object.keys(benchEngines) as BenchEngineId[];

/** In the order of the benchmark. */
export const pageEngines = ids.filter((id): id is PageEngineId => benchEngines[id].at === 'page');

/** What is known of the engine of a row; undefined for a row of another version. */
export const benchEngine = (id: string): BenchEngine | undefined =>
  Object.hasOwn(benchEngines, id) ? benchEngines[id as BenchEngineId] : undefined;

/** Our engine on a GPU, or on the CPU: what peers of that kind are compared with. */
export const ownEngine = (gpu: boolean): BenchEngineId => ids.find((id) => benchEngines[id].own && benchEngines[id].gpu === gpu)!;
