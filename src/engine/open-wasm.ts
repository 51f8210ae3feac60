/** Our WASM engine in this thread, and in as many workers as the machine has cores. */
import { proxy, wrap, type Remote } from 'comlink';
import type { EngineFacts, Trainer } from '../contracts/trainer.ts';
import { factsOf } from './facts-of.ts';
import type { LaneService } from './lane.ts';
import { openLanes, type Lane } from './lanes.ts';
import { trainerOn } from './trainer.ts';
import { createWasmExecutor } from './wasm/wasm-executor.ts';

/** More lanes cost memory and bring little for the seeds of one experiment. */
const MOST_LANES = 8;

/** Cores worth training on; with more than two, one is left to the page. */
export const laneCount = (cores: number): number => Math.max(1, Math.min(MOST_LANES, cores > 2 ? cores - 1 : cores));

/** A trainer in this thread, without a self-test: for lanes of an engine that has passed one. */
export const openWasmTrainer = async (): Promise<Trainer> => trainerOn(await createWasmExecutor(factsOf('wasm', 'lane')));

/** A trainer that trains in `count` workers. Rejects where workers cannot start workers. */
export const openWasmLanes = (count: number, facts: EngineFacts): Promise<Trainer> => openLanes({ count, start: startLane, facts });

async function startLane(onPoints: Parameters<LaneService['open']>[0]): Promise<Lane> {
  const worker = new Worker(new URL('../../workers/lane.ts', import.meta.url), { type: 'module' });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'the worker could not be loaded')), { once: true });
  });
  const service: Remote<LaneService> = wrap<LaneService>(worker);
  await Promise.race([service.open(proxy(onPoints)), failed]);
  return { service: service as unknown as Lane['service'], end: () => worker.terminate() };
}
