import { expect } from 'chai';
import { digits } from '../../../datasets/digits/digits.ts';

/** Rows 0, 1000 and 1796 of the UCI file `optdigits.tes`, pixels (0 … 16) and label, copied from the published CSV. */
const PUBLISHED: readonly (readonly [row: number, pixels: string, label: number])[] = [
  [
    0,
    '0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0,0,5,8,0,0,9,8,0,0,4,11,0,1,12,7,0,0,2,14,5,10,12,0,0,0,0,6,13,10,0,0,0',
    0,
  ],
  [
    1000,
    '0,0,1,14,2,0,0,0,0,0,0,16,5,0,0,0,0,0,0,14,10,0,0,0,0,0,0,11,16,1,0,0,0,0,0,3,14,6,0,0,0,0,0,0,8,12,0,0,0,0,10,14,13,16,8,3,0,0,2,11,12,15,16,15',
    1,
  ],
  [
    1796,
    '0,0,10,14,8,1,0,0,0,2,16,14,6,1,0,0,0,0,15,15,8,15,0,0,0,0,5,16,16,10,0,0,0,0,12,15,15,12,0,0,0,4,16,6,4,16,6,0,0,8,16,10,8,16,8,0,0,1,8,12,14,12,1,0',
    8,
  ],
];

describe('digits', () => {
  it('are the published rows, pixels divided by 16', async () => {
    const { samples } = await digits.load(1797, 1);
    for (const [row, pixels, label] of PUBLISHED) {
      const image = samples.x.subarray(64 * row, 64 * (row + 1));
      expect(Array.from(image, (value) => value * 16).join()).to.equal(pixels);
      expect(samples.y[row]).to.equal(label);
    }
  });

  it('add up to the published totals (class counts of the UCI documentation; pixel sum counted from the CSV)', async () => {
    const { samples, classes } = await digits.load(1797, 1);
    const counts = classes.map((_, c) => samples.y.filter((label) => label === c).length);
    expect(counts).to.deep.equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(samples.x.reduce((sum, value) => sum + 16 * value, 0)).to.equal(561_718);
  });

  it('do not depend on the root seed as a whole; a part of them is a random sample', async () => {
    expect((await digits.load(1797, 1)).sha256).to.equal((await digits.load(1797, 2)).sha256);
    expect((await digits.load(500, 1)).sha256).not.to.equal((await digits.load(500, 2)).sha256);
  });
});
