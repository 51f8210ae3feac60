import { expect } from 'chai';
import '../../../src/ui/controls/fields.ts';
import type { FieldChange, NumberField, StopSlider } from '../../../src/ui/controls/fields.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

/** The values an element tells, in order. */
function told(element: HTMLElement): unknown[] {
  const values: unknown[] = [];
  element.addEventListener('field-change', (event) => values.push((event as FieldChange<unknown>).value));
  return values;
}

describe('a number field', () => {
  async function typed(field: NumberField, text: string): Promise<HTMLInputElement> {
    const input = find<HTMLInputElement>(field, 'input');
    input.value = text;
    input.dispatchEvent(new Event('change'));
    await settled(field);
    return input;
  }

  it('has its label, its value and its bounds on a native input', async () => {
    const field = await mount('number-field', { label: 'seeds', min: 1, max: 30, value: 6 });
    const input = find<HTMLInputElement>(field, 'input');
    expect(words(input.labels![0]!)).to.equal('seeds');
    expect([input.value, input.min, input.max, input.step]).to.deep.equal(['6', '1', '30', '1']);
    expect(input.getAttribute('aria-invalid')).to.equal('false');
  });

  it('tells a good value, the bounds included', async () => {
    const field = await mount('number-field', { label: 'seeds', min: 1, max: 30, value: 6 });
    const values = told(field);
    for (const text of ['1', '7', '30']) await typed(field, text);
    expect(values).to.deep.equal([1, 7, 30]);
  });

  it('says what is wrong with a bad one, keeps the last good one, and tells nobody', async () => {
    const field = await mount('number-field', { label: 'rows', min: 10, max: 100_000, value: 800 });
    const values = told(field);
    for (const text of ['9', '100001', '12.5', '', '-3']) {
      const input = await typed(field, text);
      expect(words(find(field, '[role=alert]')), text).to.equal('Not taken, it stays 800: a whole number from 10 to 100,000 fits here.');
      expect(input.value).to.equal('800');
      expect(input.getAttribute('aria-invalid')).to.equal('true');
    }
    expect(values).to.deep.equal([]);
  });

  it('takes the message back with the next good value', async () => {
    const field = await mount('number-field', { label: 'rows', min: 1, max: 9, value: 5 });
    await typed(field, '10');
    await typed(field, '6');
    expect(findAll(field, '[role=alert]')).to.have.length(0);
  });

  it('takes the message back when another value is set from outside', async () => {
    const field = await mount('number-field', { label: 'rows', min: 1, max: 9, value: 5 });
    await typed(field, '10');
    field.value = 3;
    await settled(field);
    expect(findAll(field, '[role=alert]')).to.have.length(0);
    expect(find<HTMLInputElement>(field, 'input').value).to.equal('3');
  });

  it('with step 0 takes any number', async () => {
    const field = await mount('number-field', { label: 'margin', min: 0, max: 0.5, step: 0, value: 0.01 });
    const values = told(field);
    await typed(field, '0.025');
    await typed(field, '0.6');
    expect(values).to.deep.equal([0.025]);
    expect(words(find(field, '[role=alert]'))).to.equal('Not taken, it stays 0.01: a number from 0 to 0.5 fits here.');
  });
});

describe('a slider over stops', () => {
  const at = (slider: StopSlider) => find<HTMLInputElement>(slider, 'input').value;
  const stops = [10, 20, 50, 100];

  it('stands at the stop of its value, at the next one between stops, and at an end beyond them', async () => {
    const slider = await mount('stop-slider', { stops });
    for (const [value, index] of [
      [10, '0'],
      [50, '2'],
      [30, '2'],
      [3, '0'],
      [100, '3'],
      [500, '3'],
    ] as const) {
      slider.value = value;
      await settled(slider);
      expect(at(slider), `${value}`).to.equal(index);
    }
  });

  it('tells the stop, not its index', async () => {
    const slider = await mount('stop-slider', { stops, value: 10 });
    const values = told(slider);
    const input = find<HTMLInputElement>(slider, 'input');
    input.value = '2';
    input.dispatchEvent(new Event('input'));
    expect(values).to.deep.equal([50]);
  });

  it('says what the stop means, to ears too', async () => {
    const slider = await mount('stop-slider', {
      label: 'Severity 3',
      stops: [1, 2, 3],
      value: 3,
      meaning: 'tilted by 30°',
      first: '1',
      last: '3',
    });
    const input = find<HTMLInputElement>(slider, 'input');
    expect(words(input.labels![0]!)).to.equal('Severity 3');
    expect(input.getAttribute('aria-valuetext')).to.equal('3: tilted by 30°');
    expect(findAll(slider, '.ends span').map(words)).to.deep.equal(['1', 'tilted by 30°', '3']);
  });
});

describe('what a slider over stops says of itself', () => {
  it('is its stop once, where the meaning is but the stop', async () => {
    const slider = await mount('stop-slider', { stops: [10, 100], value: 100, meaning: '100' });
    expect(find(slider, 'input').getAttribute('aria-valuetext')).to.equal('100');
  });
});

describe('a choice', () => {
  const choices = [
    { id: 'mlp', title: 'Perceptron' },
    { id: 'cnn', title: 'Convolutional net', disabled: true },
    { id: 'softmax', title: 'Softmax' },
  ];

  it('shows its choices, with the chosen one selected and those that do not fit disabled', async () => {
    const choice = await mount('choice-field', { label: 'Family', choices, value: 'softmax', help: 'One layer.' });
    const select = find<HTMLSelectElement>(choice, 'select');
    expect(select.value).to.equal('softmax');
    expect([...select.options].map(({ text, disabled }) => [text, disabled])).to.deep.equal([
      ['Perceptron', false],
      ['Convolutional net', true],
      ['Softmax', false],
    ]);
    expect(words(find(choice, '.help'))).to.equal('One layer.');
  });

  it('tells what was chosen', async () => {
    const choice = await mount('choice-field', { choices, value: 'mlp' });
    const values = told(choice);
    const select = find<HTMLSelectElement>(choice, 'select');
    select.value = 'softmax';
    select.dispatchEvent(new Event('change'));
    expect(values).to.deep.equal(['softmax']);
  });

  it('puts choices of one group under its name, groups in the order in which each first comes', async () => {
    const grouped = [
      { id: 'digits', title: 'Digits', group: 'Real data' },
      { id: 'plane', title: 'Plane', group: 'Generated' },
      { id: 'iris', title: 'Irises', group: 'Real data' },
      { id: 'own', title: 'Your own' },
    ];
    const choice = await mount('choice-field', { choices: grouped, value: 'iris' });
    expect(
      findAll<HTMLOptGroupElement>(choice, 'optgroup').map(({ label, children }) => [label, ...[...children].map(words)]),
    ).to.deep.equal([
      ['Real data', 'Digits', 'Irises'],
      ['Generated', 'Plane'],
    ]);
    const select = find<HTMLSelectElement>(choice, 'select');
    expect([...select.options].map(({ text }) => text)).to.deep.equal(['Digits', 'Irises', 'Plane', 'Your own']);
    expect(select.value).to.equal('iris');
  });

  it('goes back to its value when the choice was not taken over', async () => {
    const choice = await mount('choice-field', { choices, value: 'mlp' });
    const select = find<HTMLSelectElement>(choice, 'select');
    select.value = 'softmax';
    choice.choices = [...choices];
    await settled(choice);
    expect(select.value).to.equal('mlp');
  });
});
