/** What an executor says of itself before it has been chosen or proved. */
import type { EngineFacts, EngineName } from '../contracts/trainer.ts';

/** On one thread, without an adapter or a self-test; executors name their library. */
export const factsOf =
  (engine: EngineName, reason: string): ((library: string) => EngineFacts) =>
  (library) => ({ engine, reason, adapter: '', software: false, library, threads: 1, selfTest: {} });
