import { expect } from 'chai';
import fc from 'fast-check';
import { interval } from '../../../src/maths/statistics.ts';
import { reachOf, type Reach } from '../../../src/measure/cost/reach.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import { plainMeasures } from '../synthetic-results.ts';

/** A point of a curve: step, seconds, accuracy. */
type Point = readonly [step: number, seconds: number, accuracy: number];

function result(arm: string, seed: number, points: readonly Point[], curve = points): ArmResult {
  const [, seconds, final] = points.at(-1)!;
  return {
    ...{ seed, arm, status: 'done', startHash: '', endHash: '', moved: {}, recoveries: 0 },
    measures: plainMeasures(final, 0.9),
    counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
    times: { compileMs: 0, trainMs: 1000 * seconds, evaluateMs: 0 },
    curve: curve.map(([step, at, accuracy]) => ({ step, examples: 0, seconds: at, loss: null, accuracy: { new: accuracy, old: 0.9 } })),
  };
}
const none = (seed: number, accuracy = 0.5) => result('none', seed, [[0, 0, accuracy]], []);
const seconds = ({ seconds: at }: { readonly seconds: number }) => at;
const of = (reach: Reach, arm: string) => reach.arms.find((each) => each.arm === arm)!.at;

/** Steps of its own, from a step of its own on; accuracies on a grid, so that ties and plateaus occur. */
const curve = fc
  .tuple(
    fc.integer({ min: 0, max: 2 }),
    fc.array(
      fc.record({ steps: fc.integer({ min: 1, max: 4 }), took: fc.integer({ min: 0, max: 5 }), accuracy: fc.integer({ min: 6, max: 16 }) }),
      { minLength: 2, maxLength: 5 },
    ),
  )
  .map(([first, parts]) => {
    let [step, took] = [first, first];
    return parts.map(({ steps, took: more, accuracy }, i): Point => {
      if (i) [step, took] = [step + steps, took + more];
      return [step, took, accuracy / 16];
    });
  });

/** Where a straight line between the points is at a step; beyond the last it stays. */
function on(points: readonly Point[], step: number, which: 1 | 2): number {
  const after = points.findIndex(([at]) => at > step);
  if (after < 0) return points.at(-1)![which];
  const [a, b] = [points[after - 1]!, points[after]!];
  return a[which] + ((step - a[0]) / (b[0] - a[0])) * (b[which] - a[which]);
}

/** Time to a target, looked for by small steps and then by bisection. */
function searched(lines: readonly (readonly Point[])[], target: number): number | null {
  const mean = (step: number, which: 1 | 2) => lines.reduce((sum, line) => sum + on(line, step, which), 0) / lines.length;
  const reached = (step: number) => mean(step, 2) >= target - 1e-12;
  const from = Math.max(...lines.map(([first]) => first![0]));
  if (reached(from)) return mean(from, 1);
  // Points are at whole steps, so every quarter of a step looks into every straight part.
  for (let step = from; step < 40; step += 0.25) {
    if (!reached(step + 0.25)) continue;
    let [low, high] = [step, step + 0.25];
    for (let i = 0; i < 60; i++) [low, high] = reached((low + high) / 2) ? [low, (low + high) / 2] : [(low + high) / 2, high];
    return mean(high, 1);
  }
  return null;
}

