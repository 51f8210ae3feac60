/**
 * The engines that can be asked for, in the order in which `auto` tries them. Facts only, for the page, the command line and
 * experiments; src/engine/registry.ts says how each starts.
 */
interface Engine {
  readonly id: string;
  readonly title: string;
  /** Needs a GPU adapter. A software one has to be asked for by name: `auto` takes none, and its speeds are never ranked. */
  readonly gpu: boolean;
  /** TensorFlow.js, which trains any model that tf.layers has. */
  readonly anyModel: boolean;
}

export const engines = [
  { id: 'webgpu', title: 'WebGPU', gpu: true, anyModel: false },
  { id: 'wasm', title: 'WASM', gpu: false, anyModel: false },
  { id: 'tfjs-webgpu', title: 'TensorFlow.js on WebGPU', gpu: true, anyModel: true },
  { id: 'tfjs-wasm', title: 'TensorFlow.js on WASM', gpu: false, anyModel: true },
  { id: 'tfjs-cpu', title: 'TensorFlow.js in plain JavaScript', gpu: false, anyModel: true },
] as const satisfies readonly Engine[];

export type EngineId = (typeof engines)[number]['id'];

/** Names that experiments of earlier versions have for an engine; their ids hang on them. */
export const formerEngines = { cpu: 'tfjs-cpu' } as const satisfies Readonly<Record<string, EngineId>>;

export type EngineRequest = 'auto' | EngineId | keyof typeof formerEngines;

/** What an experiment may name: an engine, or the fastest that passes its self-test. */
export const engineRequests: readonly EngineRequest[] = [
  'auto',
  ...engines.map(({ id }) => id),
  ...(Object.keys(formerEngines) as (keyof typeof formerEngines)[]),
];

/** The request in today's names. */
export const engineAsked = (request: EngineRequest): 'auto' | EngineId =>
  request in formerEngines ? formerEngines[request as keyof typeof formerEngines] : (request as 'auto' | EngineId);
