import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunRecord } from '../../src/contracts/record.ts';
import { readOwnFiles } from '../../src/data/readers/read-own.ts';
import { factsOf } from '../../src/engine/facts-of.ts';
import { startCpuBackend } from '../../src/engine/tfjs/cpu-backend.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { importGraph } from '../../src/engine/tfjs/graph-import.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { matchedOrder, reordered } from '../../src/experiment/own-base.ts';
import { OwnModels } from '../../src/services/data/own-model.ts';
import { LabSession } from '../../src/services/lab/session.ts';
import type { ImportedChoice } from '../../src/models/families.ts';
import { buildModel } from '../../src/models/families.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';

const folder = new URL('./own-base/', import.meta.url);
const file = (path: string) => new File([readFileSync(new URL(path, folder))], path.slice(path.lastIndexOf('/') + 1));

/** Accuracy on old rows of a model that was saved elsewhere, and the warnings, where it is read so. */
async function run(name: string, read: Pick<ImportedChoice, 'inputs' | 'classes'>) {
  const models = new OwnModels(importGraph);
  const answer = await models.read([file(`${name}/model.json`), file(`${name}/weights.bin`)]);
  if ('refusal' in answer) throw new Error(answer.refusal.text);
  const data = await readOwnFiles([file('units.csv')], {});
  const { params } = answer.model.spec;
  const spec: Spec = {
    ...plain(presets.quick.spec),
    data: {
      id: 'own',
      params: { name: 'units.csv', sha256: data.sha256, label: 'label' },
      split: { baseTrain: 300, baseTest: 200, newPool: 200, newTest: 200 },
    },
    model: { family: 'imported', params: { ...params, ...read } },
    drift: [],
    arms: [{ id: 'none' }],
    seeds: { root: 1, count: 1 },
  };
  const backend = await startCpuBackend();
  const session = new LabSession({
    createTrainer: async () => trainerOn(createTfjsExecutor(backend, factsOf('tfjs-cpu', 'test'))),
    loadDataset: () => Promise.reject(new Error('not part of this test')),
    machine: { userAgent: 'test', cores: 1 },
    app: 'test',
  });
  const events: RunEvent[] = [];
  const own = (await models.at(params.head))!;
  await session.run(spec, (event) => events.push(event), { own: { data, model: own } });
  const end = events.at(-1)!;
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  const told = events.flatMap((event) => (event.type === 'warning' && event.code === 'model-misread' ? [event.text] : []));
  return { accuracy: (end.record as RunRecord).seeds[0]!.base.accuracyOld, told };
}

describe('how the user’s model is read', () => {
  it('is told where it was trained on other units, and right on 98 % once it has them', async () => {
    const misread = await run('raw', {});
    expect(misread.accuracy).to.be.below(0.8);
    expect(misread.told.join()).to.match(
      /right on \d+\.\d % of old rows as it is given them here, and on 9\d\.\d % with columns in their own units/,
    );
    const read = await run('raw', { inputs: 'raw', ...(misread.told.join().includes('matched') && { classes: 'matched' }) });
    expect(read.told).to.deep.equal([]);
    expect(read.accuracy).to.be.above(0.95);
  });

  it('is told where its classes stand in another order, and right on 98 % once they are matched', async () => {
    const misread = await run('order', {});
    expect(misread.told.join()).to.match(/classes matched on old rows/);
    const inputs = misread.told.join().includes('own units') ? ({ inputs: 'raw' } as const) : {};
    const read = await run('order', { ...inputs, classes: 'matched' });
    expect(read.told).to.deep.equal([]);
    expect(read.accuracy).to.be.above(0.95);
  });

  it('matches each class with the output that stands for it most often, and leaves what is never seen in its place', () => {
    expect(matchedOrder([2, 2, 0, 0, 1, 2], [0, 0, 1, 1, 2, 0], 3)).to.deep.equal([2, 0, 1]);
    expect(matchedOrder([], [], 3)).to.deep.equal([0, 1, 2]);
    expect(matchedOrder([1, 1], [0, 0], 3)).to.deep.equal([1, 0, 2]);
  });

  it('puts the columns of the last layer into that order', () => {
    const model = buildModel({ family: 'softmax', params: {} }, [2], 3);
    expect(Array.from(reordered(model, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), [2, 0, 1]))).to.deep.equal([3, 1, 2, 6, 4, 5, 9, 7, 8]);
  });
});
