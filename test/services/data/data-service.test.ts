import { expect } from 'chai';
import { downloads } from '../../../datasets/downloads/registry.ts';
import { loadDataset } from '../../../datasets/registry.ts';
import { thumbnail } from '../../../datasets/thumbnail.ts';
import { DataError } from '../../../src/data/errors.ts';
import { injections } from '../../../src/drift/registry.ts';
import { createDataService, type DataServiceParts } from '../../../src/services/data/data-service.ts';
import type { DataService, OwnData, Preview, Refusal } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { layersModel } from '../../experiment/layers-model.ts';

const silent = () => {};
const never = () => Promise.reject(new Error('not part of this test'));
const dataService = (parts: Partial<DataServiceParts> = {}): DataService =>
  createDataService({
    loadDataset,
    thumbnail,
    downloads,
    isDownloaded: async () => false,
    fetchDownload: never,
    removeDownload: never,
    importGraph: never,
    ...parts,
  });

async function shown(service: DataService, spec: Spec): Promise<Preview> {
  const { preview, refusal } = await service.preview(spec);
  if (!preview) throw new Error(refusal?.text);
  return preview;
}
async function refused(answer: Promise<object>): Promise<Refusal> {
  const { refusal } = (await answer) as { refusal?: Refusal };
  if (!refusal) throw new Error('it was accepted');
  return refusal;
}

const { spec } = presets.quick;
const table = {
  ...presets.sensors.spec,
  data: { id: 'sensors', params: {}, split: { baseTrain: 100, baseTest: 50, newPool: 60, newTest: 80 } },
} as Spec;

describe('the catalogue of drifts', () => {
  it('has every drift, with nothing that could not be sent from a worker', async () => {
    const catalogue = await dataService().catalogue();
    expect(structuredClone(catalogue)).to.deep.equal(catalogue);
    expect(catalogue.map(({ id }) => id)).to.deep.equal(injections.map(({ id }) => id));
    expect(catalogue.flatMap((facts) => Object.values(facts)).some((value) => typeof value === 'function')).to.equal(false);
  });

  it('says of which drifts the old world is another', async () => {
    const past = (await dataService().catalogue()).filter((facts) => facts.past).map(({ id }) => id);
    expect(past).to.deep.equal(injections.filter((injection) => injection.past).map(({ id }) => id));
    expect(past).to.include('new-class');
  });
});

describe('a preview', () => {
  it('comes with the drifts that can act on the data, and what it is like', async () => {
    const images = await dataService().preview(spec);
    expect(images.fits).to.include.members(['contrast', 'label-cycle']).and.not.include.members(['gain-offset', 'slang']);
    expect(images.facts).to.deep.include({ inputShape: [8, 8, 1], encodedShape: [8, 8, 1], maxRows: 1797 });
    const { fits } = await dataService().preview(table);
    expect(fits).to.include('gain-offset').and.not.include('contrast');
  });

  it('still says which drifts fit when the experiment cannot run', async () => {
    const answer = await dataService().preview({ ...spec, labels: { budget: 9000 } });
    expect((await refused(Promise.resolve(answer))).issues.map(({ path }) => path)).to.deep.equal(['labels.budget']);
    expect(answer.fits).to.include('contrast');
    expect(answer.preview).to.equal(undefined);
  });

  it('shows a few images, half of them changed ones where few are', async () => {
    const rare: Spec = { ...spec, drift: [{ ...globalDrift('inverse', 5), where: { scope: 'rows', share: 0.1 } }] };
    const { before, after } = await shown(dataService(), rare);
    const changed = Array.from({ length: 16 }, (_, i) =>
      before.x.slice(64 * i, 64 * i + 64).some((pixel, p) => pixel !== after.x[64 * i + p]),
    );
    expect(before.y).to.have.length(16);
    expect(changed.filter(Boolean)).to.have.length(8);
  });

  it('shows all rows of a table, and texts without their numbers', async () => {
    const rows = await shown(dataService(), table);
    expect([rows.before.y.length, rows.after.x.length / rows.columns.length]).to.deep.equal([80, 80]);
    const texts = await shown(dataService(), {
      ...table,
      data: { ...table.data, id: 'queries' } as Spec['data'],
      drift: [globalDrift('slang', 5)],
    });
    expect([texts.before.x.length, texts.before.text?.length, texts.after.text?.length]).to.deep.equal([0, 16, 16]);
    expect(texts.after.text).not.to.deep.equal(texts.before.text);
  });

  it('compares with the old world that a drift presupposes', async () => {
    const { classCounts } = await shown(dataService(), { ...spec, drift: [{ ...globalDrift('new-class', 5), params: { class: '3' } }] });
    expect(classCounts.before[3]).to.equal(0);
    expect(classCounts.after[3]).to.be.above(0);
  });

  it('loads the data once while only its drift is edited', async () => {
    const loads: string[] = [];
    const service = dataService({ loadDataset: (id, ...rest) => (loads.push(id), loadDataset(id, ...rest)) });
    for (const severity of [1, 2, 3]) await shown(service, { ...spec, drift: [globalDrift('contrast', severity)] });
    await shown(service, { ...spec, seeds: { ...spec.seeds, count: 3 } });
    expect(loads).to.deep.equal(['digits']);
    await shown(service, { ...spec, seeds: { ...spec.seeds, root: 7 } });
    expect(loads).to.have.length(2);
  });

  it('says why there is none: data that does not exist, more rows than there are, files that are not here', async () => {
    const text = async (data: object) =>
      (await refused(dataService().preview({ ...spec, data: { params: {}, split: spec.data.split, ...data } as Spec['data'] }))).text;
    expect(await text({ id: 'unheard-of' })).to.match(/^data\.id: there is no data set "unheard-of"\. Choose one of digits, /);
    expect(await text({ id: 'iris' })).to.match(/1797 rows, but .* has 150\. Make the parts smaller by 1647 rows together\.$/);
    const mine = { id: 'own', params: { name: 'mine.csv', label: 'y', sha256: 'a'.repeat(64) } };
    expect(await text(mine)).to.equal(
      'This experiment uses the file mine.csv, which did not travel with the link. Open that file on the Data card.',
    );
  });
});

