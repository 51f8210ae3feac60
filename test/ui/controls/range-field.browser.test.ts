import { expect } from 'chai';
import type { FieldChange } from '../../../src/ui/controls/fields.ts';
import '../../../src/ui/controls/range-field.ts';
import { find, findAll, mount, settled, words } from '../mount.ts';

describe('a slider over a range', () => {
  it('has its label, its bounds and its value in words', async () => {
    const field = await mount('range-field', { label: 'Severity', max: 5, step: 0.1, value: 2.5, shown: '2.5', meaning: '15° … 30°' });
    const input = find<HTMLInputElement>(field, 'input');
    expect([input.min, input.max, input.step, input.value]).to.deep.equal(['0', '5', '0.1', '2.5']);
    expect(words(find(field, 'label span'))).to.equal('Severity');
    expect(words(find(field, 'output'))).to.equal('2.5');
    expect(words(find(field, '.meaning'))).to.equal('15° … 30°');
  });

  it('has one name for ears, and a value with its meaning', async () => {
    const field = await mount('range-field', { label: 'Severity', value: 1, shown: '1.0', meaning: '15°' });
    const input = find<HTMLInputElement>(field, 'input');
    expect(input.getAttribute('aria-label')).to.equal('Severity');
    expect(input.getAttribute('aria-valuetext')).to.equal('1.0, 15°');
    field.meaning = '';
    await settled(field);
    expect(input.getAttribute('aria-valuetext')).to.equal('1.0');
    expect(findAll(field, '.meaning')).to.have.length(0);
  });

  it('tells every value on the way, as numbers', async () => {
    const field = await mount('range-field', { max: 5, step: 0.1 });
    const values: unknown[] = [];
    field.addEventListener('field-change', (event) => values.push((event as FieldChange<unknown>).value));
    const input = find<HTMLInputElement>(field, 'input');
    for (const text of ['0.1', '2.3', '5', '0']) {
      input.value = text;
      input.dispatchEvent(new Event('input'));
    }
    input.dispatchEvent(new Event('change'));
    expect(values).to.deep.equal([0.1, 2.3, 5, 0]);
  });

  it('follows a value that is set from outside, also after it was dragged', async () => {
    const field = await mount('range-field', { max: 5, step: 0.1, value: 1 });
    const input = find<HTMLInputElement>(field, 'input');
    input.value = '4';
    input.dispatchEvent(new Event('input'));
    field.value = 3;
    await settled(field);
    expect(input.value).to.equal('3');
  });
});
