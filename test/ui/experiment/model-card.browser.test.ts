import { expect } from 'chai';
import type { OwnModelFacts } from '../../../src/contracts/services.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import type { ChoiceField } from '../../../src/ui/controls/fields.ts';
import type { RailCard } from '../../../src/ui/controls/rail-card.ts';
import '../../../src/ui/experiment/imported-fields.ts';
import '../../../src/ui/experiment/model-card.ts';
import { fakeStore } from '../fake-store.ts';
import { button, find, findAll, mount, settled } from '../mount.ts';

const { spec } = presets.quick;

describe('the model card', () => {
  const own: OwnModelFacts = {
    spec: { family: 'imported', params: { name: 'model.json', sha256: 'a'.repeat(64), head: 2 } },
    inputShape: [64],
    classes: 10,
    ownKernels: true,
    layers: [
      { name: 'a', kind: 'dense', parameters: 650, outputShape: [10], reads: [], begins: true },
      { name: 'drop', kind: 'dropout', parameters: 0, outputShape: [10], reads: [0], begins: false },
      { name: 'b', kind: 'dense', parameters: 110, outputShape: [10], reads: [1], begins: true },
    ],
    notes: ['The dropout of layer “drop” is off here.'],
  };
  /** Of the card, or of what it asks of an imported model. */
  const field = (element: HTMLElement, label: string) =>
    [element, ...findAll<HTMLElement>(element, 'imported-fields')]
      .flatMap((each) => findAll<ChoiceField>(each, 'choice-field'))
      .find((each) => each.label === label);
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
    await settled(element);
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
    await settled(element);
    expect(button(find(element, 'imported-fields'), 'Open model.json and its weights')).not.to.equal(undefined);
  });
});
