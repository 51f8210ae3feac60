import { expect } from 'chai';
import { benchModels } from '../../../src/models/bench-models.ts';
import { benchRow, type Subject } from '../../../src/engine/bench/rows.ts';
import type { Executor } from '../../../src/engine/executor.ts';
import { createWasmExecutor } from '../../../src/engine/wasm/wasm-executor.ts';
import type { EngineFacts } from '../../../src/contracts/trainer.ts';

const facts = (library: string): EngineFacts => ({
  engine: 'wasm',
  reason: 'test',
  adapter: '',
  software: false,
  library,
  threads: 1,
  selfTest: {},
});
const small = benchModels.mlpSmall;
const subject = (engine: string): Subject => ({ engine, gpu: false, software: false });

describe('the engine benchmark', () => {
  let executor: Executor;
  before(async () => (executor = await createWasmExecutor(facts)));

  it('reports a speed, its step time and the parity it was gated on, consistently', async () => {
    const row = await benchRow(executor, subject('wasm'), small, 20);
    expect(row).to.include({ model: 'mlp-small', engine: 'wasm', parameters: 6154, failure: null });
    expect(row.parityError).to.be.below(1e-4);
    expect(row.examplesPerSecond).to.be.closeTo((1000 * 64) / row.stepMs!, 1e-6);
    // 3F − F₁ per example, by hand: F = 2(20·64 + 64·64 + 64·10), F₁ = 2·20·64.
    const flopsPerStep = 64 * (3 * 2 * (20 * 64 + 64 * 64 + 64 * 10) - 2 * 20 * 64);
    expect(row.gflopPerSecond! * row.stepMs! * 1e6).to.be.closeTo(flopsPerStep, 1);
  });

  it('reports no speed for an engine whose weights are wrong', async () => {
    const wrong: Executor = {
      ...executor,
      async begin(jobs) {
        const training = await executor.begin(jobs);
        return {
          steps: training.steps,
          step: (index, readLoss) => training.step(index, readLoss),
          outputs: (replica, data) => training.outputs(replica, data),
          read: async (replica) => (await training.read(replica)).map((value) => value * 1.01),
          dispose: () => training.dispose(),
        };
      },
    };
    const row = await benchRow(wrong, subject('wrong'), small, 20);
    expect(row.examplesPerSecond).to.equal(null);
    expect(row.failure).to.match(/the weights are wrong/);
  });

  it('reports why an engine could not run, instead of failing', async () => {
    const broken: Executor = {
      ...executor,
      begin() {
        throw new Error('no such kernel');
      },
    };
    expect(await benchRow(broken, subject('broken'), small, 20)).to.include({ examplesPerSecond: null, failure: 'no such kernel' });
  });
});
