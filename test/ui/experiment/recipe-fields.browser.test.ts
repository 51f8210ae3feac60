import { expect } from 'chai';
import { fitting, plain } from '../../../src/spec/fitting.ts';
import { concerns, recipeParts } from '../../../src/spec/recipe-parts.ts';
import { FieldChange } from '../../../src/ui/controls/fields.ts';
import { ratesOf } from '../../../src/ui/experiment/recipe-fields.ts';
import { fakeStore } from '../fake-store.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

async function fields() {
  const { store } = fakeStore();
  const element = await mount('recipe-fields', { store });
  const choose = async (part: string, value: string) => {
    find(element, `[data-part=${part}]`).dispatchEvent(new FieldChange(value));
    await settled(element);
  };
  return { store, element, choose };
}

describe('the fields of the recipe', () => {
  it('have one for every part, and for how rates are chosen', async () => {
    const { element } = await fields();
    expect(findAll(element, '[data-part]').map((field) => field.dataset['part'])).to.deep.equal([
      'learning',
      ...recipeParts.filter((part) => concerns(part, {})).map(({ id }) => id),
    ]);
  });

  it('set a part with all its parameters, and leave it out again', async () => {
    const { store, element, choose } = await fields();
    await choose('optimizer', 'sgd');
    expect(store.spec.recipe!.optimizer).to.deep.equal({ id: 'sgd', momentum: 0.9, nesterov: 0 });
    find(element, '[data-part=optimizer] + parameter-fields').dispatchEvent(new FieldChange({ momentum: 0.5, nesterov: 1 }));
    expect(store.spec.recipe!.optimizer).to.deep.equal({ id: 'sgd', momentum: 0.5, nesterov: 1 });
    await choose('optimizer', 'adam');
    expect(store.spec.recipe).to.deep.equal(fitting.recipe);
    await choose('schedule', 'constant');
    await choose('heads', 'steps');
    expect('recipe' in store.spec).to.equal(false);
  });

  it('go back to one constant rate for all with one click, and to what is recommended with another', async () => {
    const { store, element } = await fields();
    const before = store.spec;
    find<HTMLButtonElement>(element, '[data-way=plain]').click();
    await settled(element);
    expect(store.spec).to.deep.equal(plain(before));
    find<HTMLButtonElement>(element, '[data-way=fitting]').click();
    expect(store.spec).to.deep.equal(before);
  });

  it('take rates that fit, from a list, or one for all, and say what is wrong with a list', async () => {
    const { store, element, choose } = await fields();
    await choose('learning', 'list');
    const rates = find<HTMLInputElement>(element, '.rates input');
    const type = async (text: string) => {
      rates.value = text;
      rates.dispatchEvent(new Event('change'));
      await settled(element);
    };
    await type('7');
    expect(words(find(element, '[role=alert]'))).to.contain('1 to 8 numbers');
    expect(store.spec.learning!.rates).to.deep.equal([0.003, 0.001, 0.01]);
    await type('0.01 0.1');
    expect(store.spec.learning!.rates).to.deep.equal([0.01, 0.1]);
    await choose('learning', 'one');
    expect('learning' in store.spec).to.equal(false);
    await choose('learning', 'fit');
    expect(store.spec.learning).to.deep.equal(fitting.learning);
  });

  it('read learning rates as they are typed, each once', () => {
    expect(ratesOf('0.01, 0.001;0.01  1e-4')).to.deep.equal([0.01, 0.001, 0.0001]);
    for (const wrong of ['', 'fast', '0', '2', '1 .9 .8 .7 .6 .5 .4 .3 .2']) expect(ratesOf(wrong), wrong).to.equal(undefined);
  });
});
