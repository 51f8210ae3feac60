import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { classMerge, classSplit, newClass } from '../../../src/drift/mixed/classes.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import { balanced, contextFor, isNear } from '../fixtures.ts';

const classes = ['a', 'b', 'c', 'd'];
const rows = balanced(4, 2000);
const context = (injection: Injection, severity: number) =>
  contextFor(injection, severity, { reference: rows, classes, params: { class: 'c' } });
const after = (injection: Injection, severity: number): Samples => injection.apply(rows, context(injection, severity)).samples;
const past = (injection: Injection): Samples => injection.past!(rows, context(injection, 1));
const count = ({ y }: Samples, label: number): number => y.filter((own) => own === label).length;

describe('a new class', () => {
  it('is not in the old world, where rows of all other classes fill its places', () => {
    const old = past(newClass);
    expect(count(old, 2)).to.equal(0);
    for (const label of [0, 1, 3]) expect(isNear((count(old, label) - 2000) / 2000, 1 / 3, 2000)).to.equal(true);
    expect(old.rows).to.equal(rows.rows);
  });

  it('comes in the tabulated share of its rows, at severity 5 in all of them', () => {
    [0.2, 0.4, 0.6, 0.8].forEach((share, i) => expect(isNear(count(after(newClass, i + 1), 2) / 2000, share, 2000)).to.equal(true));
    expect(after(newClass, 5).y).to.deep.equal(rows.y);
  });

  it('comes as it is: every row is one of the batch, with its own label', () => {
    const { samples, from } = newClass.apply(rows, context(newClass, 3));
    from!.forEach((origin, row) => expect([samples.x[row], samples.y[row]]).to.deep.equal([rows.x[origin], rows.y[origin]]));
  });

  it('needs a third class', () => {
    expect(newClass.refuses!({ columns: [], inputShape: [1], classes: ['a', 'b'] })).to.equal(
      'the old world would have a single class left',
    );
  });
});

describe('a split class', () => {
  it('shares a label with its partner in the old world, and has its own at severity 5', () => {
    const old = past(classSplit);
    expect(count(old, 2)).to.equal(0);
    expect([0, 1, 3].map((label) => count(old, label)).sort()).to.deep.equal([2000, 2000, 4000]);
    expect(after(classSplit, 5).y).to.deep.equal(rows.y);
  });

  it('is told apart in the tabulated share of its rows; inputs and other classes stay', () => {
    [0.2, 0.4, 0.6, 0.8].forEach((share, i) => {
      const now = after(classSplit, i + 1);
      expect(isNear(count(now, 2) / 2000, share, 2000)).to.equal(true);
      expect(now.x).to.equal(rows.x);
      now.y.forEach((label, row) => {
        if (rows.y[row] !== 2) expect(label).to.equal(rows.y[row]);
      });
    });
  });
});

describe('merged classes', () => {
  it('one takes the label of the other in the tabulated share of its rows, at severity 5 in all', () => {
    [0.2, 0.4, 0.6, 0.8, 1].forEach((share, i) => {
      const now = after(classMerge, i + 1);
      expect(isNear(1 - count(now, 2) / 2000, share, 2000)).to.equal(true);
      const heirs = new Set([...now.y].filter((label, row) => rows.y[row] === 2 && label !== 2));
      expect(heirs.size).to.equal(1);
    });
  });

  it('has no old world of its own: the classes were told apart', () => expect(classMerge.past).to.equal(undefined));
});
