import { expect } from 'chai';
import { findArm } from '../../../src/adapt/registry.ts';
import type { PlaneView } from '../../../src/data/plane.ts';
import type { LedgerEntry } from '../../../src/contracts/drift.ts';
import type { OwnModelFacts, Preview } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import type { PlaneCanvas } from '../../../src/ui/charts/plane-canvas.ts';
import { FieldChange, type ChoiceField, type NumberField } from '../../../src/ui/controls/fields.ts';
import type { RailCard } from '../../../src/ui/controls/rail-card.ts';
import type { ExperimentStore } from '../../../src/state/experiment-store.ts';
import '../../../src/ui/compare/boundary-stage.ts';
import type { DriftEditor } from '../../../src/ui/experiment/drift-editor.ts';
import '../../../src/ui/experiment/drift-card.ts';
import '../../../src/ui/compare/drift-stage.ts';
import '../../../src/ui/experiment/machine-card.ts';
import '../../../src/ui/experiment/model-card.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;
const button = (element: HTMLElement, name: string): HTMLButtonElement =>
  findAll<HTMLButtonElement>(element, 'button').find((each) => words(each) === name)!;
const ids = ({ drift }: Spec): string[] => drift.map(({ id }) => id);

describe('the drift card', () => {
  const card = (element: HTMLElement) => find<RailCard>(element, 'rail-card');

  it('says in a line what happens, how strongly, where, when and of what kind', async () => {
    const drift: Spec['drift'] = [
      { ...globalDrift('contrast', 2.5), where: { scope: 'class', name: '3' }, when: { pattern: 'blip', start: 0.2, end: 0.4 } },
    ];
    const { store } = fakeStore({ ...spec, drift });
    const { choice, detail } = card(await mount('drift-card', { store }));
    expect([choice, detail]).to.deep.equal(['Contrast', 'severity 2.5 · in the class “3” · blip · P(x)']);
  });

  it('says that there is none, as a control', async () => {
    const { store } = fakeStore({ ...spec, drift: [] });
    const { choice, detail } = card(await mount('drift-card', { store }));
    expect([choice, detail]).to.deep.equal(['No drift: the control', '']);
  });

  it('offers the drifts that fit, and those that are chosen', async () => {
    const { store } = fakeStore({ ...spec, drift: [globalDrift('gain-offset', 3)] });
    store.data.fits = ['contrast', 'rotation'];
    const { choices } = find<DriftEditor>(await mount('drift-card', { store }), 'drift-editor');
    expect(choices.map(({ id }) => id)).to.have.members(['contrast', 'rotation', 'gain-offset']);
  });

  it('adds a drift that is not there yet, up to five, and removes the one it is asked to', async () => {
    const { store } = fakeStore();
    store.data.fits = ['contrast', 'rotation', 'label-cycle'];
    const element = await mount('drift-card', { store });
    for (let i = 0; i < 4; i++) {
      button(element, 'Add another drift').click();
      await settled(element);
    }
    expect(ids(store.spec)).to.have.length(5);
    expect(new Set(ids(store.spec))).to.deep.equal(new Set(['contrast', 'rotation', 'label-cycle']));
    expect(button(element, 'Add another drift')).to.equal(undefined);
    const [first, ...rest] = ids(store.spec);
    button(element, 'Remove').click();
    await settled(element);
    expect([first, ids(store.spec)]).to.deep.equal(['contrast', rest]);
  });

  it('replaces the drift that was edited, and no other', async () => {
    const { store } = fakeStore({ ...spec, drift: [globalDrift('contrast', 3), globalDrift('rotation', 1)] });
    const element = await mount('drift-card', { store });
    findAll(element, 'drift-editor')[1]!.dispatchEvent(new FieldChange(globalDrift('rotation', 4.2)));
    expect(store.spec.drift).to.deep.equal([globalDrift('contrast', 3), globalDrift('rotation', 4.2)]);
  });
});

