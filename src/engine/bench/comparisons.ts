/** Which of our engines is claimed to be how many times as fast as which peer. */
import type { BenchEngineId } from '../../measure/bench-engines.ts';

export interface Comparison {
  readonly id: string;
  readonly ours: BenchEngineId;
  readonly theirs: BenchEngineId;
  readonly model: string;
  /** How many times as fast ours is meant to be; on a GPU, on hardware and in software. */
  readonly goal: number | { readonly hardware: number; readonly software: number };
  readonly note?: string;
}

const TORCH_NOTE = 'one thread each, both flush subnormal numbers';
const cpu = (id: string, theirs: BenchEngineId, model: string, goal: number, note?: string): Comparison => ({
  ...{ id, ours: 'wasm', theirs, model, goal },
  ...(note && { note }),
});
const gpu = (id: string, theirs: BenchEngineId, model: string): Comparison => ({
  ...{ id, ours: 'webgpu', theirs, model },
  goal: { hardware: 50, software: 20 },
});

export const cpuComparisons: readonly Comparison[] = [
  cpu('cpu-mlp', 'tfjs-cpu fit', 'mlp-small', 90),
  cpu('tfwasm-mlp', 'tfjs-wasm fit', 'mlp-small', 35),
  cpu('cpu-cnn', 'tfjs-cpu fit', 'cnn-small', 150),
  cpu('jax-mlp', 'jax-js-wasm', 'mlp-small', 100),
  cpu('jax-cnn', 'jax-js-wasm', 'cnn-small', 100),
  cpu('torch-mlp', 'pytorch-cpu', 'mlp-small', 4, TORCH_NOTE),
  cpu('torch-cnn', 'pytorch-cpu', 'cnn-small', 2.5, TORCH_NOTE),
  cpu('torch-cnn-large', 'pytorch-cpu', 'cnn-large', 1.2, TORCH_NOTE),
  cpu('torch-mlp-large', 'pytorch-cpu', 'mlp-large', 0.45, `${TORCH_NOTE}; 128-bit SIMD against AVX2`),
];

export const gpuComparisons: readonly Comparison[] = [
  gpu('fit-mlp', 'tfjs-webgpu fit', 'mlp-small'),
  gpu('fit-cnn', 'tfjs-webgpu fit', 'cnn-small'),
];
