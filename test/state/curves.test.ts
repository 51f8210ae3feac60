import { expect } from 'chai';
import fc from 'fast-check';
import { interval } from '../../src/maths/statistics.ts';
import type { CurvePoint } from '../../src/contracts/results.ts';
import { Curves } from '../../src/state/curves.ts';

const point = (step: number, accuracy: number): CurvePoint => ({
  step,
  examples: step,
  seconds: step / 10,
  loss: null,
  accuracy: { new: accuracy },
});
const steps = ({ step }: CurvePoint) => step;
const accuracy = (at: CurvePoint) => at.accuracy['new']!;

/** Curves of one line, one list of [step, accuracy] per seed. */
function curvesOf(seeds: readonly (readonly (readonly [number, number])[])[]): Curves {
  const curves = new Curves();
  seeds.forEach((list, seed) => {
    list.forEach(([step, value]) => curves.add('a', seed, point(step, value)));
    curves.finish('a', seed);
  });
  return curves;
}

/** What a seed's curve says at `at`: linear between its points, its last value after them, nothing before the first. */
function valueAt(list: readonly (readonly [number, number])[], at: number): number | undefined {
  const [first, last] = [list[0]!, list.at(-1)!];
  if (at < first[0]) return undefined;
  if (at >= last[0]) return last[1];
  const next = list.findIndex(([step]) => step > at);
  const [[x0, y0], [x1, y1]] = [list[next - 1]!, list[next]!];
  return y0 + ((at - x0) / (x1 - x0)) * (y1 - y0);
}

const curve = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 })
  .chain((at) =>
    fc.tuple(...at.sort((a, b) => a - b).map((step) => fc.tuple(fc.constant(step), fc.double({ min: 0, max: 1, noNaN: true })))),
  );
const seedCurves = fc.array(curve, { minLength: 1, maxLength: 6 });

describe('the mean of curves over seeds', () => {
  it('is the mean of what each seed says at that place, with its 95 % interval from three seeds on', () => {
    fc.assert(
      fc.property(seedCurves, fc.integer({ min: 1, max: 130 }), (seeds, end) => {
        const { mean, lo, hi } = curvesOf(seeds).band('a', end, steps, accuracy);
        Curves.grid(end).forEach((at, i) => {
          const values = seeds.map((list) => valueAt(list, at)).filter((value) => value !== undefined);
          if (!values.length) return expect([mean[i], lo[i], hi[i]]).to.deep.equal([NaN, NaN, NaN]);
          const expected = interval(values);
          const banded = values.length >= 3;
          expect(mean[i]).to.be.closeTo(expected.mean, 1e-9);
          expect(lo[i]).to.be.closeTo(banded ? Math.max(0, expected.lo) : expected.mean, 1e-9);
          expect(hi[i]).to.be.closeTo(banded ? Math.min(1, expected.hi) : expected.mean, 1e-9);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('holds the last value of a seed that has finished, and says where they did on average', () => {
    const { mean, endsAt, seeds } = curvesOf([
      [
        [0, 0.2],
        [10, 0.6],
      ],
      [
        [0, 0.4],
        [20, 0.8],
      ],
    ]).band('a', 40, steps, accuracy);
    const grid = [...Curves.grid(40)];
    expect(mean[grid.indexOf(15)]).to.be.closeTo((0.6 + 0.7) / 2, 1e-12);
    expect(mean.at(-1)).to.be.closeTo((0.6 + 0.8) / 2, 1e-12);
    expect(grid[endsAt]).to.equal(15);
    expect(seeds).to.equal(2);
  });

  it('claims nothing beyond the last point of a seed that is still at work', () => {
    const curves = curvesOf([
      [
        [0, 0.2],
        [10, 0.6],
      ],
    ]);
    curves.add('a', 1, point(0, 0.4));
    curves.add('a', 1, point(4, 0.4));
    const { mean } = curves.band('a', 40, steps, accuracy);
    const grid = [...Curves.grid(40)];
    expect(mean[grid.indexOf(4)]).to.be.closeTo((0.36 + 0.4) / 2, 1e-12);
    expect(mean[grid.indexOf(10)]).to.be.closeTo(0.6, 1e-12);
  });

  it('starts at the first point where a coarse clock puts several at time zero', () => {
    const { mean } = curvesOf([
      [
        [0, 0.2],
        [0, 0.5],
        [10, 0.6],
      ],
    ]).band('a', 10, steps, accuracy);
    expect(mean[0]).to.equal(0.2);
    expect(mean.at(-1)).to.equal(0.6);
  });

  it('has nothing to say of a line without points', () => {
    const { mean, endsAt, seeds } = new Curves().band('a', 10, steps, accuracy);
    expect(mean.every(Number.isNaN)).to.equal(true);
    expect([endsAt, seeds]).to.deep.equal([0, 0]);
  });
});

describe('curves as they arrive', () => {
  it('keep lines and seeds apart, in the order they came', () => {
    const curves = new Curves();
    curves.add('b', 0, point(0, 0.1));
    curves.add('a', 1, point(0, 0.2));
    curves.add('a', 0, point(0, 0.3));
    curves.add('a', 1, point(5, 0.4));
    expect(curves.lines()).to.deep.equal(['b', 'a']);
    expect([...curves.raw('a')].map(([seed, list]) => [seed, list.map(accuracy)])).to.deep.equal([
      [1, [0.2, 0.4]],
      [0, [0.3]],
    ]);
    expect(curves.raw('c').size).to.equal(0);
  });

  it('know how far they reach on any axis', () => {
    const curves = curvesOf([
      [
        [0, 0.2],
        [30, 0.6],
      ],
      [
        [0, 0.4],
        [20, 0.8],
      ],
    ]);
    expect(curves.extent(steps)).to.equal(30);
    expect(curves.extent(({ seconds }) => seconds)).to.equal(3);
    expect(new Curves().extent(steps)).to.equal(0);
  });

  it('have another version after every change', () => {
    const curves = new Curves();
    const versions = [curves.version];
    curves.add('a', 0, point(0, 0.1));
    versions.push(curves.version);
    curves.finish('a', 0);
    versions.push(curves.version);
    expect(new Set(versions).size).to.equal(3);
  });
});
