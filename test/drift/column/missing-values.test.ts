import { expect } from 'chai';
import type { Column, Samples } from '../../../src/data/types.ts';
import { missingAtRandom, missingNotAtRandom, missingValues } from '../../../src/drift/column/missing-values.ts';
import type { DriftContext } from '../../../src/contracts/drift.ts';
import { contextFor, normalRows, numeric, samplesOf } from '../fixtures.ts';

const context = (reference: Samples, columns: readonly Column[], severity: number): DriftContext =>
  contextFor(missingValues, severity, { reference, columns });

describe('missing values', () => {
  it('lose the tabulated share of cells (within five standard errors), a lower severity the same ones and fewer', () => {
    const full = samplesOf([10], new Array<number>(20_000).fill(1));
    const columns = Array.from({ length: 10 }, (_, f) => numeric(`n${f}`));
    let lost: boolean[] = [];
    ([0.05, 0.1, 0.2, 0.4, 0.6] as const).forEach((rate, i) => {
      const { x } = missingValues.apply(full, context(full, columns, i + 1)).samples;
      const now = Array.from(x, Number.isNaN);
      const share = now.filter(Boolean).length / now.length;
      expect(Math.abs(share - rate)).to.be.below(5 * Math.sqrt((rate * (1 - rate)) / now.length));
      expect(lost.every((gone, cell) => !gone || now[cell])).to.equal(true);
      lost = now;
    });
  });
});

describe('missing by a standard score', () => {
  const rows = 30_000;
  const normal = normalRows(rows, [
    [5, 2],
    [-1, 3],
    [0, 1],
  ]);
  /** Share of the cells lost in a column, by the tertile of the score in another. */
  const lostByTertile = (x: Float32Array, column: number, driver: number): number[] => {
    const order = [...Array(rows).keys()].sort((a, b) => normal.x[3 * a + driver]! - normal.x[3 * b + driver]!);
    return [0, 1, 2].map((third) => {
      const part = order.slice((third * rows) / 3, ((third + 1) * rows) / 3);
      return part.filter((row) => Number.isNaN(x[3 * row + column])).length / part.length;
    });
  };
  /** The logistic curve averaged over a third of a standard normal score, by the trapezoid rule. */
  const expected = (rate: number): number[] => {
    const cuts = [-8, -0.4307273, 0.4307273, 8];
    return [0, 1, 2].map((third) => {
      const [from, to] = [cuts[third]!, cuts[third + 1]!];
      let sum = 0;
      for (let i = 0; i <= 2000; i++) {
        const z = from + ((to - from) * i) / 2000;
        const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
        const chance = 1 / (1 + Math.exp(-(1.4 * Math.log(rate / (1 - rate)) + 2 * z)));
        sum += ((i % 2000 ? 1 : 0.5) * density * chance * (to - from)) / 2000;
      }
      return 3 * sum;
    });
  };

  it('MAR: the driver is whole, the others go with it and not with themselves', () => {
    const { samples, params } = missingAtRandom.apply(normal, contextFor(missingAtRandom, 3, { reference: normal }));
    const driver = Number((params['driver'] as string).slice(1));
    const other = (driver + 1) % 3;
    expect(lostByTertile(samples.x, driver, driver)).to.deep.equal([0, 0, 0]);
    const rates = lostByTertile(samples.x, other, driver);
    const [low, middle, high] = lostByTertile(samples.x, other, other) as [number, number, number];
    const odds = (rate: number): number => rate / (1 - rate);
    expect(odds(rates[2]!) / odds(rates[0]!)).to.be.above(10);
    expect(Math.max(low, middle, high) - Math.min(low, middle, high)).to.be.below(5 * Math.sqrt((2 * 0.25) / (rows / 3)));
  });

  it('MNAR: a cell goes by its own value, as often as the logistic curve says, third by third', () => {
    const { samples } = missingNotAtRandom.apply(normal, contextFor(missingNotAtRandom, 3, { reference: normal }));
    for (const column of [0, 1, 2]) {
      lostByTertile(samples.x, column, column).forEach((rate, third) => expect(rate).to.be.closeTo(expected(0.2)[third]!, 0.02));
      expect(lostByTertile(samples.x, column, (column + 1) % 3).every((rate) => Math.abs(rate - 0.2) < 0.06)).to.equal(true);
    }
  });

  it('both lose about the share that the slider names', () => {
    for (const injection of [missingAtRandom, missingNotAtRandom]) {
      [0.05, 0.1, 0.2, 0.4, 0.6].forEach((rate, i) => {
        const { x } = injection.apply(normal, contextFor(injection, i + 1, { reference: normal })).samples;
        const columns = injection === missingAtRandom ? 2 : 3;
        expect(x.filter(Number.isNaN).length / (columns * rows)).to.be.closeTo(rate, 0.06);
      });
    }
  });
});
