import { expect } from 'chai';
import fc from 'fast-check';
import {
  componentTitles,
  computePrices,
  defaultEconomics,
  economicFields,
  fieldIds,
  fieldOf,
  totalCost,
  yearlyCost,
  type ComponentId,
  type CostBreakdown,
} from '../../src/decide/economics.ts';
import { armWith, complete, priced, retrain, tuned } from './economics-arms.ts';

const amounts = ({ components }: CostBreakdown) => Object.fromEntries(components.map(({ id, amount }) => [id, amount]));

describe('the total cost of a repair', () => {
  // By hand. Retraining: 100 labels × 0.04; a run takes 2 h × 4 + 2 kWh × 0.25 = 8.5, once and 9 times in the search; 6 months ×
  // 1 h × 50; 6 × 20; 40 h × 50; 5 d × 100. Fine-tuning: half the time and energy, so 4.25, and 4 times in the search.
  it('is the sum of its components', () => {
    const r = totalCost(retrain, complete);
    expect(amounts(r)).to.deep.equal({
      data: 4,
      compute: 8.5,
      iteration: 76.5,
      maintenance: 300,
      infrastructure: 120,
      talent: 2000,
      opportunity: 500,
    });
    expect(r).to.include({ arm: 'retrain-all', currency: 'USD', total: 3009, lowerBound: false });
    const f = totalCost(tuned, complete);
    expect(amounts(f)).to.deep.equal({
      data: 4,
      compute: 4.25,
      iteration: 17,
      maintenance: 900,
      infrastructure: 120,
      talent: 400,
      opportunity: 100,
    });
    expect(f.total).to.equal(1545.25);
  });

  it('takes a larger job and more labels as multiples of what was measured', () => {
    const large = totalCost(retrain, priced({ jobScale: 10, labelScale: 100 }, complete));
    expect(amounts(large)).to.include({ data: 400, compute: 85, iteration: 765, talent: 2000 });
  });

  it('is nothing for leaving the model as it is, which pays in errors', () => {
    const nothing = totalCost(armWith({ id: 'none', family: 'none', seconds: [0], labels: 0 }), defaultEconomics);
    expect(nothing).to.include({ total: 0, lowerBound: false });
    for (const { amount } of nothing.components) expect(amount).to.equal(0);
  });

  it('leaves a blank component out, names it, and is then a lower bound', () => {
    const { total, missing, lowerBound, components } = totalCost(
      retrain,
      priced({ engineerHoursRetrain: null, energyPrice: null }, complete),
    );
    // 3009 less the engineer's 2000 and 10 runs of 2 kWh at 0.25.
    expect(total).to.equal(1004);
    expect(missing).to.deep.equal(['price of electricity', 'engineer’s work to retrain']);
    expect(lowerBound).to.equal(true);
    expect(components.find(({ id }) => id === 'talent')).to.deep.equal({
      id: 'talent',
      amount: null,
      missing: ['engineer’s work to retrain'],
    });
    expect(components.find(({ id }) => id === 'compute')).to.include({ amount: 8 });
  });

  it('does not miss a price that is multiplied by nothing', () => {
    const cost = totalCost(retrain, priced({ delayDaysRetrain: 0, dayValue: null }, complete));
    expect(cost.missing).to.deep.equal([]);
    expect(amounts(cost)['opportunity']).to.equal(0);
  });

  it('misses the energy where no device was named', () => {
    const unknown = armWith({ id: 'retrain-all', family: 'retrain', seconds: [7200] });
    expect(totalCost(unknown, complete).missing).to.deep.equal(['the energy of this repair']);
    // What trains nothing needs none.
    const untrained = totalCost(armWith({ id: 'restandardise', family: 'fine-tune', seconds: [0] }), complete);
    expect([untrained.missing, amounts(untrained)['compute']]).to.deep.equal([[], 0]);
  });

  it('counts no search where one run was enough', () => {
    expect(amounts(totalCost(retrain, priced({ runsRetrain: 1 }, complete)))).to.include({ compute: 8.5, iteration: 0 });
  });

  it('refuses what is negative, not finite or less than one run, naming the field', () => {
    expect(() => totalCost(retrain, priced({ labelPrice: -1 }))).to.throw(
      RangeError,
      'labelPrice (price of a label) is -1, expected 0 or more',
    );
    expect(() => totalCost(retrain, priced({ computePrice: Infinity }))).to.throw(RangeError, 'computePrice');
    expect(() => totalCost(retrain, priced({ months: NaN }))).to.throw(RangeError, 'months');
    expect(() => totalCost(retrain, priced({ runsRetrain: 0.5 }))).to.throw(
      RangeError,
      'runsRetrain (runs that the search takes, retraining) is 0.5, expected 1 or more',
    );
  });

  it('grows with every price', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fieldIds),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (id, low, more) => {
          const at = (value: number) => totalCost(retrain, priced({ [id]: value }, complete)).total;
          return at(low + more) >= at(low) * (1 - 1e-12);
        },
      ),
    );
  });

  it('of a year is that of each drift in it', () => {
    // 365.25 / 7 / 26 = 2.00687 drifts a year.
    expect(yearlyCost(totalCost(retrain, complete), complete)).to.be.closeTo(3009 * 2.006868, 0.01);
    expect(yearlyCost(totalCost(retrain, complete), priced({ weeksBetweenDrifts: null }, complete))).to.equal(null);
    expect(yearlyCost(totalCost(retrain, complete), priced({ weeksBetweenDrifts: 0 }, complete))).to.equal(null);
  });
});

