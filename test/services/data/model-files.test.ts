import { unzipSync } from 'fflate';
import { expect } from 'chai';
import { loadDataset } from '../../../datasets/registry.ts';
import type { RunRecord } from '../../../src/contracts/record.ts';
import type { RunEvent } from '../../../src/contracts/events.ts';
import { parseNpy } from '../../../src/data/readers/npy.ts';
import { LabSession } from '../../../src/services/lab/session.ts';
import { plain } from '../../../src/spec/fitting.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import { fakeTrainer } from '../../experiment/fake-trainer.ts';
import { dataService } from './service-here.ts';

const spec: Spec = {
  ...plain(presets.sensors.spec),
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 50, newPool: 60, newTest: 80 } },
  arms: [{ id: 'none' }, { id: 'head-only' }],
  seeds: { root: 5, count: 2 },
};

const session = () =>
  new LabSession({
    createTrainer: async () => fakeTrainer(),
    loadDataset,
    machine: { userAgent: 'test', cores: 2 },
    app: 'Drift Lab test',
  });

async function run(lab: LabSession, of = spec): Promise<RunRecord> {
  const events: RunEvent[] = [];
  await lab.run(of, (event) => events.push(event));
  const end = events.at(-1)!;
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  return end.record as RunRecord;
}

describe('what came of a repair', () => {
  it('is kept of the first seed, for the experiment that was run last', async () => {
    const lab = session();
    const record = await run(lab);
    const repaired = lab.repairedModel(record.specId, 'head-only')!;
    expect(repaired.weights.length).to.equal(record.model.parameters);
    expect(lab.repairedModel(record.specId, 'retrain-all')).to.equal(undefined);
    await run(lab, { ...spec, seeds: { root: 6, count: 2 } });
    expect(lab.repairedModel(record.specId, 'head-only')).to.equal(undefined);
  });

  it('becomes arrays that NumPy opens, with the run it comes from and what its inputs go through', async () => {
    const lab = session();
    const record = await run(lab);
    const repaired = lab.repairedModel(record.specId, 'head-only')!;
    const [file] = await dataService().modelFiles(repaired, record, 'head-only', 'npz');
    const { 'about.json': about, ...arrays } = unzipSync(file!.bytes);
    const { driftLab } = JSON.parse(new TextDecoder().decode(about)) as {
      driftLab: { runId: string; arm: string; inputs: { columns: { name: string; mean: number }[] } };
    };
    expect([driftLab.runId, driftLab.arm]).to.deep.equal([record.runId, 'head-only']);
    expect(driftLab.inputs.columns).to.have.length(24);
    expect(driftLab.inputs.columns[0]!.mean).to.be.a('number');
    const values = Object.values(arrays).flatMap((bytes) => {
      const { shape, at } = parseNpy(bytes, 'a.npy');
      return Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => at(i));
    });
    expect(values).to.deep.equal(Array.from(repaired.weights));
  });

  it('becomes what TensorFlow.js loads, by whoever writes that', async () => {
    const lab = session();
    const record = await run(lab);
    const asked: unknown[] = [];
    const service = dataService({
      saveLayersModel: async (model, weights, about) => {
        asked.push([model, weights.length, about['driftLab']]);
        return [{ name: 'model.json', bytes: new Uint8Array(2) }];
      },
    });
    const files = await service.modelFiles(lab.repairedModel(record.specId, 'none')!, record, 'none', 'layers');
    expect(files.map(({ name }) => name)).to.deep.equal(['model.json']);
    expect(asked).to.have.length(1);
  });
});
