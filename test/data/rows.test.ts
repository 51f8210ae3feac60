import { expect } from 'chai';
import { apportion, apportionTable } from '../../src/data/apportion.ts';
import { bucketOf, wordsOf } from '../../src/data/bag-of-words.ts';
import { concatSamples } from '../../src/data/concat.ts';
import { encode, fitEncoder } from '../../src/data/encode.ts';
import { DataError } from '../../src/data/errors.ts';
import { hashArrays } from '../../src/data/hash.ts';
import { planeGrid } from '../../src/data/plane.ts';
import { quantile } from '../../src/data/quantile.ts';
import { isLitter } from '../../src/data/readers/path.ts';
import { selectRows } from '../../src/data/select.ts';
import { stratifiedSplit } from '../../src/data/split.ts';
import { inputKind, type Column, type Samples } from '../../src/data/types.ts';
import { randomStream } from '../../src/random/random.ts';

const three: Samples = {
  ...{ rows: 3, inputShape: [2], x: Float32Array.of(1, 2, 3, 4, 5, 6), y: Int32Array.of(0, 1, 2) },
  ...{ group: Int32Array.of(7, 8, 9), text: ['one', 'two', 'three'], origin: Int32Array.of(4, 5, 6) },
};
const { group: _, ...ungrouped } = three;

describe('rows of a batch', () => {
  it('are picked with all that belongs to them', () => {
    const { x, y, group, text, origin } = selectRows(three, Int32Array.of(2, 0, 2));
    expect([[...x], [...y], [...group!], text, [...origin!]]).to.deep.equal([
      ...[
        [5, 6, 1, 2, 5, 6],
        [2, 0, 2],
        [9, 7, 9],
        ['three', 'one', 'three'],
        [6, 4, 6],
      ],
    ]);
    const plain = selectRows({ rows: 1, inputShape: [1], x: Float32Array.of(1), y: Int32Array.of(0) }, Int32Array.of(0));
    expect(Object.keys(plain)).to.deep.equal(['rows', 'inputShape', 'x', 'y']);
  });

  it('are put one after the other, with their groups where both have some', () => {
    const both = concatSamples(three, three);
    expect([both.rows, both.inputShape, [...both.x], [...both.y], [...both.group!]]).to.deep.equal([
      ...[6, [2], [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], [0, 1, 2, 0, 1, 2], [7, 8, 9, 7, 8, 9]],
    ]);
    for (const [a, b] of [
      [three, ungrouped],
      [ungrouped, three],
      [ungrouped, ungrouped],
    ]) {
      expect(concatSamples(a!, b!)).not.to.have.property('group');
    }
  });

  it('are images, texts or a table by their shape and columns', () => {
    const columns: Column[] = [{ name: 'a', kind: 'numeric' }];
    expect(inputKind({ inputShape: [8, 8, 1], columns: [] })).to.equal('image');
    expect(inputKind({ inputShape: [256], columns: [] })).to.equal('text');
    expect(inputKind({ inputShape: [1], columns })).to.equal('tabular');
  });

  it('are split into parts of one row and more', () => {
    const split = (baseTrain: number) =>
      stratifiedSplit(new Int32Array(4), 1, { baseTrain, baseTest: 1, newPool: 1, newTest: 1 }, randomStream(1));
    expect([split(1).baseTrain.length, split(1).newTest.length]).to.deep.equal([1, 1]);
    for (const size of [0, 0.5]) expect(() => split(size)).to.throw(DataError, `a part of the split has ${size} rows`);
    expect(() => split(3))
      .to.throw(DataError, 'the split asks for 6 rows, the data set has 4')
      .with.property('remedy')
      .that.includes('by 2 rows');
  });
});