describe('files of the user’s', () => {
  const csv = (rows: number, name = 'mine.csv') =>
    new File([['a,b,y', ...Array.from({ length: rows }, (_, i) => `${i % 17},${(i * 7) % 5},${i % 2 ? 'yes' : 'no'}`)].join('\n')], name);
  async function open(service: DataService, file: File): Promise<OwnData> {
    const answer = await service.readOwn([file], [], undefined, silent);
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    return answer.own;
  }
  const on = ({ spec: data }: OwnData): Spec => ({ ...spec, data, labels: { budget: 20 }, drift: [globalDrift('gain-offset', 3)] });

  it('are described with a split of all their rows, and the drifts that fit', async () => {
    const own = await open(dataService(), csv(200));
    expect(Object.values(own.spec.split).reduce((a, b) => a + b, 0)).to.equal(200);
    expect(own.header).to.deep.equal(['a', 'b', 'y']);
    expect(own.fits).to.include('gain-offset').and.not.include('rotation');
  });

  it('are refused when they are too few for a comparison', async () => {
    expect((await refused(dataService().readOwn([csv(63)], [], undefined, silent))).text).to.match(
      /^mine\.csv: only 63 rows can be used, and a comparison needs 64\. Choose/,
    );
    expect((await open(dataService(), csv(64))).facts.maxRows).to.equal(64);
  });

  it('stay open when others are refused', async () => {
    const service = dataService();
    const own = await open(service, csv(200));
    await refused(service.readOwn([csv(3)], [], undefined, silent));
    expect(service.ownDataset()).to.have.property('sha256', (own.spec.params as { sha256: string }).sha256);
    expect((await shown(service, on(own))).columns).to.deep.equal(['a', 'b']);
  });

  it('are shown only in the experiment that was made with them', async () => {
    const service = dataService();
    const first = await open(service, csv(200, 'first.csv'));
    await open(service, csv(300, 'second.csv'));
    expect((await refused(service.preview(on(first)))).text).to.equal(
      'The open file is not the first.csv this experiment was made with: its content differs. Open the right file on the Data card.',
    );
  });

  it('are refused in a split that asks for more rows than they have', async () => {
    const service = dataService();
    const own = await open(service, csv(200));
    const greedy = { ...on(own), data: { ...own.spec, split: { ...own.spec.split, baseTrain: 500 } } } as Spec;
    expect((await refused(service.preview(greedy))).text).to.match(/^data\.split: asks for \d+ rows, but mine\.csv has 200$/);
  });

  it('are no longer read when that is cancelled', async () => {
    const service = dataService();
    const reading = service.readOwn([csv(100_000)], [], undefined, silent);
    service.cancelRead();
    expect((await refused(reading)).text).to.equal('Reading mine.csv was cancelled.');
  });
});