const entry: LedgerEntry = {
  id: 'gain-offset',
  kind: 'P(x)',
  severity: 3,
  where: { scope: 'all' },
  when: { pattern: 'sudden', start: 0 },
  params: {},
  rowsTouched: 1,
  featuresTouched: 0.5,
  sentence: 'One of two columns was rescaled.',
  realised: {
    meanBefore: 0,
    meanAfter: 0.5,
    rmsChange: 1.25,
    labelFlips: 0.004,
    priorsBefore: [0.5, 0.5],
    priorsAfter: [0.4, 0.6],
    rows: 300,
    distinct: 180,
  },
};
const rows = (...x: readonly number[]) => ({ x: Float32Array.from(x), y: Int32Array.of(0, 1) });
const onPlane: Preview = {
  inputShape: [2],
  columns: ['x1', 'x2'],
  classes: ['A', 'B'],
  classCounts: { before: [1, 1], after: [1, 1] },
  before: rows(0, 0, 1, 1),
  after: rows(0, 0, 4, 8),
  ledger: [entry],
};

describe('the stage of the drift', () => {
  const planeSpec: Spec = { ...spec, data: { ...spec.data, id: 'plane' } as Spec['data'], drift: [globalDrift('gain-offset', 3)] };

  it('says what happens, and what was measured, in words and numbers', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const element = await mount('drift-stage', { store });
    expect(words(find(element, 'p'))).to.equal('One of two columns was rescaled.');
    const table = Object.fromEntries(findAll(element, 'tbody tr').map((row) => [...row.children].map(words) as [string, string]));
    expect(table).to.deep.equal({
      changes: 'P(x)',
      severity: '3',
      'rows touched': '100 %',
      'different rows': '180 of 300',
      'inputs touched': '50 %',
      'change of an input': '1.25 σ',
      mean: '0.00 → 0.50',
      'labels changed': '0.4 %',
      'class shares, %': '50 50 → 40 60',
    });
  });

  it('draws data of two columns as planes before and after, with the same bounds', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const [before, after] = findAll<PlaneCanvas>(await mount('drift-stage', { store }), 'plane-canvas');
    expect([before!.label, after!.label]).to.deep.equal(['before', 'after']);
    // A twentieth of the span around 0 … 4 and 0 … 8.
    for (const { view } of [before!, after!]) expect(view!.bounds).to.deep.equal({ x: [-0.2, 4.2], y: [-0.4, 8.4] });
    expect(after!.view!.points).to.equal(onPlane.after);
  });

  it('draws the time line where a drift does not act from first to last', async () => {
    const { store } = fakeStore(planeSpec);
    store.data.preview = onPlane;
    const element = await mount('drift-stage', { store });
    expect(findAll(element, 'drift-timeline')).to.have.length(0);
    store.edit({ drift: [{ ...globalDrift('gain-offset', 3), when: { pattern: 'sudden', start: 0.5 } }] });
    await settled(element);
    expect(findAll(element, 'drift-timeline')).to.have.length(1);
  });

  it('says why there is nothing to show', async () => {
    const { store, touch } = fakeStore();
    const element = await mount('drift-stage', { store });
    expect(words(find(element, 'p'))).to.equal('Loading samples …');
    store.data.refusal = { text: 'drift[0].id: there is no drift "x"', issues: [] };
    touch();
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('drift[0].id: there is no drift "x"');
    store.data.preview = { ...onPlane, ledger: [] };
    touch();
    await settled(element);
    expect(words(find(element, 'p'))).to.equal('Nothing changes: this is the control.');
  });
});

