import { expect } from 'chai';
import { reachOf, workAlong } from '../../../src/measure/cost/reach.ts';
import type { ArmResult } from '../../../src/contracts/results.ts';
import { plainMeasures } from '../synthetic-results.ts';

/** A result whose curve goes through these [seconds, accuracy] points; step k is its k-th point unless told. */
function result(
  arm: string,
  seed: number,
  points: readonly (readonly [number, number])[],
  { step = (k: number) => k, trainMs = 0, final = points.at(-1)![1] } = {},
): ArmResult {
  return {
    ...{ seed, arm, status: 'done', startHash: '', endHash: '', moved: {}, recoveries: 0 },
    measures: plainMeasures(final, 0.9),
    counts: { labels: 0, examples: 0, steps: 0, flops: 0, bytes: 0 },
    times: { compileMs: 0, trainMs, evaluateMs: 0 },
    curve:
      points.length < 2
        ? []
        : points.map(([seconds, accuracy], k) => ({
            step: step(k),
            examples: 0,
            seconds,
            loss: null,
            accuracy: { new: accuracy, old: 0.9 },
          })),
  };
}
const none = (seed: number, accuracy = 0.5) => result('none', seed, [[0, accuracy]]);
const seconds = ({ seconds: at }: { readonly seconds: number }) => at;
const at = (results: readonly ArmResult[], arm: string) => reachOf(results, seconds)!.arms.find((each) => each.arm === arm)!.at;

