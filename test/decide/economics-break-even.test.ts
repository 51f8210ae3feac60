import { expect } from 'chai';
import { breakEvenTraffic, patchDebt, totalCost, type BreakEven } from '../../src/decide/economics.ts';
import { complete, difference, priced, retrain, tuned } from './economics-arms.ts';

const cost = (arm: typeof retrain) => totalCost(arm, complete).total;

describe('break-even traffic', () => {
  const better = difference(0.02, 0.01);

  it('is where the totals with their errors cross, found by trying', () => {
    const { n, below } = breakEvenTraffic(retrain, tuned, better, complete) as BreakEven;
    // Errors beyond those of retraining, at 0.5 each.
    const [oneTuned, oneRetrained] = [cost(tuned), cost(retrain)];
    const tunedIsCheaper = (predictions: number) => oneTuned + 0.5 * 0.02 * predictions < oneRetrained;
    let tried = 0;
    while (tunedIsCheaper(tried)) tried++;
    expect(tried).to.equal(Math.ceil(n));
    expect(below).to.equal('head-only');
  });

  it('has the interval of the difference in errors, turned round', () => {
    const { n, lo, hi } = breakEvenTraffic(retrain, tuned, better, complete) as BreakEven;
    // (3009 − 1545.25) / (0.5 × 0.02), × 0.03 and × 0.01.
    expect(n).to.be.closeTo(146_375, 1e-6);
    expect(lo).to.be.closeTo(97_583.33, 0.01);
    expect(hi).to.be.closeTo(292_750, 1e-6);
  });

  it('says which repair is cheaper below it, also where retraining is the cheaper one', () => {
    const cheapRetraining = priced({ engineerHoursRetrain: 0, delayDaysRetrain: 0 }, complete);
    // 509 against 1545.25, and fine-tuning now makes fewer errors.
    const { n, lo, hi, below } = breakEvenTraffic(retrain, tuned, difference(-0.02, 0.01), cheapRetraining) as BreakEven;
    expect(n).to.be.closeTo(103_625, 1e-6);
    expect([below, lo < n, n < hi]).to.deep.equal(['retrain-all', true, true]);
  });

  it('names what was blank', () => {
    const { missing } = breakEvenTraffic(retrain, tuned, better, priced({ dayValue: null }, complete)) as BreakEven;
    expect(missing).to.deep.equal(['value of a day’s delay']);
  });

  it('is refused, with the reason, when it has none', () => {
    const refused = (gap: ReturnType<typeof difference>, values: Parameters<typeof priced>[0] = {}) =>
      (breakEvenTraffic(retrain, tuned, gap, priced(values, complete)) as { refusal: string }).refusal;
    expect(refused(difference(0.005, 0.01))).to.contain('includes 0');
    expect(refused({ ...better, values: [0.02] })).to.contain('includes 0');
    expect(refused(better, { errorCost: null })).to.equal(
      'Blank: cost of a wrong answer. Fill it in to see from how many predictions on retraining pays.',
    );
    expect(refused(better, { errorCost: 0 })).to.contain('costs nothing');
    expect(refused(difference(-0.02, 0.01))).to.match(/^Head-only makes fewer errors and costs no more than retrain-all/);
    expect(refused(better, { engineerHoursRetrain: 0, delayDaysRetrain: 0 })).to.match(/^Retrain-all makes fewer errors/);
  });
});

describe('repairs of the same price', () => {
  // Fine-tuning costs 1463.75 less; an hour of an engineer costs 50, so 29.275 hours more of them make up for it.
  const same = priced({ engineerHoursTune: 8 + 1463.75 / 50 }, complete);

  it('have no traffic at which one gives way to the other, whichever makes fewer errors', () => {
    expect(totalCost(retrain, same).total).to.equal(totalCost(tuned, same).total);
    const refused = (mean: number) => (breakEvenTraffic(retrain, tuned, difference(mean, 0.01), same) as { refusal: string }).refusal;
    expect(refused(0.02)).to.match(/^Retrain-all makes fewer errors and costs no more than head-only/);
    expect(refused(-0.02)).to.match(/^Head-only makes fewer errors and costs no more than retrain-all/);
  });

  it('leave nothing to save by patching', () => {
    const upkeepAlike = priced({ maintenanceHoursTune: 1, engineerHoursTune: 40, delayDaysTune: 5, runsRetrain: 1, runsTune: 1, jobScale: 0 }, complete); // prettier-ignore
    expect(totalCost(retrain, upkeepAlike).total).to.equal(totalCost(tuned, upkeepAlike).total);
    expect(patchDebt(retrain, tuned, [difference(0.02, 0.01)], upkeepAlike)).to.have.property('refusal').that.contains('patching saves nothing'); // prettier-ignore
  });
});

