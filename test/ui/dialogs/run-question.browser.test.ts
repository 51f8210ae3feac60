import { expect } from 'chai';
import type { OwnData } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { LabStore } from '../../../src/state/lab-store.ts';
import type { RunQuestion } from '../../../src/ui/experiment/run-question.ts';
import '../../../src/ui/experiment/run-bar.ts';

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

/** A run bar on a file of 400,000 rows that are gone over so often; how often its run was started. */
async function bar(epochs: number) {
  const store = new LabStore();
  let starts = 0;
  Object.assign(store.data, { show: () => undefined, own });
  Object.assign(store, { start: async () => void starts++ });
  store.setSpec({
    ...presets.sensors.spec,
    data: own.spec as typeof store.spec.data,
    drift: [],
    base: { learningRate: 0.01, batchSize: 32, epochs },
    seeds: { root: 1, count: 20 },
  });
  const element = Object.assign(document.createElement('run-bar'), { store });
  document.body.append(element);
  await element.updateComplete;
  return { element, store, starts: () => starts, press: () => element.shadowRoot!.querySelector<HTMLElement>('#run')!.click() };
}

/** The question, once it is there. */
async function question(element: Element): Promise<RunQuestion> {
  for (let frame = 0; frame < 300; frame++) {
    const found = element.shadowRoot!.querySelector('run-question');
    if (found?.shadowRoot?.querySelector('#yes')) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error('nothing was asked');
}
/** Once it has gone. */
async function answered(element: Element): Promise<void> {
  for (let frame = 0; frame < 300 && element.shadowRoot!.querySelector('run-question'); frame++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(element.shadowRoot!.querySelector('run-question') === null, 'the question has gone').to.equal(true);
}
const buttons = ({ shadowRoot }: RunQuestion) => [...shadowRoot!.querySelectorAll('button')];

describe('a long run of one’s own files on the page', () => {
  afterEach(() => document.querySelectorAll('run-bar').forEach((element) => element.remove()));

  it('is asked about before it begins, with the focus on the answer that runs it, and not again for another seed', async () => {
    const { element, store, starts, press } = await bar(400);
    press();
    const asked = await question(element);
    expect(starts()).to.equal(0);
    expect(asked.shadowRoot!.textContent).to.match(/This run takes about \d+ (minutes|hours) and [\d.]+ MB of memory/);
    expect(asked.shadowRoot!.activeElement!.id).to.equal('yes');
    buttons(asked)[0]!.click();
    await answered(element);
    expect(starts()).to.equal(1);
    store.newSeed();
    await store.begin();
    expect(starts()).to.be.above(1);
  });

  it('is left alone by Escape and by the second answer, and asked about again', async () => {
    const { element, starts, press } = await bar(400);
    press();
    const first = await question(element);
    first.shadowRoot!.querySelector('section')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await answered(element);
    press();
    buttons(await question(element))[1]!.click();
    await answered(element);
    expect(starts()).to.equal(0);
  });

  it('that is short begins at once', async () => {
    const { store, starts } = await bar(1);
    store.setSpec({ ...store.spec, data: { ...store.spec.data, split: { baseTrain: 2000, baseTest: 100, newPool: 100, newTest: 100 } } });
    await store.begin();
    expect(starts()).to.equal(1);
  });
});
