import { expect } from 'chai';
import { encode, fitEncoder } from '../../../src/data/encode.ts';
import { newColumn } from '../../../src/drift/column/new-column.ts';
import { contextFor, samplesOf } from '../fixtures.ts';

const rows = samplesOf(
  [3],
  Array.from({ length: 3 * 500 }, (_, i) => i + 1),
  Array.from({ length: 500 }, (_, row) => row % 2),
);
const columns = ['a', 'b', 'c'].map((name) => ({ name, kind: 'numeric' as const }));
const context = (severity: number) => contextFor(newColumn, severity, { reference: rows, columns, params: { column: 'b' } });

describe('a new column', () => {
  it('is missing throughout the old world, and nothing else is', () => {
    const old = newColumn.past!(rows, context(5));
    old.x.forEach((value, cell) => (cell % 3 === 1 ? expect(value).to.be.NaN : expect(value).to.equal(rows.x[cell])));
    expect(old.y).to.equal(rows.y);
    // What a model of the old world sees of it is nothing: an input that is always 0.
    const encoder = fitEncoder(old, columns);
    expect(encoder.codes[1]).to.deep.equal({ kind: 'numeric', mean: 0, sd: 0 });
    expect(encode(encoder, rows).filter((value, i) => i % 3 === 1 && value !== 0)).to.have.length(0);
  });

  it('comes in as many rows as its severity says, as it is', () => {
    [0.2, 0.4, 0.6, 0.8, 1].forEach((share, i) => {
      const { samples, features } = newColumn.apply(rows, context(i + 1));
      const measured = samples.x.filter((value, cell) => cell % 3 === 1 && !Number.isNaN(value)).length;
      // Four standard errors of a share of 500 draws.
      expect(measured / 500).to.be.closeTo(share, 4 * Math.sqrt((share * (1 - share)) / 500));
      samples.x.forEach((value, cell) => (cell % 3 === 1 && Number.isNaN(value) ? undefined : expect(value).to.equal(rows.x[cell])));
      expect(features).to.deep.equal([1]);
    });
  });

  it('needs another column', () => {
    const facts = { inputShape: [1], columns: columns.slice(0, 1), classes: ['x', 'y'] };
    expect(newColumn.refuses!(facts)).to.match(/no column left/);
    expect(newColumn.refuses!({ ...facts, columns })).to.equal(undefined);
  });
});
