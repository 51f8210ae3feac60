import { expect } from 'chai';
import { served } from '../../../../src/experiment/kinds/compare/served.ts';
import { randomStream } from '../../../../src/random/random.ts';

/** So many rows of which that share is told rightly, as they are drawn. */
function rows(count: number, accuracy: number, name: string) {
  const random = randomStream(1, 'served', name);
  const truth = Int32Array.from({ length: count }, (_, i) => i % 10);
  return { truth, told: truth.map((y) => (random.uniform() < accuracy ? y : (y + 1) % 10)) };
}

describe('a model in use', () => {
  it('says row by row whether it was right, and rings soon after a fall', () => {
    const { before, after, alarms, detector } = served(rows(300, 0.97, 'old'), rows(300, 0.29, 'new'));
    expect([before.length, after.length, detector]).to.deep.equal([300, 300, 'ADWIN']);
    expect(before.reduce((sum, one) => sum + one, 0) / 300).to.be.closeTo(0.97, 0.02);
    expect(alarms[0]).to.be.within(300, 340);
  });

  it('rings in no more than the bound allows where nothing changes (100 worlds)', () => {
    const rung = Array.from({ length: 100 }, (_, i) => served(rows(300, 0.9, `a${i}`), rows(300, 0.9, `b${i}`)).alarms.length > 0);
    expect(rung.filter(Boolean).length).to.be.at.most(5);
  });

  it('counts a prediction that a diverged model does not make (−1) as wrong', () => {
    expect([...served({ told: [0, 1], truth: [0, 1] }, { told: [-1, 1], truth: [0, 1] }).after]).to.deep.equal([0, 1]);
  });
});
