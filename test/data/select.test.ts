import { expect } from 'chai';
import { selectRows } from '../../src/data/select.ts';

const samples = {
  rows: 3,
  inputShape: [2],
  x: Float32Array.of(1, 2, 3, 4, 5, 6),
  y: Int32Array.of(0, 1, 2),
  group: Int32Array.of(7, 8, 9),
};

describe('selecting rows', () => {
  it('copies rows in the order asked for, repeats included', () => {
    const chosen = selectRows(samples, Int32Array.of(2, 0, 2));
    expect(chosen).to.deep.equal({
      rows: 3,
      inputShape: [2],
      x: Float32Array.of(5, 6, 1, 2, 5, 6),
      y: Int32Array.of(2, 0, 2),
      group: Int32Array.of(9, 7, 9),
    });
    chosen.x[0] = 99;
    expect(samples.x[4]).to.equal(5);
  });

  it('adds no groups where there are none', () => {
    const { group: _, ...plain } = samples;
    expect(selectRows(plain, Int32Array.of(1))).not.to.have.property('group');
  });
});