describe('the stage of the borders', () => {
  const view: PlaneView = {
    bounds: { x: [0, 1], y: [0, 1] },
    side: 1,
    predicted: Uint8Array.of(0),
    points: { x: new Float32Array(0), y: new Int32Array(0) },
  };

  it('is not there without borders', async () => {
    const { store } = fakeStore();
    expect(findAll(await mount('boundary-stage', { store }), 'h2, figure')).to.have.length(0);
  });

  it('shows the base model first and the repairs in their order, as they come', async () => {
    const { store, touch } = fakeStore();
    const element = await mount('boundary-stage', { store });
    for (const of of ['retrain-all', 'base', 'none']) store.run.apply({ type: 'boundary', of, view });
    touch();
    await settled(element);
    expect(findAll(element, 'figcaption').map(words)).to.deep.equal([
      'base model, old world',
      ...['none', 'retrain-all'].map((id) => findArm(id)!.title),
    ]);
    const [base] = findAll<PlaneCanvas>(element, 'plane-canvas');
    expect([base!.view, base!.label]).to.deep.equal([view, 'Decision border: base model, old world']);
  });
});

describe('the card of seeds and machine', () => {
  const fields = (element: HTMLElement) => findAll<NumberField>(element, 'details number-field');
  const change = async (element: HTMLElement, field: HTMLElement, value: unknown) => {
    field.dispatchEvent(new FieldChange(value));
    await settled(element);
  };

  it('takes one’s own figures of the machine, and gives the published ones back', async () => {
    const { store } = fakeStore();
    const element = await mount('machine-card', { store });
    expect(fields(element).map(({ value }) => value)).to.deep.equal([10, 28, 16, 1]);
    await change(element, fields(element)[1]!, 35);
    await change(element, fields(element)[3]!, 1.2);
    expect(store.spec.energy).to.deep.include({ profile: { lowW: 10, highW: 35, memoryGB: 16 }, pue: 1.2 });
    expect(words(find(element, 'details'))).to.contain('Your own figures.');
    button(element, 'Back to the published figures').click();
    await settled(element);
    expect(store.spec.energy).to.not.have.property('profile');
    expect(store.spec.energy.pue).to.equal(1.2);
  });

  it('starts from the published figures when another machine is chosen', async () => {
    const { store } = fakeStore();
    const element = await mount('machine-card', { store });
    await change(element, fields(element)[0]!, 12);
    await change(element, findAll(element, 'choice-field').at(-1)!, 'phone');
    expect(fields(element).map(({ value }) => value)).to.deep.equal([2, 6, 8, 1]);
  });

  it('turns a fixed number of seeds into a race and back, and keeps root and number', async () => {
    const { store } = fakeStore({ ...spec, seeds: { root: 7, count: 9 } });
    const element = await mount('machine-card', { store });
    await change(element, findAll(element, 'choice-field')[0]!, 'race');
    expect(store.spec.seeds).to.deep.equal({ root: 7, count: 9, race: true });
    await settled(element);
    expect(find(element, 'rail-card').getAttribute('choice')).to.equal('up to 9 paired seeds');
    await change(element, findAll(element, 'choice-field')[0]!, 'fixed');
    expect(store.spec.seeds).to.deep.equal({ root: 7, count: 9 });
  });

  it('keeps what else is measured when the margin changes', async () => {
    const { store } = fakeStore({ ...spec, measure: { margin: 0.01, selfChurn: true, metric: 'log-loss' } });
    const element = await mount('machine-card', { store });
    await change(element, findAll(element, 'number-field')[2]!, 0.02);
    expect(store.spec.measure).to.deep.equal({ margin: 0.02, selfChurn: true, metric: 'log-loss' });
  });

  it('lets another metric decide, says so at the margin, and leaves accuracy out of the spec', async () => {
    const { store } = fakeStore();
    const element = await mount('machine-card', { store });
    const decides = () =>
      findAll<HTMLElementTagNameMap['choice-field']>(element, 'choice-field').find(({ label }) => label === 'what decides')!;
    expect(decides().choices.map(({ id }) => id))
      .to.include('log-loss')
      .and.to.not.include('worst-group');
    await change(element, decides(), 'log-loss');
    await settled(element);
    expect(store.spec.measure.metric).to.equal('log-loss');
    expect(findAll<HTMLElementTagNameMap['number-field']>(element, 'number-field')[2]!.label).to.contain('log loss');
    await change(element, decides(), 'accuracy');
    expect(store.spec.measure).to.not.have.property('metric');
  });

  it('offers the worst group where the data has groups, and no metric for a stream', async () => {
    const { store } = fakeStore({ ...spec, data: { ...spec.data, id: 'credit' } });
    const labels = (element: HTMLElement) => findAll<HTMLElementTagNameMap['choice-field']>(element, 'choice-field');
    const decides = labels(await mount('machine-card', { store })).find(({ label }) => label === 'what decides')!;
    expect(decides.choices.map(({ id }) => id)).to.include('worst-group');
    const streamed = await mount('machine-card', { store: store.stream as unknown as ExperimentStore });
    expect(labels(streamed).map(({ label }) => label)).to.not.include('what decides');
  });
});

