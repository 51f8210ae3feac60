import { expect } from 'chai';
import type { Parameter, ParameterValues } from '../../../src/spec/parameter.ts';
import type { ChoiceField, FieldChange, NumberField } from '../../../src/ui/controls/fields.ts';
import '../../../src/ui/controls/parameter-fields.ts';
import type { ParameterFields } from '../../../src/ui/controls/parameter-fields.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

const noise: Parameter = {
  name: 'noise',
  title: 'Noise',
  help: 'How far points are shifted.',
  kind: 'number',
  min: 0,
  max: 0.5,
  default: 0.1,
  unit: 'cm',
};
const fields: Parameter = { name: 'fields', title: 'Fields', help: '', kind: 'number', min: 2, max: 8, whole: true, default: 4 };
const shape: Parameter = {
  name: 'shape',
  title: 'Shape',
  help: 'What they form.',
  kind: 'choice',
  choices: [
    { id: 'moons', title: 'Two moons' },
    { id: 'xor', title: 'XOR' },
  ],
  default: 'moons',
};
const label: Parameter = { name: 'label', title: 'Class', help: '', kind: 'class', default: '' };
const column: Parameter = { name: 'column', title: 'Column', help: '', kind: 'column', default: '' };
const shares: Parameter = { name: 'shares', title: 'Shares', help: '', kind: 'shares', default: [] };
const facts = { classes: ['cat', 'dog'], columns: [{ name: 'age' }, { name: 'income' }] };

async function shown(
  parameters: readonly Parameter[],
  values: ParameterValues = {},
): Promise<{ element: ParameterFields; told: ParameterValues[]; heard: () => number }> {
  const element = await mount('parameter-fields', { parameters, values, facts });
  const told: ParameterValues[] = [];
  let all = 0;
  element.addEventListener('field-change', (event) => {
    all++;
    told.push((event as FieldChange<ParameterValues>).value);
  });
  return { element, told, heard: () => all };
}

/** Chooses or types a value in the native input of a field. */
function enter(field: HTMLElement, value: string): void {
  const input = find<HTMLInputElement | HTMLSelectElement>(field, 'input, select');
  input.value = value;
  input.dispatchEvent(new Event('change'));
}
const options = (field: HTMLElement): string[] => findAll<HTMLOptionElement>(field, 'option').map(({ text }) => text);

describe('fields for parameters', () => {
  it('are one for each, with its unit, its bounds and its default', async () => {
    const { element } = await shown([noise, fields, shape]);
    const [real, whole] = findAll<NumberField>(element, 'number-field');
    expect([real!.label, real!.min, real!.max, real!.step, real!.value]).to.deep.equal(['Noise (cm)', 0, 0.5, 0, 0.1]);
    expect([whole!.label, whole!.step, whole!.value]).to.deep.equal(['Fields', 1, 4]);
    expect(real!.title).to.equal('How far points are shifted.');
    const choice = find<ChoiceField>(element, 'choice-field');
    expect([choice.label, choice.value, choice.help]).to.deep.equal(['Shape', 'moons', 'What they form.']);
    expect(options(choice)).to.deep.equal(['Two moons', 'XOR']);
  });

  it('tell all values anew when one changes, once', async () => {
    const { element, told, heard } = await shown([noise, shape], { noise: 0.3 });
    enter(find(element, 'choice-field'), 'xor');
    enter(find(element, 'number-field'), '0.25');
    expect(told).to.deep.equal([
      { noise: 0.3, shape: 'xor' },
      { noise: 0.25, shape: 'moons' },
    ]);
    expect(heard()).to.equal(2);
  });

  it('offer the names of classes and columns, and to draw one', async () => {
    const { element, told } = await shown([label, column]);
    const [one, other] = findAll(element, 'choice-field');
    expect(options(one!)).to.deep.equal(['drawn from the seed', 'cat', 'dog']);
    expect(options(other!)).to.deep.equal(['drawn from the seed', 'age', 'income']);
    enter(other!, 'income');
    expect(told).to.deep.equal([{ label: '', column: 'income' }]);
  });

  it('take no value that is out of bounds', async () => {
    const { element, told } = await shown([fields]);
    enter(find(element, 'number-field'), '9');
    expect(told).to.deep.equal([]);
  });

  describe('for shares', () => {
    const type = async (element: ParameterFields, text: string): Promise<void> => {
      const input = find<HTMLInputElement>(element, 'label input');
      input.value = text;
      input.dispatchEvent(new Event('change'));
      await settled(element);
    };

    it('show percentages, and name the classes where none are given', async () => {
      const { element } = await shown([shares], { shares: [0.125, 0.875] });
      expect(find<HTMLInputElement>(element, 'label input').value).to.equal('12.5 87.5');
      expect(find<HTMLInputElement>(element, 'label input').placeholder).to.equal('cat dog');
    });

    it('read numbers with any separator and scale them to 1', async () => {
      const { element, told } = await shown([shares]);
      for (const text of ['25 75', '1, 3', ' 30;90 ']) await type(element, text);
      expect(told).to.deep.equal([{ shares: [0.25, 0.75] }, { shares: [0.25, 0.75] }, { shares: [0.25, 0.75] }]);
      await type(element, '');
      expect(told.at(-1)).to.deep.equal({ shares: [] });
    });

    it('say what is wrong, tell nobody, and take the message back with good numbers', async () => {
      const { element, told } = await shown([shares]);
      for (const text of ['50', '-10 110', 'half half', '0 0', '20 30 50']) {
        await type(element, text);
        expect(words(find(element, '[role=alert]')), text).to.equal('Please give one number, 0 or more, for each class: cat, dog.');
        expect(find(element, 'label input').getAttribute('aria-invalid')).to.equal('true');
      }
      expect(told).to.deep.equal([]);
      await type(element, '50 50');
      expect(findAll(element, '[role=alert]')).to.have.length(0);
    });
  });
});
