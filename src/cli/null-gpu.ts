/** A GPU for Node that takes every command, checks it, and computes nothing. It comes from the package `webgpu` (Dawn). */
import { CliError, exitCode } from './cli-error.ts';

/**
 * Installs it as this process's WebGPU. TensorFlow.js must be imported afterwards: it looks for `navigator.gpu` once.
 *
 * @throws CliError when the package is missing or does not run here
 */
export async function installNullGpu(): Promise<GPU> {
  const { create, globals } = await import('webgpu').catch((error: Error) => {
    const [why] = error.message.split('\n');
    throw new CliError(
      `This needs the package "webgpu" (Dawn for Node), and it could not be loaded (${why}). Get it with: npm install --include=dev`,
      exitCode.failed,
    );
  });
  Object.assign(globalThis, globals);
  const gpu = create(['backend=null']);
  const navigator = { gpu, userAgent: 'node', hardwareConcurrency: 1 };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  return gpu;
}