describe('the model card', () => {
  const own: OwnModelFacts = {
    spec: { family: 'imported', params: { name: 'model.json', sha256: 'a'.repeat(64), head: 2 } },
    inputShape: [64],
    classes: 10,
    layers: [
      { name: 'a', kind: 'dense', parameters: 650, outputShape: [10], reads: [], begins: true },
      { name: 'drop', kind: 'dropout', parameters: 0, outputShape: [10], reads: [0], begins: false },
      { name: 'b', kind: 'dense', parameters: 110, outputShape: [10], reads: [1], begins: true },
    ],
    notes: ['The dropout of layer “drop” is off here.'],
  };
  const field = (element: HTMLElement, label: string) => findAll<ChoiceField>(element, 'choice-field').find((each) => each.label === label);
  const choose = async (element: HTMLElement, label: string, value: string): Promise<void> => {
    const select = find<HTMLSelectElement>(field(element, label)!, 'select');
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await settled(element);
  };

  it('offers the families that take the data, and one’s own', async () => {
    const { store } = fakeStore(presets.sensors.spec);
    const { choices } = field(await mount('model-card', { store }), 'Family')!;
    expect(choices.map(({ id, disabled }) => [id, disabled ?? false])).to.deep.equal([
      ['softmax', false],
      ['mlp', false],
      ['cnn', true],
      ['imported', false],
    ]);
  });

  it('asks for files when no model is open, and keeps the family until then', async () => {
    const { store, asked } = fakeStore();
    const element = await mount('model-card', { store });
    const input = find<HTMLInputElement>(element, 'input[type=file]');
    let clicks = 0;
    input.addEventListener('click', (event) => (event.preventDefault(), clicks++));
    await choose(element, 'Family', 'imported');
    expect([clicks, store.spec.model.family, find<HTMLSelectElement>(field(element, 'Family')!, 'select').value]).to.deep.equal([
      1,
      'mlp',
      'mlp',
    ]);
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{}'], 'model.json'));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    expect(asked).to.deep.equal([['openModel', 'model.json']]);
  });

  it('lets the head of an open model begin at any layer with weights', async () => {
    const { store } = fakeStore();
    store.data.ownModel = own;
    const element = await mount('model-card', { store });
    await choose(element, 'Family', 'imported');
    expect(find<RailCard>(element, 'rail-card')).to.include({ choice: 'model.json', detail: 'imported, 760 weights' });
    expect(field(element, 'The head begins at')!.choices.map(({ id, title }) => [id, title])).to.deep.equal([
      ['0', 'a: dense, 650'],
      ['2', 'b: dense, 110'],
    ]);
    await choose(element, 'The head begins at', '0');
    expect(store.spec.model).to.deep.equal({ ...own.spec, params: { ...own.spec.params, head: 0 } });
  });

  it('says that a model of a link is not open here', async () => {
    const { store } = fakeStore({ ...spec, model: own.spec });
    const element = await mount('model-card', { store });
    expect(find<RailCard>(element, 'rail-card').detail).to.equal('not open');
    expect(button(element, 'Open model.json and its weights')).not.to.equal(undefined);
  });
});
