import { expect } from 'chai';
import type { OwnData } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { LabStore } from '../../../src/state/lab-store.ts';
import '../../../src/ui/experiment/run-bar.ts';
import { until } from '../mount.ts';

const own: OwnData = {
  facts: {
    title: 'big.csv',
    inputShape: [1],
    encodedShape: [1],
    columns: [{ name: 'flow', kind: 'numeric' }],
    classes: ['a', 'b'],
    maxRows: 900_000,
  },
  spec: {
    id: 'own',
    params: { name: 'big.csv', label: 'y', sha256: 'a'.repeat(64) },
    split: { baseTrain: 400_000, baseTest: 1000, newPool: 1000, newTest: 1000 },
  },
  fits: ['gain-offset'],
  ...{ worldNotes: [], notes: [], header: ['flow', 'y'] },
};

/** A run bar on a file of one's own, whose run is predicted to take so long; how often it was started. */
async function bar(seconds: number) {
  const store = new LabStore();
  let starts = 0;
  Object.assign(store.data, { show: () => undefined, own });
  Object.assign(store, { start: async () => void starts++, cost: async () => ({ seconds, bytes: 1.4e9 }) });
  store.setSpec({ ...presets.sensors.spec, data: own.spec as typeof store.spec.data, drift: [] });
  const element = Object.assign(document.createElement('run-bar'), { store });
  document.body.append(element);
  await element.updateComplete;
  return { store, starts: () => starts, run: () => element.shadowRoot!.querySelector<HTMLElement>('#run')!.click() };
}

const question = () => until(() => document.querySelector('run-question')?.shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]'));
const gone = () => until(() => document.querySelector('run-question') === null);
const press = (dialog: HTMLDialogElement, value: string) => dialog.querySelector<HTMLElement>(`button[value=${value}]`)!.click();

describe('a long run of one’s own files on the page', () => {
  afterEach(() => document.querySelectorAll('run-bar, run-question').forEach((element) => element.remove()));

  it('is asked about before it begins, with the focus on the answer that runs it, and not again for another seed', async () => {
    const { store, starts, run } = await bar(720);
    run();
    const asked = await question();
    expect(starts()).to.equal(0);
    expect(asked.textContent).to.match(/This run takes about 12 minutes\s+It holds 1\.4 GB of rows and weights/);
    expect((asked.getRootNode() as ShadowRoot).activeElement!.textContent).to.equal('Run it');
    press(asked, 'yes');
    await gone();
    expect(starts()).to.equal(1);
    store.edit({ seeds: { ...store.spec.seeds, root: 2 } });
    run();
    await until(() => starts() === 2);
  });

  it('is left alone by Escape and by the second answer, and asked about again', async () => {
    const { starts, run } = await bar(720);
    run();
    const first = await question();
    let reached = 0;
    const listen = () => reached++;
    document.addEventListener('keydown', listen);
    first.querySelector('button')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    document.removeEventListener('keydown', listen);
    expect(reached, 'keys of the page').to.equal(0);
    first.close();
    await gone();
    run();
    press(await question(), 'no');
    await gone();
    expect(starts()).to.equal(0);
  });

  it('that is short begins at once', async () => {
    const { starts, run } = await bar(170);
    run();
    await until(() => starts() === 1);
    expect(document.querySelector('run-question') === null).to.equal(true);
  });
});
