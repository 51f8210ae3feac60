import { expect } from 'chai';
import { dottedLine, zigzag } from '../../../src/drift/image/lines.ts';
import { SEVERITIES } from '../fixtures.ts';
import { drifted, flat } from './images.ts';

describe('lines', () => {
  it('a dotted line at 28 pixels has gaps of two columns and dots of two, as in MNIST-C', () => {
    const x = drifted(dottedLine, flat(28, 0), 1);
    const inked = Array.from({ length: 28 }, (_, u) => [...x.keys()].some((p) => p % 28 === u && x[p]! > 0));
    expect(inked).to.deep.equal(Array.from({ length: 28 }, (_, u) => u % 4 >= 2));
  });

  it('lines only add light, more at a higher severity, and never thinner than a pixel', () => {
    for (const injection of [dottedLine, zigzag]) {
      let before = new Float32Array(64);
      for (const severity of SEVERITIES) {
        const x = drifted(injection, flat(8, 0), severity);
        expect(x.every((value, p) => value >= before[p]!)).to.equal(true);
        before = x as Float32Array<ArrayBuffer>;
      }
      expect(before.some((value) => value > 0.5)).to.equal(true);
    }
  });

  it('a zigzag at 28 pixels runs from column 2 to 25', () => {
    for (let seed = 0; seed < 10; seed++) {
      const x = drifted(zigzag, flat(28, 0), 1, seed);
      const columns = [...x.keys()].filter((p) => x[p]! > 0).map((p) => p % 28);
      expect(Math.min(...columns)).to.be.at.least(2);
      expect(Math.max(...columns)).to.be.at.most(25);
    }
  });
});
