/** A row of the benchmark as our WASM gives one, for the tests of whatever shows or keeps rows. */
import type { BenchRow } from '../src/contracts/bench.ts';

export const row: BenchRow = {
  model: 'mlp-small',
  title: 'MLP',
  engine: 'wasm',
  parameters: 6186,
  examplesPerSecond: 400_000,
  stepMs: 0.16,
  firstStepMs: 0.9,
  gflopPerSecond: 15.2,
  dispatches: null,
  hostUs: null,
  parityError: 2e-7,
  gpuErrors: 0,
  software: false,
  failure: null,
};
