import { expect } from 'chai';
import { glyphs } from '../../../datasets/glyphs/glyphs.ts';
import { draw, smooth } from '../../../datasets/glyphs/pen.ts';

describe('the pen', () => {
  it('draws a horizontal line with full ink inside and soft edges (by hand: radius 1 around row 3)', () => {
    const image = new Float32Array(64);
    draw(image, 8, [0, 3, 7, 3], 1);
    expect(Array.from({ length: 8 }, (_, y) => image[8 * y + 4])).to.deep.equal([0, 0, 0.5, 1, 0.5, 0, 0, 0]);
  });

  it('passes through every point of a stroke and turns sharply where a point is given twice', () => {
    const path = smooth([0, 0, 4, 0, 4, 0, 4, 4]);
    for (let i = 0; i < path.length; i += 2) expect(path[i + 1] === 0 || path[i] === 4).to.equal(true);
    expect(path.slice(-2)).to.deep.equal([4, 4]);
  });

  it('cuts off what lies outside the image', () => {
    const image = new Float32Array(16);
    draw(image, 4, [-9, -9, -5, 20, 30, 2], 1);
    expect(image.every((value) => value >= 0 && value <= 1)).to.equal(true);
  });
});

describe('glyphs', () => {
  it('have 256 grey levels and leave most of the image dark', async () => {
    const { x } = (await glyphs.load(200, 1)).samples;
    expect(x.every((value) => Math.fround(Math.round(255 * value) / 255) === value)).to.equal(true);
    expect(x.reduce((a, b) => a + b) / x.length).to.be.within(0.08, 0.25);
  });

  it('look alike within a digit: the nearest of 1,500 images mostly shows the same digit', async () => {
    const { x, y } = (await glyphs.load(1600, 3)).samples;
    const distance = (a: number, b: number): number => {
      let sum = 0;
      for (let p = 0; p < 256; p++) sum += (x[256 * a + p]! - x[256 * b + p]!) ** 2;
      return sum;
    };
    let hits = 0;
    for (let query = 1500; query < 1600; query++) {
      let nearest = 0;
      for (let row = 1; row < 1500; row++) if (distance(query, row) < distance(query, nearest)) nearest = row;
      if (y[nearest] === y[query]) hits++;
    }
    expect(hits).to.be.within(80, 97);
  });
});
