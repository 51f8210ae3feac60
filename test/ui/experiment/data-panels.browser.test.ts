import { expect } from 'chai';
import { downloads } from '../../../datasets/downloads/registry.ts';
import { builtIns } from '../../../datasets/registry.ts';
import type { DownloadFacts, OwnAnswer, OwnData } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../../src/spec/schema.ts';
import type { ChoiceField } from '../../../src/ui/controls/fields.ts';
import '../../../src/ui/experiment/data-card.ts';
import '../../../src/ui/experiment/data-gallery.ts';
import '../../../src/ui/experiment/download-list.ts';
import '../../../src/ui/experiment/own-files.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const button = (element: HTMLElement, name: RegExp): HTMLButtonElement => {
  const found = findAll<HTMLButtonElement>(element, 'button').find((each) => name.test(words(each)));
  if (!found) throw new Error(`there is no button ${name.source}`);
  return found;
};
/** Picks files in an input, as the browser's dialogue would. */
function pick(input: HTMLInputElement, ...files: readonly File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
}
const choose = (field: HTMLElement, value: string): void => {
  const select = find<HTMLSelectElement>(field, 'select');
  select.value = value;
  select.dispatchEvent(new Event('change'));
};
const csv = new File(['a,y'], 'pumps.csv');

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
  notes: ['Rows without a label were skipped: 2.'],
  header: ['flow', 'y'],
};

describe('opening files', () => {
  it('hands over what was picked, and lets the same be picked again', async () => {
    const { store, asked } = fakeStore();
    const element = await mount('own-files', { store });
    let opened = 0;
    element.addEventListener('opened', () => opened++);
    const input = find<HTMLInputElement>(element, '#files');
    for (let i = 0; i < 2; i++) pick(input, csv);
    await settled(element);
    expect(asked).to.deep.equal([
      ['openFiles', 'pumps.csv'],
      ['openFiles', 'pumps.csv'],
    ]);
    expect([opened, input.value]).to.deep.equal([2, '']);
  });

  it('asks for nothing when the dialogue was closed without files', async () => {
    const { store, asked } = fakeStore();
    pick(find<HTMLInputElement>(await mount('own-files', { store }), '#folder'));
    expect(asked).to.deep.equal([]);
  });

  it('shows how far the reading has come, and can be cancelled', async () => {
    let cancelled = 0;
    const { store, touch } = fakeStore(presets.quick.spec, { cancelRead: () => cancelled++ });
    const element = await mount('own-files', { store });
    expect(findAll(element, 'progress')).to.have.length(0);
    store.data.reading = { name: 'pumps.csv', done: 1, total: 3 };
    touch();
    await settled(element);
    const bar = find<HTMLProgressElement>(element, 'progress');
    expect([bar.value, bar.getAttribute('aria-label')]).to.deep.equal([33, 'reading pumps.csv']);
    button(element, /Cancel/).click();
    expect(cancelled).to.equal(1);
  });
});

describe('the list of downloads', () => {
  const facts: DownloadFacts = {
    id: 'mnist',
    title: 'MNIST',
    card: { summary: 'Digits.', origin: 'real', source: 'LeCun 1998', licence: 'CC BY-SA 3.0' },
    bytes: 11_594_722,
    page: 'https://example.org/mnist',
    hosts: ['one.example', 'two.example'],
    stored: false,
  };
  async function listed(answer: () => Promise<OwnAnswer>, entry = facts) {
    const fetched: string[] = [];
    let removed = '';
    const { store, touch } = fakeStore(presets.quick.spec, {
      downloads: async () => [entry],
      useDownload: (id) => (fetched.push(id), answer()),
      removeDownload: async (id) => void (removed = id),
    });
    await store.data.loadDownloads();
    const element = await mount('download-list', { store });
    const heard: string[] = [];
    for (const type of ['opened', 'refused']) element.addEventListener(type, () => heard.push(type));
    return { store, touch, element, heard, fetched, removed: () => removed };
  }
  const used: OwnAnswer = { own: { ...own, spec: { id: 'mnist', params: {}, split: own.spec.split } as Spec['data'] } };

  it('says size, hosts and licence before anything is fetched', async () => {
    const { element } = await listed(async () => used);
    expect(words(find(element, 'article'))).to.include('11.6 MB from one.example or two.example · licence: CC BY-SA 3.0 · about it');
    const link = find<HTMLAnchorElement>(element, 'a');
    expect([link.href, link.rel]).to.deep.equal([facts.page, 'noreferrer']);
    expect(words(button(element, /Fetch/))).to.equal('Fetch 11.6 MB and use it');
    expect(findAll(element, 'button')).to.have.length(1);
  });

  it('tells that it was opened once the experiment is set to it', async () => {
    const { store, element, heard, fetched } = await listed(async () => used);
    button(element, /Fetch/).click();
    await settled(element);
    expect([fetched, store.spec.data.id, heard]).to.deep.equal([['mnist'], 'mnist', ['opened']]);
  });

  it('tells that it was refused when it could not be fetched', async () => {
    const { store, element, heard } = await listed(async () => ({ refusal: { text: 'no network', issues: [] } }));
    button(element, /Fetch/).click();
    await settled(element);
    expect([store.spec.data.id, heard]).to.deep.equal(['digits', ['refused']]);
  });

  it('shows its progress where the button was', async () => {
    const { store, touch, element } = await listed(async () => used);
    store.data.reading = { name: 'MNIST', done: 25, total: 100 };
    touch();
    await settled(element);
    expect(find<HTMLProgressElement>(element, 'progress').value).to.equal(25);
    expect(findAll(element, 'button').map(words)).to.deep.equal(['Cancel']);
  });

  it('uses and removes what is on this device', async () => {
    const { element, removed } = await listed(async () => used, { ...facts, stored: true });
    expect(findAll(element, 'button').map(words)).to.deep.equal(['Use it', 'Remove']);
    button(element, /Remove/).click();
    await settled(element);
    expect(removed()).to.equal('mnist');
  });
});

