import { expect } from 'chai';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { FieldChange, type NumberField } from '../../../src/ui/controls/fields.ts';
import type { ExperimentStore } from '../../../src/state/experiment-store.ts';
import '../../../src/ui/experiment/machine-card.ts';
import '../../../src/ui/experiment/machine-fields.ts';
import { fakeStore } from '../fake-store.ts';
import { button, find, findAll, mount, settled, words } from '../mount.ts';

const { spec } = presets.quick;

describe('the card of seeds and machine', () => {
  const fields = (element: HTMLElement) => findAll<NumberField>(element, 'details number-field');
  const change = async (element: HTMLElement, field: HTMLElement, value: unknown) => {
    field.dispatchEvent(new FieldChange(value));
    await settled(element);
  };

  it('takes one’s own figures of the machine, and gives the published ones back', async () => {
    const { store } = fakeStore();
    const element = await mount('machine-fields', { store });
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
    const element = await mount('machine-fields', { store });
    await change(element, fields(element)[0]!, 12);
    await change(element, findAll(element, 'choice-field').at(-1)!, 'phone');
    expect(fields(element).map(({ value }) => value)).to.deep.equal([2, 6, 8, 1]);
  });

  it('turns a fixed number of seeds into a race and back, and keeps root and number', async () => {
    const { store } = fakeStore({ ...spec, seeds: { root: 7, count: 9 } });
    const element = await mount('machine-fields', { store });
    await change(element, findAll(element, 'choice-field')[0]!, 'race');
    expect(store.spec.seeds).to.deep.equal({ root: 7, count: 9, race: true });
    await settled(element);
    const card = await mount('machine-card', { store });
    expect(find(card, 'rail-card').getAttribute('choice')).to.equal('up to 9 paired seeds');
    await change(element, findAll(element, 'choice-field')[0]!, 'fixed');
    expect(store.spec.seeds).to.deep.equal({ root: 7, count: 9 });
  });

  it('keeps what else is measured when the margin changes', async () => {
    const { store } = fakeStore({ ...spec, measure: { margin: 0.01, selfChurn: true, metric: 'log-loss' } });
    const element = await mount('machine-fields', { store });
    await change(element, findAll(element, 'number-field')[2]!, 0.02);
    expect(store.spec.measure).to.deep.equal({ margin: 0.02, selfChurn: true, metric: 'log-loss' });
  });

  it('lets another metric decide, says so at the margin, and leaves accuracy out of the spec', async () => {
    const { store } = fakeStore();
    const element = await mount('machine-fields', { store });
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
    const decides = labels(await mount('machine-fields', { store })).find(({ label }) => label === 'what decides')!;
    expect(decides.choices.map(({ id }) => id)).to.include('worst-group');
    const streamed = await mount('machine-fields', { store: store.stream as unknown as ExperimentStore });
    expect(labels(streamed).map(({ label }) => label)).to.not.include('what decides');
  });

  it('offers metrics of numbers where a number is told, and says what the margin is a share of', async () => {
    const { store } = fakeStore({ ...spec, task: 'regression', data: { ...spec.data, id: 'friedman' } });
    const element = await mount('machine-fields', { store });
    const choices = findAll<HTMLElementTagNameMap['choice-field']>(element, 'choice-field');
    const decides = choices.find(({ label }) => label === 'what decides')!;
    expect(decides.choices.map(({ id }) => id)).to.deep.equal(['rmse', 'mae', 'r-squared', 'pinball', 'coverage-error']);
    expect(decides.value).to.equal('rmse');
    expect(findAll<NumberField>(element, 'number-field')[2]!.label).to.contain('standard deviation');
    expect(choices.map(({ label }) => label)).to.not.include('the two errors');
  });

  it('lets the two errors between two classes have costs, with the threshold that costs least or another', async () => {
    const { store } = fakeStore({ ...spec, data: { ...spec.data, id: 'sea' } });
    const element = await mount('machine-fields', { store });
    const errors = () =>
      findAll<HTMLElementTagNameMap['choice-field']>(element, 'choice-field').find(({ label }) => label === 'the two errors')!;
    await change(element, errors(), 'costs');
    expect(store.spec.measure.binary).to.deep.equal({ falsePositive: 1, falseNegative: 5 });
    await settled(element);
    const threshold = findAll<NumberField>(element, 'number-field').find(({ label }) => label.startsWith('threshold'))!;
    expect(threshold.value).to.be.closeTo(1 / 6, 1e-3);
    await change(element, threshold, 0.4);
    expect(store.spec.measure.binary!.threshold).to.equal(0.4);
    await change(element, errors(), 'alike');
    expect(store.spec.measure).to.deep.equal({ margin: spec.measure.margin });
  });
});