describe('time to target', () => {
  it('sets the target 95 % of the way from the drifted accuracy to the best mean one', () => {
    // 0.5 + 0.95 × (0.9 − 0.5) = 0.88
    const reach = reachOf(
      [
        none(0),
        result('a', 0, [
          [0, 0.5],
          [1, 0.9],
        ]),
        result('b', 0, [
          [0, 0.5],
          [1, 0.7],
        ]),
      ],
      seconds,
    )!;
    expect(reach).to.include({ drifted: 0.5, best: 0.9, seeds: 1 });
    expect(reach.target).to.be.closeTo(0.88, 1e-12);
  });

  it('finds the place between two points where a curve first crosses it', () => {
    // From 0.48 at 1 s to 0.98 at 2 s, the target of 0.5 + 0.95 × 0.48 = 0.956 is crossed at 1 + 0.476/0.5.
    expect(
      at(
        [
          none(0),
          result('a', 0, [
            [0, 0.3],
            [1, 0.48],
            [2, 0.98],
          ]),
        ],
        'a',
      )!.mean,
    ).to.be.closeTo(1.952, 1e-12);
  });

  it('says of an arm that stays below that it does not reach it', () => {
    const results = [
      none(0),
      result('a', 0, [
        [0, 0.5],
        [1, 0.9],
      ]),
      result('b', 0, [
        [0, 0.5],
        [9, 0.87],
      ]),
    ];
    expect(at(results, 'b')).to.equal(null);
    expect(at(results, 'none')).to.equal(null);
    expect(reachOf(results, seconds)!.ratio('a', 'b')).to.equal(null);
  });

  it('crosses with the mean over seeds at the same step, and takes the mean of what that step took', () => {
    // Drifted 0.5, best mean (0.8 + 1)/2 = 0.9, target 0.88: at 0.88/0.9 of the one step, which took 1 s and 3 s.
    const results = [
      none(0),
      none(1),
      result('a', 0, [
        [0, 0],
        [1, 0.8],
      ]),
      result('a', 1, [
        [0, 0],
        [3, 1],
      ]),
    ];
    expect(at(results, 'a')!.mean).to.be.closeTo((2 * 0.88) / 0.9, 1e-12);
  });

  it('lets a seed that ended early hold its last values', () => {
    // The first seed stays at 0.8 after 1 s, so the second has to reach 0.96: 0.92 of the way from 0.5 at step 1 (2 s) to 1 at step 2 (4 s).
    const results = [
      none(0),
      none(1),
      result('a', 0, [
        [0, 0],
        [1, 0.8],
      ]),
      result('a', 1, [
        [0, 0],
        [2, 0.5],
        [4, 1],
      ]),
    ];
    expect(at(results, 'a')!.mean).to.be.closeTo((1 + 2 + 0.92 * 2) / 2, 1e-12);
  });

  it('counts along any axis', () => {
    const results = [
      none(0),
      result(
        'a',
        0,
        [
          [0, 0.5],
          [1, 0.9],
        ],
        { step: (k) => 40 * k },
      ),
    ];
    expect(reachOf(results, ({ step }) => step)!.arms[1]!.at!.mean).to.be.closeTo(38, 1e-9); // 0.38/0.4 of 40 steps
  });

  it('takes a repair without training as reached when its work ends', () => {
    const results = [none(0), result('free', 0, [[0, 0.9]], { trainMs: 250 })];
    expect(at(results, 'free')!.mean).to.equal(0.25);
    expect(reachOf(results, ({ step }) => step)!.arms[1]!.at).to.deep.equal({ mean: 0, lo: 0, hi: 0, values: [0] });
  });

  it('takes only the last point where the model handed over was made of those before', () => {
    // The average comes at the step that training ended with: what was passed on the way was another model.
    const averaged = result(
      'wise',
      0,
      [
        [0, 0.5],
        [1, 0.9],
        [1, 0.9],
      ],
      { step: (k) => Math.min(k, 1) },
    );
    expect(at([none(0), averaged], 'wise')!.mean).to.equal(1);
  });

  it('gives the ratio of two arms with the jackknife’s interval on logarithms', () => {
    // Straight lines from 0.5 to 0.9 in 1, 2 and 4 s against lines eight times as long: the ratio is 8 without any one seed, too.
    const results = [1, 2, 4].flatMap((end, seed) => [
      none(seed),
      result('a', seed, [
        [0, 0.5],
        [end, 0.9],
      ]),
      result('b', seed, [
        [0, 0.5],
        [8 * end, 0.9],
      ]),
    ]);
    const ratio = reachOf(results, seconds)!.ratio('a', 'b')!;
    for (const value of [ratio.mean, ratio.lo, ratio.hi]) expect(value).to.be.closeTo(8, 1e-9);
    const own = at(results, 'a')!;
    expect(own.lo).to.be.lessThan(own.mean);
    expect(own.hi).to.be.greaterThan(own.mean);
    // Without the slowest, the middle and the quickest seed: the later the ones that stay, the later it is.
    expect(own.values).to.have.length(3);
    expect([...own.values].sort((a, b) => b - a)).to.deep.equal(own.values);
    // By hand: standard error √((n−1)/n · Σ(log θᵢ − mean)²) and t₀.₉₇₅(2) = 4.303.
    const logs = own.values.map(Math.log);
    const centre = logs.reduce((a, b) => a + b) / 3;
    const error = Math.sqrt((2 / 3) * logs.reduce((sum, log) => sum + (log - centre) ** 2, 0));
    expect(Math.log(own.hi / own.mean)).to.be.closeTo(4.303 * error, 1e-3 * error);
  });

  it('gives no interval where one seed decides whether it is reached, or where there are fewer than three', () => {
    // Without the third seed, b's mean is 0.84 and the target 0.88.
    const results = [0, 1, 2].flatMap((seed) => [
      none(seed),
      result('a', seed, [
        [0, 0.5],
        [1, 0.9],
      ]),
      result('b', seed, [
        [0, 0.5],
        [2, seed === 2 ? 1 : 0.84],
      ]),
    ]);
    const b = at(results, 'b')!;
    expect([b.lo, b.hi, b.values.length]).to.deep.equal([b.mean, b.mean, 1]);
    expect(at(results.slice(0, 6), 'a')!.values).to.have.length(1);
  });

  it('looks only at seeds that every arm finished, and is silent where there is no such seed, no baseline or no gain', () => {
    const results = [
      none(0),
      result('a', 0, [
        [0, 0.5],
        [1, 0.9],
      ]),
      none(1),
    ];
    expect(reachOf(results, seconds)!.seeds).to.equal(1);
    expect(
      reachOf(
        [
          none(0),
          result('a', 1, [
            [0, 0.5],
            [1, 0.9],
          ]),
        ],
        seconds,
      ),
    ).to.equal(null);
    expect(
      reachOf(
        [
          result('a', 0, [
            [0, 0.5],
            [1, 0.9],
          ]),
        ],
        seconds,
      ),
    ).to.equal(null);
    expect(
      reachOf(
        [
          none(0, 0.9),
          result('a', 0, [
            [0, 0.5],
            [1, 0.9],
          ]),
        ],
        seconds,
      ),
    ).to.equal(null);
  });
});

describe('work along a curve', () => {
  const of = (counts: { examples: number; flops: number }, ends: number, details?: Record<string, number>): ArmResult => {
    const one = result('a', 0, [
      [0, 0.5],
      [1, 0.9],
    ]);
    const [first, last] = one.curve;
    return { ...one, counts: { ...one.counts, ...counts }, curve: [first!, { ...last!, examples: ends }], ...(details && { details }) };
  };
  const at = (examples: number, step: number, one: ArmResult) => workAlong({ step, examples, seconds: 0 }, one);

  it('is as much for each example, and trials come first', () => {
    expect([0, 50, 100].map((examples) => at(examples, examples, of({ examples: 100, flops: 1000 }, 100)))).to.deep.equal([0, 500, 1000]);
    // Of 300 examples 200 were trials.
    expect([0, 50, 100].map((examples) => at(examples, examples, of({ examples: 300, flops: 3000 }, 100)))).to.deep.equal([
      2000, 2500, 3000,
    ]);
  });

  it('is all of it from the first step of a solved head on, whose search tells no examples, and of what takes no step', () => {
    const solved = of({ examples: 100, flops: 5000 }, 100, { trials: 9 });
    expect([at(0, 0, solved), at(10, 1, solved), at(100, 10, solved)]).to.deep.equal([0, 5000, 5000]);
    expect(at(0, 0, of({ examples: 0, flops: 70 }, 0))).to.equal(70);
  });
});
