/** Chooses what trains, proves it against the reference, and says why it was chosen. */
import type { EngineFacts, EngineName, Trainer } from '../contracts/trainer.ts';
import { engineAsked, engines, type EngineRequest } from '../spec/engines.ts';
import { forAnyModel } from './any-model.ts';
import { calibrated } from './calibrated.ts';
import { EngineError } from './engine-error.ts';
import type { Executor } from './executor.ts';
import { factsOf } from './facts-of.ts';
import { engineEntries } from './registry.ts';
import { selfTest, SELF_TEST_LIMIT } from './self-test.ts';
import { trainerOn } from './trainer.ts';

type Engine = (typeof engines)[number];

interface Candidate {
  readonly engine: Engine;
  readonly reason: string;
  /** Of an engine that needs a GPU. */
  readonly adapter?: GPUAdapter | undefined;
}

/**
 * A trainer on the engine that was asked for. `auto` takes the faster of a hardware GPU and the CPU for each model, the CPU where
 * there is no such adapter, skipping any engine that cannot start or fails its self-test; a named engine is used or refused with
 * EngineError, never replaced.
 */
export async function createTrainer(request: EngineRequest): Promise<Trainer> {
  const executor = await openExecutor(engineAsked(request));
  const { engine } = executor.facts;
  const trainer = await trainerAround(executor);
  // Small models can train faster on the CPU than a GPU takes commands.
  const ours = request === 'auto' && isGpu(engine) ? await withChoice(trainer) : trainer;
  return forAnyModel(ours, request === 'auto' ? await ofTensorflow() : [], engines.find(({ id }) => id === engine)!.title);
}

/** TensorFlow.js on each backend that `auto` may take here. */
async function ofTensorflow() {
  const reason = 'our own kernels do not know this model';
  return (await candidates('auto'))
    .filter(({ engine }) => engine.anyModel)
    .map((candidate) => ({
      title: candidate.engine.title,
      open: async () => trainerAround(await openExecutor(candidate.engine.id, [{ ...candidate, reason }])),
    }));
}

const isGpu = (name: EngineName): boolean => engines.some(({ id, gpu }) => id === name && gpu);

async function trainerAround(executor: Executor): Promise<Trainer> {
  const { facts, wayOf } = executor;
  const { engine } = facts;
  const threads = await engineEntries[engine].threads?.(executor);
  if (threads) return threads;
  const trainer = trainerOn(executor, () => openExecutor(engine));
  return wayOf ? { ...trainer, prepare: async (model) => ({ ...facts, reason: `${facts.reason}; ${wayOf(model)}` }) } : trainer;
}

/** The GPU, or the first engine without one where a calibration finds that faster. */
async function withChoice(gpu: Trainer): Promise<Trainer> {
  const cpu = await openExecutor(engines.find((engine) => !engine.gpu)!.id).catch(() => undefined);
  return cpu ? calibrated(gpu, await trainerAround(cpu)) : gpu;
}

async function openExecutor(request: 'auto' | EngineName, among?: readonly Candidate[]): Promise<Executor> {
  const refused: string[] = [];
  for (const { engine, reason, adapter } of among ?? (await candidates(request))) {
    try {
      const bare = factsOf(engine.id, [reason, ...refused].join('; '));
      const facts = (library: string): EngineFacts => ({ ...bare(library), ...(adapter && adapterFacts(adapter)) });
      const executor = await engineEntries[engine.id].start(facts, adapter);
      const errors = await selfTest(executor, SELF_TEST_LIMIT);
      const worst = Math.max(...Object.values(errors));
      if (worst <= SELF_TEST_LIMIT) return { ...executor, facts: { ...executor.facts, selfTest: errors } };
      executor.dispose();
      throw new EngineError(`${capitalised(engine.title)} failed its self-test (error ${worst.toExponential(1)})`);
    } catch (error) {
      if (!(error instanceof EngineError) || request !== 'auto') throw error;
      refused.push(error.message);
    }
  }
  throw new EngineError(`No engine could start: ${refused.join('; ')}`);
}

async function candidates(request: 'auto' | EngineName): Promise<Candidate[]> {
  const asked = engines.find(({ id }) => id === request);
  if (asked && !asked.gpu) return [{ engine: asked, reason: `you asked for ${asked.title}` }];

  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (asked) {
    if (!adapter)
      throw new EngineError(`${asked.title} was asked for, but this browser offers no adapter. Choose the engine "auto" instead`);
    return [{ engine: asked, reason: `you asked for ${asked.title}`, adapter }];
  }
  if (adapter && !adapter.info.isFallbackAdapter)
    return engines.map((engine) => ({ engine, reason: engineEntries[engine.id].reason, ...(engine.gpu && { adapter }) }));
  const reason = !navigator.gpu ? 'no WebGPU in this browser' : adapter ? 'only a software WebGPU adapter' : 'no WebGPU adapter';
  return engines.filter(({ gpu }) => !gpu).map((engine) => ({ engine, reason }));
}

function adapterFacts({ info }: GPUAdapter): Pick<EngineFacts, 'adapter' | 'software'> {
  const { vendor, architecture, description, isFallbackAdapter: software } = info;
  return { adapter: [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed adapter', software };
}

const capitalised = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);
