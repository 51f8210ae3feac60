/** Trainings in which everything decays to nothing, for tests that no engine keeps very small numbers. */
import { expect } from 'chai';
import { runJob, type Executor } from '../../src/engine/executor.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import type { EngineFacts } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';
import { parameterSlots } from '../../src/models/parameters.ts';

export const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});
export const model = buildModel({ family: 'mlp', params: { hidden: [16] } }, [6], 3);

/** Kernels that halve in each step, and their average, end as exact zeros; biases, which do not decay, stay. */
export async function expectZeros(executor: Executor): Promise<void> {
  // Rows without weight give no gradient.
  const job = randomJob(model, {
    rows: 4,
    batchSize: 4,
    epochs: 240,
    name: 'decay',
    learningRate: 0.5,
    optimizer: 'sgd',
    decay: 1,
    rowWeights: new Float32Array(4),
    averaging: new Float32Array(240).fill(0.5),
  });
  const weights = await runJob(executor, job);
  for (const { role, offset, size } of parameterSlots(model)) {
    const [end, start] = [weights, job.start].map((all) => Array.from(all.subarray(offset, offset + size)));
    expect(end, `${role}, ${executor.facts.library}`).to.deep.equal(role === 'kernel' ? start!.map(() => 0) : start);
  }
  executor.dispose();
}
