/** The WASM engine in this process, on one thread: the same compiled kernels and the same host code as in the page. */
import { join } from 'node:path';
import type { Executor } from '../../engine/executor.ts';
import { importAssemblyScript } from '../../../build/assemblyscript-plugin.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { packageRoot } from '../paths.ts';

/** Opens it and proves it against the reference. @throws CliError when it is wrong. */
export async function openProven(): Promise<{ readonly executor: Executor; readonly error: number }> {
  await importAssemblyScript(join(packageRoot, 'src/engine/wasm/assembly/kernels.ts'));
  const { createWasmExecutor } = await import('../../engine/wasm/wasm-executor.ts');
  const { selfTest, SELF_TEST_LIMIT } = await import('../../engine/self-test.ts');
  const { factsOf } = await import('../../engine/facts-of.ts');
  const executor = await createWasmExecutor(factsOf('wasm', 'measured here'));
  const error = Math.max(...Object.values(await selfTest(executor, SELF_TEST_LIMIT)));
  if (!(error <= SELF_TEST_LIMIT))
    throw new CliError(
      `The engine is wrong (error ${error.toExponential(1)} against the reference), so its times mean nothing. Run "bench engine" for more.`,
      exitCode.failed,
    );
  return { executor, error };
}
