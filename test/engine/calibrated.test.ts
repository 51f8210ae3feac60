import { expect } from 'chai';
import { calibrated } from '../../src/engine/calibrated.ts';
import type { EngineName, Trainer } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

const small = buildModel({ family: 'mlp', params: { hidden: [4] } }, [3], 2);
const large = buildModel({ family: 'mlp', params: { hidden: [64] } }, [30], 2);

/** Two engines on one made-up clock: a step takes `cost` ms of it, by the number of parameters. */
function engines(cost: Partial<Record<EngineName, (parameters: number) => number>>, atOnce = 1) {
  let time = 0;
  const trained: EngineName[] = [];
  const engine = (name: EngineName): Trainer => {
    const fake = fakeTrainer({ engine: name, atOnce });
    return {
      ...fake,
      async trainAll(jobs, pace, onPoint) {
        trained.push(name);
        const [job] = jobs;
        time += Math.ceil(job!.data.rows / job!.batchSize) * job!.epochs * cost[name]!(job!.start.length);
        return fake.trainAll(jobs, pace, onPoint);
      },
    };
  };
  return { trainer: calibrated(engine('webgpu'), engine('wasm'), () => time), trained, elapsed: () => time };
}

describe('the choice between WebGPU and WASM', () => {
  it('is WASM where that is faster, and says by how much', async () => {
    const { trainer } = engines({ webgpu: () => 2, wasm: () => 0.5 });
    const facts = await trainer.prepare(small, 8);
    expect(facts.engine).to.equal('wasm');
    expect(facts.reason).to.equal('4.0× faster than WebGPU on this model (50 ms calibration)');
  });

  it('is made for each model: a GPU wins where there is much to compute', async () => {
    const { trainer, trained } = engines({ webgpu: () => 1, wasm: (parameters) => parameters / 100 });
    expect((await trainer.prepare(small, 8)).engine).to.equal('wasm');
    expect((await trainer.prepare(large, 8)).engine).to.equal('webgpu');
    trained.length = 0;
    await trainer.trainAll([], { breathe: async () => {} }).catch(() => undefined);
    expect(trained).to.deep.equal(['webgpu']);
    expect(trainer.describe().engine).to.equal('webgpu');
  });

  it('is measured once for each model, in about 50 ms', async () => {
    const { trainer, elapsed, trained } = engines({ webgpu: () => 0.2, wasm: () => 0.1 });
    await trainer.prepare(small, 8);
    expect(elapsed()).to.be.within(40, 60);
    const before = trained.length;
    await trainer.prepare(small, 8);
    expect(trained).to.have.length(before);
  });
});