describe('the data card', () => {
  const field = (element: HTMLElement, label: string) =>
    findAll<ChoiceField>(element, 'choice-field').find((each) => each.label === label)!;
  const silent = { thumbnail: async () => ({ kind: 'text', lines: [] }) as const };

  it('groups real, generated, downloadable and own data', async () => {
    const { store } = fakeStore(presets.quick.spec, silent);
    const groups = new Set(field(await mount('data-card', { store }), 'Data set').choices.map(({ group }) => group));
    expect([...groups]).to.deep.equal(['Real data', 'Generated', 'On the web', 'Yours']);
  });

  it('sets the experiment to a built-in set, with the parameters it declares', async () => {
    const { store } = fakeStore(presets.quick.spec, silent);
    const element = await mount('data-card', { store });
    choose(field(element, 'Data set'), 'plane');
    await settled(element);
    expect(store.spec.data).to.deep.include({ id: 'plane', params: { shape: 'moons', noise: 0.15 } });
    choose(find(find(element, 'parameter-fields'), 'choice-field'), 'xor');
    expect(store.spec.data.params).to.deep.equal({ shape: 'xor', noise: 0.15 });
  });

  it('opens the gallery for a download, and changes nothing until it is fetched', async () => {
    const { store } = fakeStore(presets.quick.spec, silent);
    const element = await mount('data-card', { store });
    let gallery = 0;
    element.addEventListener('show-gallery', () => gallery++);
    choose(field(element, 'Data set'), downloads[0]!.id);
    await settled(element);
    expect([gallery, store.spec.data.id]).to.deep.equal([1, 'digits']);
    expect(find<HTMLSelectElement>(field(element, 'Data set'), 'select').value).to.equal('digits');
  });

  it('says what was noticed in the user’s file, and lets its label be chosen', async () => {
    const { store, asked } = fakeStore({ ...presets.quick.spec, data: own.spec }, silent);
    store.data.own = own;
    const element = await mount('data-card', { store });
    expect(findAll(element, 'li').map(words)).to.deep.equal(own.notes);
    expect(findAll(element, 'p').map(words)).to.deep.equal(['90 rows, 1 column, 2 classes']);
    choose(field(element, 'Label column'), 'flow');
    expect(asked).to.deep.equal([['giveRole', 'flow', 'label']]);
  });
});

describe('the gallery of data', () => {
  it('shows every data set, makes pictures only while it is open, and sets the experiment by one click', async () => {
    const pictured = new Set<string>();
    const { store } = fakeStore(presets.quick.spec, {
      downloads: async () => [],
      thumbnail: async (id) => (pictured.add(id), { kind: 'text', lines: [] }),
    });
    const element = await mount('data-gallery', { store });
    expect(findAll(element, '.set')).to.have.length(builtIns.length);
    expect(pictured.size).to.equal(0);
    element.show();
    await settled(element);
    // What is large is not fetched for its picture.
    expect(pictured.size).to.equal(builtIns.filter(({ glance }) => !glance).length);
    expect(findAll(element, '.set[aria-pressed=true] .title').map(words)).to.deep.equal([
      builtIns.find(({ id }) => id === 'digits')!.title,
    ]);
    findAll(element, '.set')[builtIns.findIndex(({ id }) => id === 'sensors')]!.click();
    expect([store.spec.data.id, find<HTMLDialogElement>(element, 'dialog').open]).to.deep.equal(['sensors', false]);
  });
});
