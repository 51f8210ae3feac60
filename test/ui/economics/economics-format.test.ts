import { expect } from 'chai';
import { energyText, gramsText, money, plain } from '../../../src/ui/economics/economics-format.ts';
import { namedRegions } from '../../../src/ui/economics/economics-regions.ts';

describe('amounts as text', () => {
  it('have their currency and no more digits than are of use', () => {
    expect([0, 0.00241, 3.6, 99.99, 1545.25, -0.5, 120].map((amount) => money(amount, 'USD'))).to.deep.equal([
      '$0',
      '$0.0024',
      '$3.60',
      '$99.99',
      '$1,545',
      '−$0.50',
      '$120',
    ]);
    expect(money(3.6, 'EUR')).to.equal('€3.60');
    expect([24, 0.526, 146_375].map(plain)).to.deep.equal(['24', '0.526', '146,400']);
  });

  it('show a band where there is one', () => {
    const grams = { value: 0.0016, lo: 0.0007, hi: 0.0041, unit: 'gCO2e', kind: 'modelled', method: '', source: '' } as const;
    expect(gramsText(grams)).to.equal('≈ 1.6 mg (0.7–4.1)');
    expect(gramsText({ ...grams, value: 5.9e-6, lo: 5.9e-6, hi: 5.9e-6 })).to.equal('≈ 5.9 µg');
    expect(energyText({ ...grams, value: 1234, unit: 'J', kind: 'external' })).to.equal('1.23 kJ');
  });

  it('name every country, each by its own name', () => {
    const regions = namedRegions();
    expect(regions[0]).to.deep.equal({ id: 'WORLD', title: 'World average' });
    expect(new Set(regions.map(({ title }) => title)).size).to.equal(regions.length);
    const named = Object.fromEntries(regions.map(({ id, title }) => [id, title]));
    // ISO 3166-1; the codes whose first two letters are another country's.
    expect(named).to.include({
      CHN: 'China',
      CHL: 'Chile',
      AUT: 'Austria',
      SWE: 'Sweden',
      SVK: 'Slovakia',
      PRT: 'Portugal',
      XKX: 'Kosovo',
      KOR: 'South Korea',
      DNK: 'Denmark',
    });
    for (const { title } of regions) expect(title).to.match(/[a-z]{3}/);
  });
});