describe('another currency', () => {
  const euros = { ...complete, currency: 'EUR' };

  it('makes prices in the old one blank until there is a rate, and says so', () => {
    const { missing, total } = totalCost(retrain, euros);
    expect(total).to.equal(0);
    expect(missing).to.include('price of a label (in USD; give the rate to EUR)');
  });

  it('multiplies them by the rate that was given', () => {
    const cost = totalCost(retrain, { ...euros, rates: { USD: 0.5 } });
    expect(cost).to.include({ currency: 'EUR', total: 3009 / 2, lowerBound: false });
  });

  it('leaves prices alone that are in it already', () => {
    const mixed = {
      ...euros,
      rates: { USD: 0.5 },
      prices: { ...complete.prices, labelPrice: { ...complete.prices.labelPrice, currency: 'EUR' } },
    };
    expect(totalCost(retrain, mixed).total).to.equal((3009 - 4) / 2 + 4);
  });

  it('concerns money with a currency alone: amounts have none, and money that states none is in that of the inputs', () => {
    const { labelScale, labelPrice } = complete.prices;
    const { currency: _, ...plain } = labelPrice;
    const prices = { ...complete.prices, labelScale: { ...labelScale, currency: 'USD' }, labelPrice: plain };
    expect(amounts(totalCost(retrain, { ...euros, prices }))['data']).to.equal(4);
  });

  it('refuses a rate that is not positive', () => {
    expect(() => totalCost(retrain, { ...euros, rates: { USD: 0 } })).to.throw(RangeError, 'the rate from USD to EUR is 0');
  });
});

describe('the default prices', () => {
  const { prices } = defaultEconomics;

  it('are those that are published, each with its source; all others are blank', () => {
    const filled = Object.fromEntries(fieldIds.flatMap((id) => (prices[id].value === null ? [] : [[id, prices[id].value]])));
    // $0.012 × 3 workers; p4d $32.77 / 8; Strubell's 24 jobs; $54 × 1.4 rounded.
    expect(filled).to.deep.equal({
      labelPrice: 0.036,
      labelScale: 1,
      computePrice: 4.1,
      jobScale: 1,
      runsRetrain: 24,
      runsTune: 24,
      engineerRate: 76,
    });
    for (const id of fieldIds) expect(prices[id].source, id).to.match(prices[id].value === null ? /^required/ : /./);
  });

  it('lie within their published ranges, and money has a currency', () => {
    for (const id of fieldIds) {
      const { range, money } = fieldOf(id);
      if (range) expect(prices[id].value).to.be.within(...range);
      expect(prices[id].currency).to.equal(money ? 'USD' : undefined);
    }
  });

  it('of an hour of computing go from one end of the published range to the other, each with a title and a source', () => {
    const values = computePrices.map(({ value }) => value!);
    expect(values).to.have.length(4);
    expect([Math.min(...values), Math.max(...values)]).to.deep.equal(fieldOf('computePrice').range);
    expect(values).to.include(prices.computePrice.value);
    for (const { title, source, currency } of computePrices) {
      expect(title).to.match(/^NVIDIA/);
      expect(source).to.match(/^NVIDIA .*via/);
      expect(currency).to.equal('USD');
    }
    expect(new Set(computePrices.map(({ title }) => title)).size).to.equal(computePrices.length);
  });

  it('belong to a component that has a name, or to how the model is used', () => {
    for (const { component } of Object.values(economicFields)) expect(component === 'use' || component in componentTitles).to.equal(true);
    expect(Object.keys(componentTitles) as ComponentId[]).to.have.length(7);
  });
});
