import { expect } from 'chai';
import { walkForward, type WalkPoint } from '../../src/decide/walk-forward.ts';

/** Means by arm, accuracies on later windows by arm; two seeds that lie 1 point around them. */
function point(
  cut: string,
  arms: Readonly<Record<string, readonly [own: number, ...later: number[]]>>,
  best: readonly string[],
): WalkPoint {
  const summary = { arms: Object.entries(arms).map(([id, [mean]]) => ({ id, title: id, accuracyNew: { mean } })), standing: { best } };
  const results = Object.entries(arms).flatMap(([arm, [own, ...later]]) =>
    [-0.01, 0.01].map((off, seed) => ({
      ...{ arm, seed, measures: { accuracyNew: own + off }, counts: { labels: arm === 'none' ? 0 : 50, flops: arm === 'none' ? 0 : 1000 } },
      ...(later.length && { later: later.map((accuracy) => accuracy + off) }),
    })),
  );
  return { cut, summary, results } as unknown as WalkPoint;
}

const walk = walkForward(
  [
    point('2021', { none: [0.8, 0.7, 0.6], head: [0.9, 0.895, 0.8] }, ['head']),
    point('2022', { none: [0.75, 0.7], head: [0.74, 0.735] }, ['none', 'head']),
    point('2023', { none: [0.7], head: [0.95] }, ['head']),
  ],
  0.01,
);
const head = walk.arms.find(({ id }) => id === 'head')!;
const none = walk.arms.find(({ id }) => id === 'none')!;

describe('a walk through time', () => {
  it('tells which repair was best at each cut', () => {
    expect(walk.points.map(({ cut, best }) => [cut, best])).to.deep.equal([
      ['2021', ['head']],
      ['2022', ['none', 'head']],
      ['2023', ['head']],
    ]);
    expect(walk.sentences[0]).to.equal('Of 3 cuts one repair is shown best at 2: head at 2; at the others several may be.');
  });

  it('tells how repaired models age, each against the same repair made anew for that window', () => {
    expect(head.byAge.map((accuracy) => Number(accuracy.toFixed(4)))).to.deep.equal([0.8633, 0.815, 0.8]);
    // After one window 74 − 89.5 and 95 − 73.5, on average 3 points.
    // 74 − 89.5 and 95 − 73.5 after one, 95 − 80 after two.
    expect(head.behind.map((amount) => Number(amount.toFixed(4)))).to.deep.equal([0.03, 0.15]);
    expect(head.lasts).to.equal(0);
    // 75 − 70 and 70 − 70 after one.
    expect(none.lasts).to.equal(0);
    expect(walk.sentences).to.include(
      'head: lasts 0 windows after its own; then, made anew, it would be right by more than 1.0 points more often.',
    );
    const steady = walkForward(
      [
        point('2021', { none: [0.8, 0.7, 0.6] }, ['none']),
        point('2022', { none: [0.705, 0.69] }, ['none']),
        point('2023', { none: [0.695] }, ['none']),
      ],
      0.01,
    );
    // Harder windows are no age: half a point after one, 9.5 after two.
    expect(steady.arms[0]!.lasts).to.equal(1);
  });

  it('adds up wrong answers, labels and work, against whoever knew the best each time', () => {
    expect(head.wrong).to.be.closeTo(100 + 260 + 50, 1e-6);
    expect(walk.hindsight).to.be.closeTo(100 + 250 + 50, 1e-6);
    expect([head.labels, head.flops, none.labels]).to.deep.equal([150, 3000, 0]);
    expect(head.soFar.map(({ wrong, labels }) => [Math.round(wrong!), labels])).to.deep.equal([
      [100, 50],
      [360, 100],
      [410, 150],
    ]);
    expect(walk.sentences[1]).to.match(/head answers least wrong: 410 of 3,000 rows.* 400\./);
  });

  it('counts no wrong answers where a number is told, and holds no margin in its unit against an R²', () => {
    const { cut, summary, results } = point('2021', { none: [0.8, 0.1], head: [0.9, 0.1] }, ['head']);
    const numbers = walkForward([{ cut, summary: { ...summary, target: { name: 'births' } }, results } as WalkPoint], 5);
    expect([numbers.hindsight, ...numbers.arms.flatMap(({ wrong, lasts }) => [wrong, lasts])]).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(numbers.sentences).to.deep.equal(['Of 1 cuts one repair is shown best at 1: head at 1; at the others several may be.']);
  });

  it('does not say how long a model lasts that was never seen again', () => {
    const short = walkForward([point('2021', { none: [0.8], head: [0.9] }, ['head'])], 0.01);
    expect(short.sentences).to.have.length(2);
    expect(short.arms[0]!.lasts).to.equal(null);
  });
});
