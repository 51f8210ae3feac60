import { expect } from 'chai';
import { defaultEconomics } from '../../src/decide/economics.ts';
import { EconomicsStore } from '../../src/state/economics-store.ts';
import { memory } from '../memory-storage.ts';

describe('the prices of a user', () => {
  it('outlive the page', () => {
    const storage = memory();
    const before = new EconomicsStore(() => storage);
    before.setPrice('months', 6);
    before.setCurrency('EUR');
    before.setRate('USD', 0.9);
    const after = new EconomicsStore(() => storage);
    expect(after.inputs).to.deep.equal(before.inputs);
    after.reset();
    expect(new EconomicsStore(() => storage).inputs).to.equal(defaultEconomics);
  });

  it('are those set for a data set where some were, else those last set, also after a reload', () => {
    const storage = memory();
    const store = new EconomicsStore(() => storage);
    const months = () => store.inputs.prices.months.value;
    store.about('digits');
    store.setPrice('months', 6);
    store.about('loans');
    expect(months(), 'nothing was said of loans: as last said').to.equal(6);
    store.setPrice('months', 24);
    store.about('digits');
    expect(months()).to.equal(6);
    store.about('speeches');
    expect(months(), 'as last said').to.equal(24);
    const after = new EconomicsStore(() => storage);
    expect(after.inputs.prices.months.value).to.equal(24);
    after.about('digits');
    expect(after.inputs.prices.months.value).to.equal(6);
    after.reset();
    expect(after.inputs).to.equal(defaultEconomics);
    after.about('loans');
    expect(after.inputs.prices.months.value, 'what was said of another stays').to.equal(24);
  });

  it('start from the defaults where storage is refused, or holds something else', () => {
    const refused = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    const store = new EconomicsStore(refused);
    store.setPrice('months', 6);
    expect(store.inputs.prices.months.value).to.equal(6);
    store.about('digits');
    expect(store.inputs.prices.months.value, 'what was said on this visit stays').to.equal(6);
    const price = (value: unknown) =>
      JSON.stringify({ currency: 'USD', rates: {}, lamp: true, prices: { months: { value, source: '', date: '' } } });
    for (const text of [
      '',
      '{',
      '[]',
      '7',
      '{"currency":"USD"}',
      price('6'),
      price(-6),
      price({}),
      price(6).replace('months', 'moths'),
      price(6).replace('USD', 'XXX'),
    ]) {
      const storage = memory();
      storage.setItem('drift-lab-economics', text);
      expect(new EconomicsStore(() => storage).inputs, text).to.equal(defaultEconomics);
    }
  });
});
