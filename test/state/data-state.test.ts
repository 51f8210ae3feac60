import { expect } from 'chai';
import type { AskedWorlds, DownloadFacts, OwnAnswer, Preview } from '../../src/contracts/services.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';
import { relativePaths } from '../../src/state/data-state.ts';
import { labelled } from '../../src/spec/reading-options.ts';
import { settled } from '../turns.ts';
import { spec, fake, facts, own } from './fake-data-state.ts';

const preview = (title: string): Preview => ({
  inputShape: [1],
  columns: [title],
  classes: ['a'],
  classCounts: { before: [0], after: [0] },
  before: { x: new Float32Array(0), y: new Int32Array(0) },
  after: { x: new Float32Array(0), y: new Int32Array(0) },
  ledger: [],
});

const at = (severity: number): Spec => ({ ...spec, drift: [globalDrift('contrast', severity)] });

describe('the preview of the experiment', () => {
  it('is asked for with the catalogue, once, and told when it is there', async () => {
    const { state, asked, changes, catalogues } = fake();
    state.show(at(1));
    await settled();
    expect(state.driftOf('contrast')?.title).to.equal('Contrast');
    await asked[0]!.answer({ preview: preview('first'), fits: ['contrast'] });
    expect([state.preview?.columns, state.fits, changes.length]).to.deep.equal([['first'], ['contrast'], 1]);
    state.show(at(2));
    await settled();
    expect(catalogues()).to.equal(1);
  });

  it('follows the latest wish: those that came while one was being made are passed over', async () => {
    const { state, asked } = fake();
    for (const severity of [1, 1.1, 1.2, 1.3]) state.show(at(severity));
    await settled();
    for (const severity of [2, 3, 4]) state.show(at(severity));
    expect(asked).to.have.length(1);
    await asked[0]!.answer({ preview: preview('on the way') });
    expect(state.preview?.columns).to.deep.equal(['on the way']);
    await asked[1]!.answer({ preview: preview('there') });
    expect(asked.map((each) => each.spec.drift[0]!.severity)).to.deep.equal([1.3, 4]);
    expect(state.preview?.columns).to.deep.equal(['there']);
  });

  it('makes way for the reason why the experiment cannot run; the drifts that fit stay known', async () => {
    const { state, asked } = fake();
    state.show(at(1));
    await settled();
    await asked[0]!.answer({ preview: preview('fine'), fits: ['contrast'] });
    state.show(at(2));
    await asked[1]!.answer({ refusal: { text: 'no such file', issues: [] } });
    expect([state.preview, state.refusal?.text, state.fits]).to.deep.equal([undefined, 'no such file', ['contrast']]);
  });

  it('is asked for again when the worker was lost', async () => {
    const { state, asked } = fake();
    state.show(at(1));
    await settled();
    await asked[0]!.fail('It was ended.');
    expect(state.refusal?.text).to.equal('It was ended.');
    await state.lost();
    await settled();
    expect(asked.map((each) => each.spec.drift[0]!.severity)).to.deep.equal([1, 1]);
    await asked[1]!.answer({ preview: preview('again') });
    expect([state.preview?.columns, state.refusal]).to.deep.equal([['again'], undefined]);
  });
});

