import type * as tfl from '@tensorflow/tfjs-layers';
import { expect } from 'chai';
import { importGraph } from '../../../../src/engine/tfjs/graph-import.ts';
import { loadDataset } from '../../../../datasets/registry.ts';
import { arms } from '../../../../src/adapt/registry.ts';
import type { RunRecord } from '../../../../src/contracts/record.ts';
import { factsOf } from '../../../../src/engine/facts-of.ts';
import { startCpuBackend } from '../../../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../../../src/engine/tfjs/tfjs-executor.ts';
import { trainerOn } from '../../../../src/engine/trainer.ts';
import type { RunEvent } from '../../../../src/contracts/events.ts';
import { OwnModels } from '../../../../src/services/data/own-model.ts';
import { LabSession } from '../../../../src/services/lab/session.ts';
import { plain } from '../../../../src/spec/fitting.ts';
import { presets } from '../../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../../src/spec/schema.ts';
import { branches, convolution, recurrent } from '../../../engine/tfjs/graph-models.ts';
import { filesOf, savedModel } from '../../../engine/tfjs/saved-model.ts';

const CLASSES = 6;

/** Runs those repairs of that model on pump telemetry, 24 numbers a row, in TensorFlow.js. */
async function run(make: (classes: number) => tfl.LayersModel, arms: readonly string[]): Promise<RunRecord> {
  const models = new OwnModels(importGraph);
  const read = await models.read(filesOf(await savedModel(make(CLASSES))));
  if ('refusal' in read) throw new Error(JSON.stringify(read.refusal));
  const spec: Spec = {
    ...plain(presets.quick.spec),
    data: { id: 'sensors', params: {}, split: { baseTrain: 120, baseTest: 60, newPool: 90, newTest: 60 } },
    model: read.model.spec,
    base: { learningRate: 0.02, batchSize: 32, epochs: 3 },
    drift: [],
    labels: { budget: 60 },
    arms: arms.map((id) => ({ id })),
    stop: { epochs: 4 },
    seeds: { root: 5, count: 1 },
  };
  const backend = await startCpuBackend();
  const session = new LabSession({
    createTrainer: async () => trainerOn(createTfjsExecutor(backend, factsOf('tfjs-cpu', 'test'))),
    loadDataset,
    machine: { userAgent: 'test', cores: 2 },
    app: 'Drift Lab test',
  });
  const events: RunEvent[] = [];
  const own = await models.at(read.model.spec.params.head);
  await session.run(spec, (event) => events.push(event), { own: { model: own! } });
  const end = events.at(-1)!;
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  return end.record as RunRecord;
}

describe('repairs of a model that only TensorFlow.js knows', () => {
  for (const [name, make] of Object.entries({ recurrent, convolution, branches }))
    it(`train the head alone, all of it, or anew: ${name}`, async () => {
      const { results, seeds } = await run(make, ['none', 'head-only', 'full-fine-tune', 'retrain-all']);
      const of = (arm: string) => results.find((result) => result.arm === arm)!;
      expect(of('head-only').frozen!.after).to.equal(of('head-only').frozen!.before);
      expect(of('head-only').endHash).not.to.equal(of('none').endHash);
      expect(of('head-only').startHash).to.equal(seeds[0]!.base.endHash);
      expect(of('full-fine-tune').startHash).to.equal(seeds[0]!.base.endHash);
      expect(of('full-fine-tune').moved['first']).to.be.greaterThan(0);
      expect(of('retrain-all').startHash).not.to.equal(seeds[0]!.base.endHash);
      for (const arm of ['head-only', 'full-fine-tune', 'retrain-all']) {
        expect(of(arm).status, arm).to.equal('done');
        expect(of(arm).measures.accuracyNew, arm).to.be.greaterThan(of('none').measures.accuracyNew);
        expect(of(arm).counts.flops, arm).to.be.greaterThan(0);
      }
    });

  it('either work or say why they do not, every one of them', async () => {
    const { results, skipped = [] } = await run(
      branches,
      arms.map(({ id }) => id),
    );
    expect([...results, ...skipped].map(({ arm }) => arm)).to.have.members(arms.map(({ id }) => id));
    for (const { arm, reason } of skipped) expect(reason, arm).to.match(/\w{3}/);
    for (const { arm, status } of results) expect(status, arm).to.equal('done');
    expect(results.length).to.be.greaterThan(12);
  });
});