describe('time to target, by its definition', () => {
  it('is where the mean of the curves first is at the target', () => {
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 3 }), (lines) => {
        const reach = reachOf(
          lines.flatMap((line, seed) => [none(seed, 0.3), result('a', seed, line), result('best', seed, [[0, 1, 0.75]], [])]),
          seconds,
        )!;
        const found = of(reach, 'a')?.mean ?? null;
        const expected = searched(lines, reach.target);
        if (expected === null) expect(found).to.equal(null);
        else expect(found).to.be.closeTo(expected, 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('has the interval of the jackknife, from the runs with each seed left out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(curve, curve), { minLength: 3, maxLength: 5 }), (pairs) => {
        const results = (left?: number) =>
          pairs.flatMap(([a, b], seed) => (seed === left ? [] : [none(seed, 0.3), result('a', seed, a), result('b', seed, b)]));
        const whole = reachOf(results(), seconds);
        if (!whole) return;
        const without = pairs.map((_, left) => reachOf(results(left), seconds));
        const times: ((reach: Reach | null) => number | null)[] = [
          (reach) => reach && (of(reach, 'a')?.mean ?? null),
          (reach) => reach && (of(reach, 'b')?.mean ?? null),
          (reach) => {
            const [a, b] = [times[0]!(reach), times[1]!(reach)];
            return a && b ? b / a : null;
          },
        ];
        const found = [of(whole, 'a'), of(whole, 'b'), whole.ratio('a', 'b')];
        times.forEach((time, i) => {
          const estimate = time(whole);
          const others = without.map(time);
          if (estimate === null) expect(found[i]).to.equal(null);
          else if (!estimate || others.some((other) => !other)) expect(found[i]!.values).to.deep.equal([found[i]!.mean]);
          else {
            // Efron & Tibshirani 1993, 11.5: the standard error is √((n−1)/n Σ(θᵢ − θ̄)²), here of logarithms.
            const { lo, hi, values } = interval(others.map((other) => Math.log(other!)));
            const half = ((hi - lo) / 2) * (values.length - 1);
            expect(found[i]!.mean).to.be.closeTo(estimate, 1e-9);
            expect(Math.log(found[i]!.hi / estimate)).to.be.closeTo(half, 1e-9);
            expect(Math.log(estimate / found[i]!.lo)).to.be.closeTo(half, 1e-9);
            expect(found[i]!.values).to.have.length(pairs.length);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('is reached by who ends at the target exactly, however the means were summed', () => {
    // 0.5 + 0.95 · 0.4 = 0.88, and (0.78 + 0.88 + 0.98)/3 is that in all but the last digits.
    const ends = [0.78, 0.98, 0.88];
    const reach = reachOf(
      ends.flatMap((end, seed) => [none(seed), result('best', seed, [[0, 1, 0.9]], []), result('b', seed, [[0, 0, 0.5], [1, 3, end]])]), // prettier-ignore
      seconds,
    )!;
    expect(of(reach, 'b')!.mean).to.be.closeTo(3, 1e-9);
  });

  it('takes a seed on which nothing was trained for one that stays where it is', () => {
    const results = [none(0), none(1), result('a', 0, [[0, 1, 0.9]], []), result('a', 1, [[0, 0, 0.5], [2, 2, 0.9]])]; // prettier-ignore
    // The mean goes from 0.7 at 0.5 s to 0.9 at 1.5 s; 0.88 is 0.9 of the way.
    expect(of(reachOf(results, seconds)!, 'a')!.mean).to.be.closeTo(1.4, 1e-12);
  });

  it('has no ratio to what is there from the start', () => {
    const reach = reachOf([none(0), result('free', 0, [[0, 0, 0.9]], []), result('a', 0, [[0, 0, 0.5], [10, 10, 0.9]])], seconds)!; // prettier-ignore
    expect([reach.ratio('free', 'a'), reach.ratio('a', 'free'), reach.ratio('a', 'unknown')]).to.deep.equal([null, null, null]);
    expect(reach.ratio('a', 'a')!.mean).to.equal(1);
  });

  it('stands without an interval where nothing is gained without one of the seeds', () => {
    const results = [0.9, 0.5, 0.5].flatMap((end, seed) => [none(seed), result('a', seed, [[0, 0, 0.5], [1, 1, end]]), result('b', seed, [[0, 0, 0.5], [2, 2, end]])]); // prettier-ignore
    const reach = reachOf(results, seconds)!;
    expect(of(reach, 'a')!.values).to.have.length(1);
    expect(reach.ratio('a', 'b')).to.deep.equal({ mean: 2, lo: 2, hi: 2, values: [2] });
  });
});
