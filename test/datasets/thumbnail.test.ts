import { expect } from 'chai';
import { builtIns, loadDataset } from '../../datasets/registry.ts';
import { fStatistic } from '../../datasets/separation.ts';
import type { Thumbnail } from '../../src/contracts/services.ts';
import { thumbnail } from '../../datasets/thumbnail.ts';
import type { Column, Dataset } from '../../src/data/types.ts';

type Of<K extends Thumbnail['kind']> = Extract<Thumbnail, { kind: K }>;

function of<K extends Thumbnail['kind']>(kind: K, data: Dataset): Of<K> {
  const drawn = thumbnail(data);
  if (drawn.kind !== kind) throw new Error(`expected ${kind}, got ${drawn.kind}`);
  return drawn as Of<K>;
}

/** A table of these rows; the last number of each is its class. */
function table(columns: readonly Column[], rows: readonly (readonly number[])[], classes: number): Dataset {
  const x = Float32Array.from(rows.flatMap((row) => row.slice(0, -1)));
  const y = Int32Array.from(rows, (row) => row.at(-1)!);
  return {
    ...{ id: 'table', title: 'Table', columns, classes: Array.from({ length: classes }, (_, c) => String(c)), sha256: '', notes: [] },
    card: { summary: '', origin: 'yours', source: '', licence: '' },
    samples: { rows: rows.length, inputShape: [columns.length], x, y },
  };
}

const numeric = (name: string): Column => ({ name, kind: 'numeric' });

describe('the F statistic', () => {
  it('is the variance between over that within (by hand: means 2 and 5, 3 rows each)', () => {
    // Between: 3·1.5² + 3·1.5² = 13.5 with 1 degree of freedom; within: 2 + 2 = 4 with 4.
    expect(fStatistic([1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1], 2)).to.be.closeTo(13.5, 1e-12);
    expect(fStatistic([1, 2, NaN, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1, 1], 2)).to.be.closeTo(13.5, 1e-12);
  });

  it('is that of Fisher’s irises (R, aov: 119.3, 49.16, 1180, 960)', async () => {
    const { samples, classes } = await loadDataset('iris', 150, 1);
    [119.26, 49.16, 1180.16, 960.01].forEach((value, f) => {
      const column = samples.x.filter((_, i) => i % 4 === f);
      expect(fStatistic(column, samples.y, classes.length)).to.be.closeTo(value, 0.01);
    });
  });

  it('is 0 where nothing can be told, Infinity where classes differ and do not vary', () => {
    expect(fStatistic([1, 2], [0, 0], 2)).to.equal(0);
    expect(fStatistic([1, 2], [0, 1], 2)).to.equal(0);
    expect(fStatistic([3, 3, 3, 3], [0, 0, 1, 1], 2)).to.equal(0);
    expect(fStatistic([1, 1, 2, 2], [0, 0, 1, 1], 2)).to.equal(Infinity);
  });
});

describe('a thumbnail', () => {
  it('of images shows eight, one of each class in turn, as they are', async () => {
    const data = await loadDataset('digits', 300, 1);
    const { tiles, shape } = of('images', data);
    expect(shape).to.deep.equal([8, 8, 1]);
    expect(tiles.map(({ label }) => label)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const { pixels, label } of tiles) {
      const first = data.samples.y.indexOf(label);
      expect(pixels).to.deep.equal(data.samples.x.slice(64 * first, 64 * (first + 1)));
    }
  });

  it('of images of two classes shows four of each, and what there is of fewer', async () => {
    const data = await loadDataset('digits', 300, 1);
    const two = (rows: number): Dataset => ({
      ...data,
      classes: ['0', '1'],
      samples: { ...data.samples, rows, y: Int32Array.from({ length: rows }, (_, i) => i % 2) },
    });
    expect(of('images', two(20)).tiles.map(({ label }) => label)).to.deep.equal([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(of('images', two(3)).tiles.map(({ label }) => label)).to.deep.equal([0, 1, 0]);
    expect(of('images', two(0)).tiles).to.deep.equal([]);
  });

  it('of a table shows the two numeric columns that tell classes apart best, scaled to 0 … 1', () => {
    const columns: Column[] = [
      numeric('noise'),
      numeric('good'),
      { name: 'sure', kind: 'categorical', categories: ['a', 'b'] },
      numeric('best'),
    ];
    const rows = [
      [1, 10, 0, 100, 0],
      [2, 12, 0, 101, 0],
      [2, 15, 1, 199, 1],
      [1, 20, 1, 200, 1],
    ];
    const drawn = of('points', table(columns, rows, 2));
    expect(drawn.columns).to.deep.equal(['best', 'good']);
    expect([...drawn.x]).to.deep.equal([0, 0.01, 0.99, 1].map(Math.fround));
    expect([...drawn.y]).to.deep.equal([0, 0.2, 0.5, 1].map(Math.fround));
    expect([...drawn.label]).to.deep.equal([0, 0, 1, 1]);
  });

  it('of Fisher’s irises shows the petals, all 150 of them', async () => {
    const { columns, x, label } = of('points', await loadDataset('iris', 150, 1));
    expect(columns).to.deep.equal(['petal length', 'petal width']);
    expect([x.length, label.length]).to.deep.equal([150, 150]);
  });

  it('leaves out points with a missing value, puts a constant column in the middle', () => {
    const drawn = of(
      'points',
      table(
        [numeric('a'), numeric('b')],
        [
          [1, 7, 0],
          [NaN, 7, 0],
          [3, 7, 1],
        ],
        2,
      ),
    );
    expect(drawn.columns).to.deep.equal(['a', 'b']);
    expect([...drawn.x]).to.deep.equal([0, 1]);
    expect([...drawn.y]).to.deep.equal([0.5, 0.5]);
  });

  it('scatters the points of categories, each beside its own number', async () => {
    const data = await loadDataset('stagger', 200, 1);
    const { x, columns } = of('points', data);
    expect(new Set(x).size).to.be.above(100);
    // Three categories, 0.3 of a category between any two of them, over 2.7 categories in all.
    const f = data.columns.findIndex(({ name }) => name === columns[0]);
    x.forEach((at, i) => {
      const category = data.samples.x[3 * Math.floor((i * 200) / 150) + f]!;
      expect(at).to.be.within((category - 0.01) / 2.7, (category + 0.75) / 2.7);
    });
  });

  it('of texts shows three, of different classes', async () => {
    const data = await loadDataset('queries', 100, 1);
    const { lines } = of('text', data);
    expect(lines.map(({ label }) => label)).to.deep.equal([0, 1, 2]);
    for (const { text, label } of lines) expect(text).to.equal(data.samples.text![data.samples.y.indexOf(label)]);
  });

  for (const { id, maxRows } of builtIns) {
    it(`of ${id} is the same each time and fits its frame`, async () => {
      const data = await loadDataset(id, Math.min(400, maxRows), 3);
      const drawn = thumbnail(data);
      expect(thumbnail(data)).to.deep.equal(drawn);
      if (drawn.kind === 'images') expect(drawn.tiles.length).to.equal(8);
      else if (drawn.kind === 'text') expect(drawn.lines.length).to.equal(3);
      else {
        expect(drawn.x.length).to.equal(150);
        for (const axis of [drawn.x, drawn.y]) expect([Math.min(...axis), Math.max(...axis)]).to.deep.equal([0, 1]);
        expect(new Set(drawn.columns).size).to.equal(2);
      }
    });
  }
});