describe('a download', () => {
  const [entry] = downloads;

  it('tells its size, its licence and the hosts it comes from before a byte is fetched', async () => {
    const facts = await dataService({ isDownloaded: async ({ id }) => id === 'mnist' }).downloads();
    expect(facts.map(({ id, stored }) => [id, stored])).to.deep.include.members([
      ['mnist', true],
      ['fashion-mnist', false],
    ]);
    for (const { hosts, bytes, card } of facts) {
      expect(new Set(hosts).size).to.equal(hosts.length);
      expect(hosts.length).to.be.above(0);
      expect(bytes).to.be.above(1e6);
      expect(card.licence).not.to.equal('');
    }
    expect(structuredClone(facts)).to.deep.equal(facts);
  });

  it('is fetched with its progress, opened and described as data to experiment on', async () => {
    const fetched: string[] = [];
    const seen: [number, number][] = [];
    const digits = await loadDataset('digits', 200, 1, {});
    const service = dataService({
      loadDataset: async (id) => ({ ...digits, id, title: 'MNIST' }),
      fetchDownload: async ({ id }, { onProgress }) => {
        fetched.push(id);
        onProgress?.(5, 11);
      },
    });
    const answer = await service.useDownload(entry!.id, (done, total) => seen.push([done, total]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    expect([fetched, seen]).to.deep.equal([[entry!.id], [[5, 11]]]);
    expect(answer.own.spec).to.deep.include({ id: entry!.id, params: {} });
    expect(answer.own.facts).to.deep.include({ title: 'MNIST', maxRows: 200 });
    expect(answer.own.fits).to.include('contrast');
    expect(service.ownDataset()).to.equal(undefined);
  });

  it('that cannot be fetched is refused with its name and what to do', async () => {
    const fetchDownload = () => Promise.reject(new DataError('a.gz could not be downloaded (503)', { remedy: 'Try later.' }));
    expect(await refused(dataService({ fetchDownload }).useDownload(entry!.id, silent))).to.deep.equal({
      text: `${entry!.title}: a.gz could not be downloaded (503). Try later.`,
      issues: [],
    });
  });

  it('is given up when that is wished, and the next one is not', async () => {
    const fetchDownload: DataServiceParts['fetchDownload'] = (_, { signal }) =>
      new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error)));
    const service = dataService({ fetchDownload });
    const first = service.useDownload(entry!.id, silent);
    const second = service.useDownload(entry!.id, silent);
    expect((await refused(first)).text).to.equal(`Reading ${entry!.title} was cancelled.`);
    service.cancelRead();
    expect((await refused(second)).text).to.match(/was cancelled/);
  });

  it('is loaded anew after it was removed', async () => {
    const loads: string[] = [];
    const removed: string[] = [];
    const service = dataService({
      loadDataset: (id, ...rest) => (loads.push(id), loadDataset('digits', ...rest)),
      removeDownload: async ({ id }) => void removed.push(id),
    });
    const onDownload: Spec = { ...spec, data: { id: entry!.id, params: {}, split: spec.data.split } };
    await shown(service, onDownload);
    await service.removeDownload(entry!.id);
    await shown(service, onDownload);
    expect([removed, loads]).to.deep.equal([[entry!.id], [entry!.id, entry!.id]]);
  });
});

describe('a model of the user’s, at the data service', () => {
  it('is described layer by layer, with its head at its last dense layer', async () => {
    const answer = await dataService().readModel(layersModel([64, 6, 5, 10]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    const { spec: choice, inputShape, classes, layers } = answer.model;
    expect([inputShape, classes, choice.params.name, choice.params.head]).to.deep.equal([[64], 10, 'model.json', 2]);
    expect(layers).to.deep.equal([
      { name: 'dense_1', kind: 'dense', parameters: 64 * 6 + 6 },
      { name: 'dense_2', kind: 'dense', parameters: 6 * 5 + 5 },
      { name: 'dense_3', kind: 'dense', parameters: 5 * 10 + 10 },
    ]);
    expect(structuredClone(answer)).to.deep.equal(answer);
  });

  it('is handed out with its head where it is wanted, and is the same model then', async () => {
    const service = dataService();
    await service.readModel(layersModel([64, 6, 5, 10]));
    const [last, middle] = [await service.ownModel(2), await service.ownModel(1)];
    expect([last!.head, middle!.head]).to.deep.equal([2, 1]);
    expect(middle!.sha256).to.equal(last!.sha256);
    expect(middle!.model.blocks.at(-1)!.layers).to.have.length(2);
    expect(await service.ownModel(9)).to.equal(undefined);
  });

  it('is another one with other weights or layers', async () => {
    const hash = async (widths: readonly number[], seed?: number) => {
      const answer = await dataService().readModel(layersModel(widths, seed));
      return 'model' in answer && answer.model.spec.params.sha256;
    };
    expect(await hash([4, 2])).to.equal(await hash([4, 2]));
    expect(await hash([4, 2], 2)).not.to.equal(await hash([4, 2]));
    expect(await hash([4, 2, 2])).not.to.equal(await hash([4, 2]));
  });

  it('is the one that a preview checks, and stays open when other files are refused', async () => {
    const service = dataService();
    const answer = await service.readModel(layersModel([64, 6, 10]));
    if ('refusal' in answer) throw new Error(answer.refusal.text);
    const onModel: Spec = { ...spec, model: answer.model.spec };
    expect((await refused(dataService().preview(onModel))).text).to.match(/the model model\.json is not open here/);
    expect((await shown(service, onModel)).classes).to.have.length(10);
    expect((await refused(service.readModel([new File(['{'], 'broken.json')]))).text).to.match(/^broken\.json: broken\.json is not JSON/);
    expect((await shown(service, onModel)).classes).to.have.length(10);
    expect((await refused(service.preview({ ...onModel, ...table, model: answer.model.spec }))).text).to.match(
      /takes inputs of 64 numbers/,
    );
  });

  it('is not there before one is read', async () => {
    expect(await dataService().ownModel(0)).to.equal(undefined);
  });
});

describe('a picture of a data set', () => {
  it('is of its kind', async () => {
    const kinds = await Promise.all(['digits', 'iris', 'queries'].map(async (id) => (await dataService().thumbnail(id)).kind));
    expect(kinds).to.deep.equal(['images', 'points', 'text']);
  });
});
