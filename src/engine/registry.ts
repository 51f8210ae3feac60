/** How each engine starts. What the page and the command line need to know of them is in src/spec/engines.ts. */
import type { EngineFacts, EngineName, Trainer } from '../contracts/trainer.ts';
import { EngineError } from './engine-error.ts';
import type { Executor } from './executor.ts';
import { trainerOn } from './trainer.ts';

export interface EngineEntry {
  /** Why `auto` comes to it, where those before it could not be had. */
  readonly reason: string;
  /** @param adapter of an engine that needs a GPU. Throws EngineError when it cannot start. */
  start(facts: (library: string) => EngineFacts, adapter: GPUAdapter | undefined): Promise<Executor>;
  /** Trains in several threads where it can; one trainer around the executor if absent. */
  threads?(executor: Executor): Promise<Trainer>;
}

export const engineEntries: Readonly<Record<EngineName, EngineEntry>> = {
  webgpu: {
    reason: 'hardware WebGPU adapter',
    async start(facts, adapter) {
      const [{ openDevice }, { createWebgpuExecutor }] = await Promise.all([
        import('./webgpu/device.ts'),
        import('./webgpu/webgpu-executor.ts'),
      ]);
      return createWebgpuExecutor(await openDevice(adapter!), facts);
    },
  },
  wasm: {
    reason: 'WebGPU set aside',
    async start(facts) {
      const { createWasmExecutor } = await import('./wasm/wasm-executor.ts');
      try {
        return await createWasmExecutor(facts);
      } catch (error) {
        throw new EngineError(`WASM could not start in this browser (${(error as Error).message})`);
      }
    },
    threads: inLanes,
  },
  'tfjs-webgpu': {
    reason: 'our own kernels set aside',
    async start(facts, adapter) {
      const [{ openDevice }, { startWebgpuBackend }, { createTfjsExecutor }, { recorded }] = await Promise.all([
        import('./webgpu/device.ts'),
        import('./tfjs/webgpu-backend.ts'),
        import('./tfjs/tfjs-executor.ts'),
        import('./tfjs/replay-executor.ts'),
      ]);
      return recorded(createTfjsExecutor(await startWebgpuBackend(await openDevice(adapter!)), facts));
    },
  },
  'tfjs-wasm': {
    reason: 'our own kernels set aside',
    async start(facts) {
      const [{ startWasmBackend }, { createTfjsExecutor }] = await Promise.all([
        import('./tfjs/wasm-backend.ts'),
        import('./tfjs/tfjs-executor.ts'),
      ]);
      return createTfjsExecutor(await startWasmBackend(), facts);
    },
  },
  'tfjs-cpu': {
    reason: 'last resort',
    async start(facts) {
      const [{ startCpuBackend }, { createTfjsExecutor }] = await Promise.all([
        import('./tfjs/cpu-backend.ts'),
        import('./tfjs/tfjs-executor.ts'),
      ]);
      return createTfjsExecutor(await startCpuBackend(), facts);
    },
  },
};

/** In a worker for each core where workers can start workers, else in this thread. */
async function inLanes(executor: Executor): Promise<Trainer> {
  const { laneCount, openWasmLanes } = await import('./open-wasm.ts');
  const threads = laneCount(navigator.hardwareConcurrency);
  if (threads === 1) return trainerOn(executor);
  try {
    return await openWasmLanes(threads, { ...executor.facts, library: `${executor.facts.library}, ${threads} threads`, threads });
  } catch (error) {
    const reason = `${executor.facts.reason}; one thread, since no further worker could start (${(error as Error).message})`;
    return trainerOn({ ...executor, facts: { ...executor.facts, reason } });
  }
}
