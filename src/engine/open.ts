/** Chooses what trains, proves it against the reference, and says why it was chosen. */
import type { EngineFacts, EngineName, Trainer } from '../contracts/trainer.ts';
import { calibrated } from './calibrated.ts';
import { EngineError } from './engine-error.ts';
import type { Executor } from './executor.ts';
import { selfTest, SELF_TEST_LIMIT } from './self-test.ts';
import { trainerOn } from './trainer.ts';

export type EngineRequest = 'auto' | EngineName;

interface Candidate {
  readonly engine: EngineName;
  readonly reason: string;
  readonly adapter: string;
  readonly software: boolean;
  /** Starts it; throws EngineError when it cannot. */
  start(facts: (library: string) => EngineFacts): Promise<Executor>;
}

/**
 * A trainer on the engine that was asked for. `auto` takes the faster of hardware WebGPU and WASM for each model, WASM where
 * there is no such adapter, else plain JavaScript, skipping any that cannot start or fails its self-test; a named engine is used or refused with EngineError, never replaced.
 */
export async function createTrainer(request: EngineRequest): Promise<Trainer> {
  const executor = await openExecutor(request);
  const { engine } = executor.facts;
  if (engine === 'wasm') return inLanes(executor);
  const trainer = trainerOn(executor, () => openExecutor(engine));
  // Small models can train faster on the CPU than a GPU takes commands.
  return request === 'auto' && engine === 'webgpu' ? withChoice(trainer) : trainer;
}

/** Hardware WebGPU, or WASM where a calibration finds that faster. */
async function withChoice(gpu: Trainer): Promise<Trainer> {
  const wasm = await openExecutor('wasm').catch(() => undefined);
  return wasm ? calibrated(gpu, await inLanes(wasm)) : gpu;
}

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

async function openExecutor(request: EngineRequest): Promise<Executor> {
  const refused: string[] = [];
  for (const { engine, reason, adapter, software, start } of await candidates(request)) {
    try {
      const why = [reason, ...refused].join('; ');
      const executor = await start((library) => ({ engine, reason: why, adapter, software, library, threads: 1, selfTest: {} }));
      const errors = await selfTest(executor, SELF_TEST_LIMIT);
      const worst = Math.max(...Object.values(errors));
      if (worst <= SELF_TEST_LIMIT) return { ...executor, facts: { ...executor.facts, selfTest: errors } };
      executor.dispose();
      throw new EngineError(`${label[engine]} failed its self-test (error ${worst.toExponential(1)})`);
    } catch (error) {
      if (!(error instanceof EngineError) || request !== 'auto') throw error;
      refused.push(error.message);
    }
  }
  throw new EngineError(`No engine could start: ${refused.join('; ')}`);
}

const label: Record<EngineName, string> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'Plain JavaScript' };

async function candidates(request: EngineRequest): Promise<Candidate[]> {
  const cpu = (reason: string): Candidate => ({ engine: 'cpu', reason, adapter: '', software: false, start: startCpu });
  const wasm = (reason: string): Candidate => ({ engine: 'wasm', reason, adapter: '', software: false, start: startWasm });
  if (request === 'cpu') return [cpu('you asked for plain JavaScript')];
  if (request === 'wasm') return [wasm('you asked for WASM')];

  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (request === 'webgpu') {
    if (!adapter) throw new EngineError('WebGPU was asked for, but this browser offers no adapter. Choose the engine "auto" instead');
    return [webgpu(adapter, 'you asked for WebGPU')];
  }
  if (adapter && !isSoftware(adapter)) return [webgpu(adapter, 'hardware WebGPU adapter'), wasm('WebGPU set aside'), cpu('last resort')];
  const why = !navigator.gpu ? 'no WebGPU in this browser' : adapter ? 'only a software WebGPU adapter' : 'no WebGPU adapter';
  return [wasm(why), cpu(why)];
}

const isSoftware = (adapter: GPUAdapter) => adapter.info.isFallbackAdapter;

function webgpu(adapter: GPUAdapter, reason: string): Candidate {
  const { vendor, architecture, description } = adapter.info;
  return {
    engine: 'webgpu',
    reason,
    adapter: [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter',
    software: isSoftware(adapter),
    async start(facts) {
      const [{ openDevice }, { createWebgpuExecutor }] = await Promise.all([
        import('./webgpu/device.ts'),
        import('./webgpu/webgpu-executor.ts'),
      ]);
      return createWebgpuExecutor(await openDevice(adapter), facts);
    },
  };
}

const startCpu: Candidate['start'] = async (facts) => {
  const [{ startCpuBackend }, { createTfjsExecutor }] = await Promise.all([
    import('./tfjs/cpu-backend.ts'),
    import('./tfjs/tfjs-executor.ts'),
  ]);
  return createTfjsExecutor(await startCpuBackend(), facts);
};

const startWasm: Candidate['start'] = async (facts) => {
  const { createWasmExecutor } = await import('./wasm/wasm-executor.ts');
  try {
    return await createWasmExecutor(facts);
  } catch (error) {
    throw new EngineError(`WASM could not start in this browser (${(error as Error).message})`);
  }
};
