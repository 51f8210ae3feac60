import { expect } from 'chai';
import { fitRow } from '../../../src/engine/bench/fit.ts';
import { contestants } from '../../../src/engine/bench/contestants.ts';
import type { Subject } from '../../../src/engine/bench/rows.ts';
import { startCpuBackend } from '../../../src/engine/tfjs/cpu-backend.ts';
import { benchEngines } from '../../../src/measure/bench-engines.ts';
import { benchModels } from '../../../src/models/bench-models.ts';

const subject: Subject = { engine: 'tfjs-cpu fit', gpu: false, software: false };

describe('model.fit as a peer', () => {
  it('moves the weights of the small models as the reference does, and has a speed', async () => {
    const backend = await startCpuBackend();
    for (const model of [benchModels.mlpSmall, benchModels.cnnSmall]) {
      const row = await fitRow(backend, subject, model, 1);
      expect(row).to.include({ engine: subject.engine, failure: null });
      expect(row.parityError).to.be.below(1e-4);
      expect(row.examplesPerSecond).to.be.above(0);
    }
  });
});

describe('the contestants of the benchmark', () => {
  it('command no GPU where there is no adapter', () => {
    const names = contestants(undefined).map(({ engine }) => engine);
    expect(names).to.deep.equal(['wasm', 'tfjs-cpu', 'tfjs-cpu fit', 'tfjs-wasm', 'tfjs-wasm fit', 'jax-js-wasm']);
  });

  it('are all of the page with one, and in software only on the GPU', () => {
    const all = contestants({ info: { isFallbackAdapter: true } } as GPUAdapter);
    expect(all).to.have.length(Object.values(benchEngines).filter(({ at }) => at === 'page').length);
    for (const { gpu, software } of all) expect(software).to.equal(gpu);
  });
});