describe('reading files', () => {
  const file = new File(['12345'], 'pumps.csv');

  it('shows its progress while it goes on, and hands over paths and label', async () => {
    const seen: unknown[] = [];
    const given: unknown[] = [];
    const { state } = fake({
      readOwn: async (files, paths, reading, onProgress) => {
        given.push(files.length, paths, reading);
        seen.push(state.reading);
        onProgress(3, 5);
        seen.push(state.reading);
        return { own };
      },
    });
    await state.read({ files: [file], paths: ['cats/pumps.csv'] }, labelled('site'));
    expect(given).to.deep.equal([1, ['cats/pumps.csv'], labelled('site')]);
    expect(seen).to.deep.equal([
      { name: 'pumps.csv', done: 0, total: 5 },
      { name: 'pumps.csv', done: 3, total: 5 },
    ]);
    expect(state.reading).to.equal(undefined);
    expect([state.own, state.openFiles.files.length]).to.deep.equal([own, 1]);
  });

  it('keeps what was open when others are refused, and when the worker fails', async () => {
    const answers: (() => Promise<OwnAnswer>)[] = [
      () => Promise.resolve({ own }),
      () => Promise.resolve({ refusal: { text: 'bad.csv:3: cells', issues: [] } }),
      () => Promise.reject(new Error('gone')),
    ];
    const { state } = fake({ readOwn: () => answers.shift()!() });
    await state.read({ files: [file], paths: [] });
    const other = { files: [file, file], paths: [] };
    expect(await state.read(other)).to.have.property('refusal');
    expect(await state.read(other)).to.deep.equal({ refusal: { text: 'gone', issues: [] } });
    expect([state.own, state.openFiles.files.length, state.reading]).to.deep.equal([own, 1, undefined]);
  });

  it('reads them again, and divides them again as was asked, when the worker that had them is lost', async () => {
    const did: string[] = [];
    const { state } = fake({
      readOwn: async (_files: unknown, paths: readonly string[]) => (did.push(`read ${paths.join()}`), { own }),
      chooseWorlds: async ({ cut }: AskedWorlds) => (did.push(`cut ${cut}`), { own }),
    });
    await state.read({ files: [file], paths: ['first'] });
    await state.chooseWorlds({ cut: '30%' });
    await state.read({ files: [file], paths: ['second'] });
    await state.chooseWorlds({ cut: '2020' });
    did.length = 0;
    await state.lost();
    await state.lost();
    expect(did).to.deep.equal(['read second', 'cut 2020', 'read second', 'cut 2020']);
    await state.lost();
    expect(did, 'that dies of it').to.have.length(4);
  });

  it('knows the paths of a folder, and that files picked one by one have none', () => {
    // A file that a browser gives has a path, empty where it was picked by itself.
    const at = (webkitRelativePath: string) =>
      Object.defineProperty(new File([], 'a.png'), 'webkitRelativePath', { value: webkitRelativePath });
    expect(relativePaths([at('animals/cat/a.png'), at('')])).to.deep.equal(['animals/cat/a.png', '']);
    expect(relativePaths([at('')])).to.deep.equal([]);
  });

  it('keeps an open model when other files are refused', async () => {
    const model = {
      spec: { family: 'imported', params: { name: 'model.json', sha256: 'b'.repeat(64), head: 2 } },
      inputShape: [4],
      classes: 2,
      ownKernels: true,
      layers: [],
      notes: [],
    } as const;
    const answers = [{ model }, { refusal: { text: 'no weights', issues: [] } }];
    const { state } = fake({ readModel: async () => answers.shift()! });
    expect(await state.readModel([file])).to.equal(undefined);
    expect((await state.readModel([file]))?.text).to.equal('no weights');
    expect(state.ownModel).to.equal(model);
  });
});

describe('downloads', () => {
  const mnist: DownloadFacts = {
    id: 'mnist',
    title: 'MNIST',
    card: { summary: '', origin: 'real', source: '', licence: '' },
    bytes: 11,
    page: '',
    hosts: [],
    stored: false,
  };

  it('are fetched under their title, and then known to be here', async () => {
    let stored = false;
    const seen: unknown[] = [];
    const { state } = fake({
      downloads: async () => [{ ...mnist, stored }],
      useDownload: async () => (seen.push(state.reading), (stored = true), { own }),
      removeDownload: async () => void (stored = false),
    });
    await state.loadDownloads();
    expect(state.downloads.map((each) => each.stored)).to.deep.equal([false]);
    expect(await state.useDownload('mnist')).to.deep.equal({ own });
    expect(seen).to.deep.equal([{ name: 'MNIST', done: 0, total: 11 }]);
    expect(state.downloads.map((each) => each.stored)).to.deep.equal([true]);
    await state.removeDownload('mnist');
    expect(state.downloads.map((each) => each.stored)).to.deep.equal([false]);
  });

  it('leave the user’s own files where they are', async () => {
    const { state } = fake({
      downloads: async () => [mnist],
      useDownload: async () => ({ own: { ...own, facts: { ...facts, title: 'MNIST' } } }),
      readOwn: async () => ({ own }),
    });
    await state.read({ files: [new File([], 'pumps.csv')], paths: [] });
    await state.useDownload('mnist');
    expect(state.own).to.equal(own);
  });
});

describe('thumbnails', () => {
  it('are asked for once each, and told when they are there', async () => {
    const asked: string[] = [];
    const { state, changes } = fake({ thumbnail: async (id) => (asked.push(id), { kind: 'text', lines: [] }) });
    expect([state.thumbnail('queries'), state.thumbnail('queries')]).to.deep.equal([undefined, undefined]);
    await settled();
    expect(state.thumbnail('queries')).to.deep.equal({ kind: 'text', lines: [] });
    expect([asked, changes.length]).to.deep.equal([['queries'], 1]);
  });
});