describe('what a model sees of a column', () => {
  const columns: Column[] = [
    { name: 'a', kind: 'numeric' },
    { name: 'b', kind: 'categorical', categories: ['x', 'y'] },
  ];
  const batch = (...x: number[]): Samples => ({
    rows: x.length / 2,
    inputShape: [2],
    x: Float32Array.from(x),
    y: new Int32Array(x.length / 2),
  });

  it('is its distance from the mean in standard deviations, or one place of each category', () => {
    // 1, 1, 5, 5: mean 3, standard deviation 2.
    const encoder = fitEncoder(batch(1, 0, 1, 1, 5, 0, 5, 1), columns);
    expect([encoder.inputShape, encoder.width]).to.deep.equal([[3], 3]);
    expect([...encode(encoder, batch(7, 0, 3, 1))]).to.deep.equal([2, 1, 0, 0, 0, 1]);
    // Unknown categories, whatever they are, stand nowhere, and write nowhere else.
    for (const odd of [2, -1, 0.5, NaN]) expect([...encode(encoder, batch(3, odd, 3, odd))], String(odd)).to.deep.equal([0, 0, 0, 0, 0, 0]);
  });

  it('has no place for a category where none is known', () => {
    const encoder = fitEncoder(batch(1, 0, 2, 0), [columns[0]!, { name: 'b', kind: 'categorical' }]);
    expect(encoder.width).to.equal(1);
  });
});

describe('small tools', () => {
  it('a quantile lies between two values, linearly (type 7 of Hyndman & Fan 1996)', () => {
    // R: quantile(c(1, 2, 4, 8), c(0, 0.1, 0.5, 0.75, 1)) gives 1.0 1.3 3.0 5.0 8.0.
    [0, 0.1, 0.5, 0.75, 1].forEach((share, i) => expect(quantile([1, 2, 4, 8], share)).to.be.closeTo([1, 1.3, 3, 5, 8][i]!, 1e-12));
    expect(quantile([], 0.5)).to.deep.equal(NaN);
  });

  it('seats go to the largest remainders, of equal ones to the first', () => {
    expect(apportion(3, [1, 1, 1, 1])).to.deep.equal([1, 1, 1, 0]);
    expect(apportion(10, [5.4, 2.3, 2.3])).to.deep.equal([6, 2, 2]);
  });

  it('a table is rounded up where most is missing, and is nothing where there is nothing', () => {
    // Exact shares: 2.1, 0.9 and 4.9, 2.1.
    expect(apportionTable([3, 7], [7, 3])).to.deep.equal([
      [2, 1],
      [5, 2],
    ]);
    expect(apportionTable([0, 0], [0])).to.deep.equal([[0], [0]]);
  });

  it('words end where no letter follows their apostrophe; their case does not matter to their place', () => {
    expect(wordsOf("Don’t stop at o'clocks' end")).to.deep.equal(['don’t', 'stop', 'at', "o'clocks", 'end']);
    expect(bucketOf('Straße', 1000)).to.equal(bucketOf('STRAße', 1000));
    expect(bucketOf('straße', 256)).not.to.equal(bucketOf('STRASSE', 256));
  });

  it('hashes know one NaN only, beside whatever numbers', () => {
    const [usual, other] = [0x7fc00000, 0xffc00001].map((bits) => new Float32Array(Uint32Array.of(bits, 0x3f800000).buffer));
    expect(hashArrays(other!)).to.equal(hashArrays(usual!));
    expect(hashArrays(usual!)).not.to.equal(hashArrays(Float32Array.of(0, 1)));
    expect(hashArrays(Float32Array.of(NaN, 1))).not.to.equal(hashArrays(Float32Array.of(1, NaN)));
  });

  it('a plane is 48 by 48 rows of two numbers', () => {
    const { rows, inputShape, y } = planeGrid({ x: [0, 1], y: [0, 1] });
    expect([rows, inputShape, y.length]).to.deep.equal([2304, [2], 2304]);
  });

  it('files that systems leave behind are known by name', () => {
    for (const path of ['__MACOSX/a/b.png', 'a/.DS_Store', 'a/Thumbs.db', 'thumbs.DB', 'a/desktop.ini'])
      expect(isLitter(path), path).to.equal(true);
    for (const path of ['a/__MACOSX/', 'a/b.png', 'a.b/c.png', 'Thumbs.db.png', 'desktop.ini.png', 'myThumbs.db']) {
      expect(isLitter(path), path).to.equal(false);
    }
  });
});
