import { expect } from 'chai';
import type { OwnAnswer, OwnData, Refusal } from '../../src/contracts/services.ts';
import type { ReadingOptions } from '../../src/spec/reading-options.ts';
import { landing, presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { LabStore } from '../../src/state/lab-store.ts';

const { spec: quick } = landing;
const own: OwnData = {
  facts: {
    title: 'pumps.csv',
    inputShape: [1],
    encodedShape: [1],
    columns: [{ name: 'flow', kind: 'numeric' }],
    classes: ['a', 'b'],
    maxRows: 90,
  },
  spec: {
    id: 'own',
    params: { name: 'pumps.csv', label: 'y', sha256: 'a'.repeat(64) },
    split: { baseTrain: 40, baseTest: 20, newPool: 15, newTest: 15 },
  },
  fits: ['gain-offset'],
  worldNotes: [],
  notes: [],
  header: ['flow', 'y'],
};
const refusal: Refusal = { text: 'pumps.csv:3: a cell too many. Remove it.', issues: [] };
const model: Spec['model'] = { family: 'imported', params: { name: 'model.json', sha256: 'b'.repeat(64), head: 2 } };

/** A store whose data worker is replaced by these answers; it notes the previews that it asks for and what it reads. */
function fake(answer: OwnAnswer = { own }) {
  const store = new LabStore();
  const previews: Spec[] = [];
  const reads: unknown[] = [];
  const kept: { reading?: ReadingOptions | undefined } = {};
  Object.assign(store.memory, {
    recall: async () => kept.reading,
    remember: async (_: unknown, reading?: ReadingOptions) => void (kept.reading = reading),
  });
  Object.assign(store.data, {
    show: (spec: Spec) => previews.push(spec),
    read: async ({ files, paths }: { files: File[]; paths: string[] }, reading: ReadingOptions = {}) => {
      reads.push([files.map(({ name }) => name), paths, reading]);
      if ('own' in answer) store.data.own = answer.own;
      return answer;
    },
    useDownload: async () => answer,
    readModel: async () =>
      'refusal' in answer
        ? answer.refusal
        : void (store.data.ownModel = {
            spec: model as Extract<Spec['model'], { family: 'imported' }>,
            inputShape: [64],
            classes: 10,
            ownKernels: true,
            layers: [],
            notes: [],
          }),
  });
  return { store, previews, reads };
}
const file = new File(['flow,y'], 'pumps.csv');

describe('editing the experiment', () => {
  it('asks for a preview of each change, and takes an old notice away', () => {
    const { store, previews } = fake();
    store.showNotice('an old one');
    store.edit({ drift: [globalDrift('contrast', 4.2)] });
    expect(store.spec).to.deep.equal({ ...quick, drift: [globalDrift('contrast', 4.2)] });
    expect([previews, store.notice]).to.deep.equal([[store.spec], undefined]);
  });

  it('refuses what is no experiment, with the path, and keeps the one before', () => {
    const { store, previews } = fake();
    store.edit({ drift: [globalDrift('contrast', 6)] });
    expect(store.notice).to.match(/^This change was not made\. drift\[0\]\.severity: must be at most 5/);
    expect([store.spec, previews]).to.deep.equal([quick, []]);
  });

  it('leaves the last run on the page, which is then of another experiment', () => {
    const { store } = fake();
    const { run } = store;
    store.edit({ stop: { epochs: 10 } });
    expect(store.stale, 'nothing has run yet').to.equal(false);
    run.phase = 'finished';
    expect([store.stale, store.run]).to.deep.equal([true, run]);
    store.edit({ stop: quick.stop });
    expect(store.stale, 'changed back').to.equal(false);
  });

  it('starts over with a preset and an empty page', () => {
    const { store } = fake();
    store.run.phase = 'finished';
    store.reset('sensors');
    expect([store.spec, store.run.phase, store.run.spec]).to.deep.equal([presets.sensors.spec, 'idle', presets.sensors.spec]);
  });
});

describe('an experiment of any kind', () => {
  it('is carried out by the store of its kind, a stream as fast as it can', async () => {
    const { store } = fake();
    const { spec: plants } = streamPresets.plants;
    const started: unknown[] = [];
    for (const each of [store, store.stream]) {
      Object.assign(each.data, { show: () => {} });
      Object.assign(each, { start: async (listener: unknown) => void started.push([each.spec, listener]) });
    }
    const [first, second] = [() => {}, () => {}];
    await store.storeOf(plants).carryOut(plants, first);
    await store.storeOf(presets.loans.spec).carryOut(presets.loans.spec, second);
    expect(started).to.deep.equal([
      [plants, first],
      [presets.loans.spec, second],
    ]);
    expect([store.stream.spec, store.stream.speed, store.spec]).to.deep.equal([plants, Infinity, presets.loans.spec]);
  });
});

describe('bringing one’s own', () => {
  const ways: readonly (readonly [string, (store: LabStore) => Promise<unknown>])[] = [
    ['files', (store) => store.openFiles([file])],
    ['a download', (store) => store.useDownload('mnist')],
    ['a model', (store) => store.openModel([file])],
  ];
  for (const [what, open] of ways) {
    it(`changes nothing when ${what} cannot be used, and says why`, async () => {
      const { store, previews } = fake({ refusal });
      await open(store);
      expect([store.notice, store.spec, previews]).to.deep.equal([refusal.text, quick, []]);
    });

    it(`sets the experiment to ${what}`, async () => {
      const { store, previews } = fake();
      await open(store);
      expect([store.notice, previews.length]).to.deep.equal([undefined, 1]);
      expect(what === 'a model' ? store.spec.model : store.spec.data).to.deep.equal(what === 'a model' ? model : own.spec);
    });
  }

  it('keeps the paths of a folder, and reads the same files again for another label', async () => {
    const { store, reads } = fake();
    const inFolder = Object.defineProperty(new File([''], 'a.png'), 'webkitRelativePath', { value: 'animals/cat/a.png' });
    await store.openFiles([inFolder]);
    expect(reads.at(-1)).to.deep.equal([['a.png'], ['animals/cat/a.png'], {}]);
    Object.defineProperty(store.data, 'openFiles', { value: { files: [file], paths: ['x/pumps.csv'] } });
    await store.giveRole('flow', 'label');
    expect(reads.at(-1)).to.deep.equal([['pumps.csv'], ['x/pumps.csv'], { roles: { flow: 'label' } }]);
  });

  it('reads the same files as a person last chose, says so, and can read them afresh', async () => {
    const { store, reads } = fake();
    const chosen = { roles: { flow: 'label' } };
    const last = () => (reads.at(-1) as unknown[])[2];
    await store.openFiles([file]);
    expect([last(), store.data.recalled], 'nothing was chosen yet').to.deep.equal([{}, false]);
    Object.defineProperty(store.data, 'openFiles', { value: { files: [file], paths: [] } });
    await store.giveRole('flow', 'label');
    expect([last(), store.data.recalled], 'just chosen').to.deep.equal([chosen, false]);
    await store.openFiles([file]);
    expect([last(), store.data.recalled]).to.deep.equal([chosen, true]);
    await store.openFiles([file], {});
    expect([last(), store.data.recalled], 'whoever says how is heeded').to.deep.equal([{}, false]);
    await store.openFiles([file]);
    await store.readAfresh();
    expect([last(), store.data.recalled]).to.deep.equal([{}, false]);
    await store.openFiles([file]);
    expect(last(), 'forgotten').to.deep.equal({});
  });

  it('reads nothing again when nothing is open', async () => {
    const { store, reads } = fake();
    await store.giveRole('flow', 'label');
    expect(reads).to.deep.equal([]);
  });
});
