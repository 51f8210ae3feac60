import { expect } from 'chai';
import { timeLag, unitChange } from '../../../src/drift/column/units.ts';
import { contextFor, isNear, numeric, samplesOf } from '../fixtures.ts';

describe('a changed unit', () => {
  const degrees = samplesOf([1], [-40, 0, 37, 100]);
  const converted = (unit: string, severity = 5): number[] => [
    ...unitChange.apply(degrees, contextFor(unitChange, severity, { reference: degrees, params: { unit } })).samples.x,
  ];

  it('converts every row at severity 5 (−40 °C = −40 °F, 0 = 32, 37 = 98.6, 100 = 212)', () => {
    converted('celsius-to-fahrenheit').forEach((value, i) => expect(value).to.be.closeTo([-40, 32, 98.6, 212][i]!, 1e-5));
    converted('inch-to-cm').forEach((value, i) => expect(value).to.be.closeTo([-101.6, 0, 93.98, 254][i]!, 1e-5));
    expect(converted('kilo-to-unit')).to.deep.equal([-40_000, 0, 37_000, 100_000]);
  });

  it('converts the tabulated share of rows below, all columns of a row together, a higher share the same rows and more', () => {
    const rows = 5000;
    const ones = samplesOf([4], new Array<number>(4 * rows).fill(1));
    let before = new Set<number>();
    [0.2, 0.4, 0.6, 0.8, 1].forEach((share, i) => {
      const { samples, features } = unitChange.apply(ones, contextFor(unitChange, i + 1, { reference: ones }));
      const now = new Set([...Array(rows).keys()].filter((row) => samples.x[4 * row + features![0]!] !== 1));
      for (const f of features!) for (const row of now) expect(samples.x[4 * row + f]).to.be.closeTo(33.8, 1e-5);
      expect(isNear(now.size / rows, share, rows)).to.equal(true);
      expect([...before].every((row) => now.has(row))).to.equal(true);
      before = now;
    });
  });

  it('hits the column that is named, else half of those there are', () => {
    const four = samplesOf([4], [1, 2, 3, 4]);
    const hit = (column: string) => unitChange.apply(four, contextFor(unitChange, 5, { reference: four, params: { column } })).features;
    expect(hit('n2')).to.deep.equal([2]);
    expect(hit('')!.length).to.equal(2);
  });
});

describe('a time lag', () => {
  const rows = samplesOf([2], [10, 0, 11, 1, 12, 2, 13, 3, 14, 4, 15, 5]);

  it('at severity 5 shows the value of `lag` rows before; the first rows repeat the first', () => {
    const context = contextFor(timeLag, 5, { reference: rows, params: { column: 'n0', lag: 2 } });
    expect([...timeLag.apply(rows, context).samples.x]).to.deep.equal([10, 0, 10, 1, 10, 2, 11, 3, 12, 4, 13, 5]);
  });

  it('below comes late in the tabulated share of the readings', () => {
    const many = samplesOf([1], [...Array(20_000).keys()]);
    [0.2, 0.4, 0.6, 0.8].forEach((share, i) => {
      const { x } = timeLag.apply(
        many,
        contextFor(timeLag, i + 1, { reference: many, columns: [numeric('a')], params: { lag: 3 } }),
      ).samples;
      const late = [...x.keys()].filter((row) => row >= 3 && x[row] !== row);
      expect(late.every((row) => x[row] === row - 3)).to.equal(true);
      expect(isNear(late.length / (x.length - 3), share, x.length)).to.equal(true);
    });
  });
});
