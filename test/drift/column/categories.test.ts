import { expect } from 'chai';
import type { Column, Samples } from '../../../src/data/types.ts';
import { categoryMerge, categoryRename, unseenLevel } from '../../../src/drift/column/categories.ts';
import type { Injection } from '../../../src/contracts/drift.ts';
import { contextFor, isNear, numeric, samplesOf, SEVERITIES } from '../fixtures.ts';

const letters: Column = { name: 'letter', kind: 'categorical', categories: [...'abcdefghij'] };
/** Every category once. */
const codes = samplesOf([1], [...Array(10).keys()]);
const after = (injection: Injection, severity: number, rows: Samples = codes): number[] => [
  ...injection.apply(rows, contextFor(injection, severity, { reference: rows, columns: [letters] })).samples.x,
];

describe('renamed categories', () => {
  it('pass on the names of 2, 4, 6, 8 and 10 of ten, in one ring', () => {
    const changed = SEVERITIES.map((severity) => {
      const now = after(categoryRename, severity);
      expect([...now].sort((a, b) => a - b)).to.deep.equal([...codes.x]);
      const moved = now.flatMap((code, old) => (code === old ? [] : [old]));
      const ring = new Set<number>();
      for (let code = moved[0]!; !ring.has(code); code = now[code]!) ring.add(code);
      expect([...ring].sort((a, b) => a - b)).to.deep.equal(moved);
      return moved;
    });
    expect(changed.map(({ length }) => length)).to.deep.equal([2, 4, 6, 8, 10]);
    changed.slice(1).forEach((more, i) => expect(more).to.include.members(changed[i]!));
  });
});

describe('merged categories', () => {
  it('bring 2, 4, 6, 8 and 10 of ten under one name, which one of them had', () => {
    const left = SEVERITIES.map((severity) => new Set(after(categoryMerge, severity)).size);
    expect(left).to.deep.equal([9, 7, 5, 3, 1]);
    const now = after(categoryMerge, 3);
    const name = now.find((code) => now.filter((other) => other === code).length > 1)!;
    expect(now[name]).to.equal(name);
  });
});

describe('an unseen category', () => {
  it('is a code beyond the known ones, in the tabulated share of the rows (within five standard errors)', () => {
    const many = samplesOf(
      [1],
      [...Array(20_000).keys()].map((row) => row % 10),
    );
    [0.1, 0.2, 0.4, 0.6, 0.8].forEach((share, i) => {
      const now = after(unseenLevel, i + 1, many);
      const fresh = now.filter((code) => code === 10).length;
      expect(now.every((code, row) => code === 10 || code === row % 10)).to.equal(true);
      expect(isNear(fresh / now.length, share, now.length)).to.equal(true);
    });
  });
});

describe('columns without categories', () => {
  it('are refused: two categories to rename or merge, one for another to be unseen', () => {
    const data = (...columns: Column[]) => ({ columns, inputShape: [columns.length], classes: ['0', '1'] });
    const single: Column = { name: 'one', kind: 'categorical', categories: ['a'] };
    for (const injection of [categoryRename, categoryMerge]) {
      expect(injection.refuses!(data(numeric('n'), single))).to.equal('it needs a column of at least 2 categories');
      expect(injection.refuses!(data(letters))).to.equal(undefined);
    }
    expect(unseenLevel.refuses!(data(single))).to.equal(undefined);
    expect(unseenLevel.refuses!(data(numeric('n')))).to.equal('it needs a column of categories');
  });

  it('keep a missing cell missing', () => {
    const gap = samplesOf([1], [NaN, NaN]);
    for (const injection of [categoryRename, categoryMerge]) expect(after(injection, 5, gap)).to.deep.equal([NaN, NaN]);
  });
});
