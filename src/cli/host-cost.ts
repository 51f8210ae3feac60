/** Measures what a training step costs the host, in this process: no browser, no GPU. */
import type { HostCost } from '../engine/bench/host-cost.ts';
import { CliError, exitCode } from './cli-error.ts';
import { openProgress } from './desk.ts';
import { installNullGpu } from './null-gpu.ts';

/** @throws CliError when there is no null GPU to be had here. */
export async function hostCost(): Promise<HostCost[]> {
  const gpu = await installNullGpu();
  const { measureHostCost } = await import('../engine/bench/host-cost.ts');
  const progress = openProgress();
  try {
    return await measureHostCost(
      async () => {
        const adapter = await gpu.requestAdapter();
        if (!adapter)
          throw new CliError(
            'The package "webgpu" gave no null adapter. Get the version of package.json with: npm install --include=dev',
            exitCode.failed,
          );
        return adapter;
      },
      (what) => progress.update(`Measuring ${what}`),
    );
  } finally {
    progress.clear();
  }
}
