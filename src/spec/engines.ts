/**
 * The engines that can be asked for, in the order in which `auto` tries them. Facts only, for the page, the command line and
 * experiments; src/engine/registry.ts says how each starts.
 */
interface Engine {
  readonly id: string;
  readonly title: string;
  /** Needs a GPU adapter. A software one has to be asked for by name: `auto` takes none, and its speeds are never ranked. */
  readonly gpu: boolean;
}

export const engines = [
  { id: 'webgpu', title: 'WebGPU', gpu: true },
  { id: 'wasm', title: 'WASM', gpu: false },
  { id: 'cpu', title: 'plain JavaScript', gpu: false },
] as const satisfies readonly Engine[];

export type EngineId = (typeof engines)[number]['id'];

/** What an experiment may name: an engine, or the fastest that passes its self-test. */
export const engineRequests: readonly ('auto' | EngineId)[] = ['auto', ...engines.map(({ id }) => id)];
