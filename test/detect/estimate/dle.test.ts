import { expect } from 'chai';
import { boostedStumps } from '../../../src/detect/estimate/boosted-stumps.ts';
import { dle } from '../../../src/detect/estimate/dle.ts';
import { randomStream } from '../../../src/random/random.ts';

/** Rows of two columns in [0, 1], of which the first says how noisy the number is: told 0, off by a normal with that standard deviation. */
function rows(count: number, name: string, column: (uniform: number) => number) {
  const random = randomStream(1, name);
  const x = Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 ? random.uniform() : column(random.uniform())));
  const errors = Float64Array.from({ length: count }, (_, row) => x[2 * row]! * random.normal());
  return { inputs: { x, rows: count, width: 2 }, told: new Float64Array(count), errors };
}
const sizeOf = (errors: Float64Array) => errors.reduce((sum, value) => sum + Math.abs(value), 0) / errors.length;

describe('direct loss estimation', () => {
  const reference = rows(2000, 'reference', (u) => u);

  it('tells the mean absolute error of other rows of the same kinds, more of which are noisy now (E|N(0, σ)| = σ·√(2/π))', () => {
    const now = rows(2000, 'now', (u) => 0.5 + u / 2);
    const { error, accuracy, details } = dle.run({ reference, errors: reference.errors, current: now, tolerance: 1 }, {});
    // The mean of σ is 0.5 in the old world and 0.75 now.
    expect(details['errorReference']).to.be.closeTo(0.5 * Math.sqrt(2 / Math.PI), 0.03);
    expect(error).to.be.closeTo(0.75 * Math.sqrt(2 / Math.PI), 0.05);
    expect(error).to.be.closeTo(sizeOf(now.errors), 0.06);
    const inside = now.errors.filter((value) => Math.abs(value) <= 1).length / 2000;
    expect(accuracy).to.be.closeTo(inside, 0.04);
  });

  it('does not see that inputs mean something else, as its assumption says', () => {
    const now = rows(2000, 'now', (u) => u);
    const moved = now.errors.map((value) => value + 3);
    const { error } = dle.run({ reference, errors: reference.errors, current: now, tolerance: 1 }, {});
    expect(error).to.be.closeTo(sizeOf(now.errors), 0.05);
    expect(sizeOf(moved)).to.be.above(5 * error!);
    expect(dle.violatedBy).to.include('P(y|x)');
  });

  it('is refused with samples that do not fit', () => {
    const { inputs, told, errors } = reference;
    const one = { inputs, told };
    expect(() => dle.run({ reference: one, errors: errors.slice(1), current: one, tolerance: 1 }, {})).to.throw(RangeError, 'errors');
    expect(() => dle.run({ reference: one, errors, current: { inputs, told: told.slice(1) }, tolerance: 1 }, {})).to.throw(
      RangeError,
      'current',
    );
  });
});

describe('boosted stumps', () => {
  it('fit a sum of steps in the columns, and a constant where there is nothing to cut', () => {
    const random = randomStream(2, 'stumps');
    const x = Float64Array.from({ length: 1200 }, random.uniform);
    const target = Float64Array.from({ length: 400 }, (_, row) => (x[3 * row]! > 0.5 ? 2 : 0) - (x[3 * row + 1]! > 0.25 ? 1 : 0));
    const told = boostedStumps({ x, rows: 400, width: 3 }, target);
    const left = target.map((value, row) => Math.abs(value - told(x, 3 * row)));
    expect(left.reduce((a, b) => a + b, 0) / 400).to.be.below(0.15);
    const constant = boostedStumps({ x: new Float64Array(40), rows: 40, width: 1 }, new Float64Array(40).fill(7));
    expect(constant([0], 0)).to.be.closeTo(7, 1e-9);
  });
});
