import { expect } from 'chai';
import { priceSentences, priceText } from '../../src/decide/price-sentences.ts';
import { PRICES } from '../../src/measure/cost/repair-prices.ts';
import type { RepairPrices } from '../../src/contracts/stream-summary.ts';
import { streamSpec } from '../measure/synthetic-streams.ts';

const spec = streamSpec([
  { id: 'never', params: {} },
  { id: 'periodic', params: { every: 5 } },
  { id: 'regret', params: { price: 60 } },
]);
const [never, periodic, regret] = [
  'Never',
  'every 5 batches → start over on new data',
  'avoidable errors reach 60 → start over on new data',
];
/** Whoever is shown best at each price of the grid; all others are open. */
const shown = (best: Readonly<Record<number, readonly number[]>>) =>
  PRICES.map((price) => ({ price, costs: [], best: best[price] ?? [0, 1] }));
const said = (prices: Partial<RepairPrices>) =>
  priceSentences(spec, {
    prices: { seeds: 12, policies: [0, 1], ranges: [{ from: 1, to: 10_000, lowest: [1] }], points: shown({}), ...prices },
  });

describe('which policy costs least at which price', () => {
  it('is not said where there was nothing to compare', () => expect(priceSentences(spec, { prices: null })).to.deep.equal([]));

  it('is one for all prices, or changes from range to range', () => {
    expect(said({})[0]).to.equal(
      `On the 12 seeds that all ran, the lowest mean total cost has at every price from 1 to 10,000 ${periodic}.`,
    );
    expect(said({ seeds: 1 })[0]).to.match(/^On the one seed, the lowest mean total cost has /);
    const ranges = [
      { from: 1, to: 140, lowest: [1] },
      { from: 140, to: 1234, lowest: [0, 1] },
      { from: 1234, to: 10_000, lowest: [0] },
    ];
    expect(said({ ranges })[0]).to.match(
      new RegExp(
        `has up to a price of 140 wrong answers per repair ${periodic}, from there to 1,230 ${never} and ${periodic}, beyond it ${never}\\.$`,
      ),
    );
  });

  it('is shown in spans of neighbouring prices of one policy, or at none', () => {
    expect(said({})[1]).to.equal('At none of 9 prices is one shown to cost least, corrected for all of them.');
    expect(said({ points: shown({ 3: [1], 10: [1], 300: [1], 3000: [0], 10_000: [0] }) })[1]).to.equal(
      `Shown, corrected for 9 prices: ${periodic} from 3 to 10; ${periodic} at 300; ${never} from 3,000 to 10,000.`,
    );
    expect(said({ points: shown({ 3: [1], 10: [0] }) })[1]).to.contain(`${periodic} at 3; ${never} at 10.`);
  });

  it('is said to be another where a trigger itself looks at the price', () => {
    expect(said({})).to.have.length(2);
    expect(said({ policies: [0, 1, 2] }).slice(2)).to.deep.equal([
      `${regret} acted by the price in the experiment, and would act at other moments at another.`,
    ]);
  });

  it('has two digits below 10 and three from there on', () => {
    expect([1, 2.345, 9.99, 10, 12.345, 1234.5].map(priceText)).to.deep.equal(['1', '2.3', '10', '10', '12.3', '1,230']);
    expect(priceText(10.04)).to.equal('10');
    expect(priceText(10.06)).to.equal('10.1');
  });
});