describe('patch debt', () => {
  // Apart from upkeep retraining costs 3009 − 300 − (1545.25 − 900) = 2063.75 more. Each patch: upkeep 900 − 300 = 600, and errors
  // 0.5 × 10,000 × 0.02 = 100.
  const inputs = priced({ predictions: 10_000 }, complete);
  const gap = difference(0.02, 0.01);

  it('comes due at the first patch whose debt exceeds the price of retraining, found by adding up', () => {
    let k = 0;
    for (let owed = 0; owed <= 2063.75; k++) owed += 700;
    expect(patchDebt(retrain, tuned, [gap], inputs)).to.deep.equal({ k, missing: [] });
  });

  it('takes the errors of each patch as they are given, the last for all that follow', () => {
    // 600 + 100, then 600 + 1000: 700, 2300.
    expect(patchDebt(retrain, tuned, [gap, difference(0.2, 0.01)], inputs)).to.include({ k: 2 });
    // 600 + 2000 at once.
    expect(patchDebt(retrain, tuned, [difference(0.4, 0.01), gap], inputs)).to.include({ k: 1 });
    // 600 + 100, then 600 each: 700, 1300, 1900, 2500; a difference not shown counts as none.
    expect(patchDebt(retrain, tuned, [gap, difference(0.02, 0.03)], inputs)).to.include({ k: 4 });
  });

  it('comes due only when it exceeds that price, and at once where the first patch errs that much', () => {
    // One patch owes 600 + 0.5 · 146,375 · 0.02 = 2063.75, which is as much, not more.
    expect(patchDebt(retrain, tuned, [gap], priced({ predictions: 146_375 }, inputs))).to.include({ k: 2 });
    expect(patchDebt(retrain, tuned, [gap, gap], priced({ predictions: 146_375 }, inputs))).to.include({ k: 2 });
    // 600 + 4500, then 600 each.
    expect(patchDebt(retrain, tuned, [difference(0.9, 0.01), difference(0, 0.01)], inputs)).to.include({ k: 1 });
  });

  it('counts no upkeep where that of the retrained model is blank, and misses nothing where errors are free', () => {
    // 2063.75 / 100 is passed at 21.
    expect(patchDebt(retrain, tuned, [gap], priced({ maintenanceHoursRetrain: null }, inputs))).to.deep.equal({
      k: 21,
      missing: ['upkeep of a retrained model'],
    });
    // 2063.75 / 600 is passed at 4.
    expect(patchDebt(retrain, tuned, [gap], priced({ errorCost: 0, predictions: null }, inputs))).to.deep.equal({ k: 4, missing: [] });
  });

  it('goes by what is known, and names the rest', () => {
    // Upkeep unknown, so it counts on neither side: 2063.75 / 100 is passed at 21.
    expect(patchDebt(retrain, tuned, [gap], priced({ maintenanceHoursTune: null }, inputs))).to.deep.equal({
      k: 21,
      missing: ['upkeep of a fine-tuned model'],
    });
    // Errors unknown: 2063.75 / 600.
    expect(patchDebt(retrain, tuned, [gap], priced({ errorCost: null }, inputs))).to.deep.equal({
      k: 4,
      missing: ['cost of a wrong answer'],
    });
  });

  it('is refused where nothing is known, nothing grows or nothing is saved', () => {
    const refused = (values: Parameters<typeof priced>[0], of = gap) =>
      (patchDebt(retrain, tuned, [of], priced(values, inputs)) as { refusal: string }).refusal;
    expect(refused({ maintenanceHoursTune: null, predictions: null })).to.equal(
      'What patching costs later is unknown: fill in the upkeep of both models, or the predictions until the next repair.',
    );
    expect(refused({ maintenanceHoursTune: 1 }, difference(0.001, 0.01))).to.contain('no debt');
    expect(refused({ engineerHoursRetrain: 0, delayDaysRetrain: 0 })).to.contain('patching saves nothing');
  });
});
