/**
 * Peers that are measured where the page is developed (`npm run dev`) and in tests, and do not travel with the built app: their packages are no
 * part of what it does.
 */
import type { BenchEngineId } from '../../measure/bench-engines.ts';

const developing: readonly BenchEngineId[] = ['jax-js-wasm'];

/** Node has no `import.meta.env`. */
const built = (import.meta.env as { PROD: boolean } | undefined)?.PROD === true;

/** Whether that engine can be measured here. */
export const isHere = (engine: BenchEngineId): boolean => !built || !developing.includes(engine);
