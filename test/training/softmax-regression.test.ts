import { expect } from 'chai';
import { rowLosses, SoftmaxRegression, type SoftmaxFitOptions, type SoftmaxRows } from '../../src/training/softmax-regression.ts';
import { headCases, smallCase, type HeadCase } from '../torch/head-cases.ts';

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

/** What is identified: the kernel, and intercepts up to a shift. */
function identified({ weights }: { weights: Float64Array }, classes: number): number[] {
  const intercepts = Array.from(weights.slice(-classes));
  const mean = intercepts.reduce((a, b) => a + b) / classes;
  return [...weights.slice(0, -classes), ...intercepts.map((value) => value - mean)];
}

/** The objective and its gradient, written from the definition. */
function definition(
  { rows, x, y, rowWeights, classes, l2 }: HeadCase,
  w: Float64Array,
  { anchor, anchorScale }: Partial<SoftmaxFitOptions>,
  held: number,
) {
  const features = x.length / rows;
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from({ length: held }, (_, p) => a[p]! * b[p]!).reduce((sum, value) => sum + value, 0);
  const scale = anchor && anchorScale === 'free' ? dot(w, anchor) / dot(anchor, anchor) : 1;
  const away = Float64Array.from(w, (value, p) => (p < held ? value - scale * (anchor?.[p] ?? 0) : 0));
  const gradient = away.map((value) => l2 * value);
  let loss = (l2 / 2) * dot(away, away);
  for (let i = 0; i < rows; i++) {
    const scores = Array.from(
      { length: classes },
      (_, c) =>
        w[features * classes + c]! +
        Array.from({ length: features }, (_, j) => x[i * features + j]! * w[j * classes + c]!).reduce((a, b) => a + b, 0),
    );
    const share = (rowWeights?.[i] ?? 1) / rows;
    const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
    loss += share * (Math.log(sum) - scores[y[i]!]!);
    scores.forEach((score, c) => {
      const residual = share * (Math.exp(score) / sum - Number(y[i] === c));
      for (let j = 0; j < features; j++) gradient[j * classes + c]! += residual * x[i * features + j]!;
      gradient[features * classes + c]! += residual;
    });
  }
  return { loss, gradient };
}

describe('softmax regression', () => {
  it('gives the coefficients of scikit-learn 1.2.1 (LogisticRegression, lbfgs, then newton-cg; tol 1e-12)', () => {
    const { classes, l2, ...data } = smallCase;
    const fit = new SoftmaxRegression(data, classes).fit({ l2, tolerance: 1e-10 });
    const kernel = [-1.76393816, 0.20620022, 1.55773794, 0.26836245, 0.22123624, -0.48959869];
    const intercepts = [1.89046203, 0.2379285, -2.12839053];
    expect(apart(identified(fit, classes), [...kernel, ...intercepts])).to.be.below(1e-6);
    const probabilities = [0.8395118, 0.31382863, 0.47838374];
    const losses = rowLosses({ rows: 3, x: data.x.slice(0, 6), y: Int32Array.of(0, 1, 1) }, classes, fit.weights);
    expect(
      apart(
        losses.map((loss) => Math.exp(-loss)),
        probabilities,
      ),
    ).to.be.below(1e-6);
  });

  it('of two classes is logistic regression of scikit-learn 1.2.1 with half the penalty on the difference', () => {
    const y = Int32Array.of(0, 0, 1, 1, 1, 1, 0, 1);
    const { weights } = new SoftmaxRegression({ ...smallCase, y }, 2).fit({ l2: 0.05, tolerance: 1e-10 });
    const differences = [weights[1]! - weights[0]!, weights[3]! - weights[2]!, weights[5]! - weights[4]!];
    expect(apart(differences, [2.67379375, -0.18637378, -1.79193347])).to.be.below(1e-6);
  });

  const anchor = Float64Array.from({ length: 9 }, (_, p) => Math.cos(p + 1));
  const variants: [string, 'free' | 'held', Partial<SoftmaxFitOptions>][] = [
    ['held to 0', 'free', {}],
    ['held to an anchor', 'free', { anchor }],
    ['held to an anchor, intercepts too', 'held', { anchor }],
    ['held to the nearest multiple of an anchor, intercepts too', 'held', { anchor, anchorScale: 'free' }],
  ];
  for (const [name, intercepts, options] of variants) {
    it(`${name} ends where plain gradient descent in double precision does`, () => {
      const rowWeights = Float64Array.of(1, 0.5, 2, 1, 1, 0.5, 1, 1);
      const data = { ...smallCase, rowWeights };
      const fit = new SoftmaxRegression(data, 3, intercepts).fit({ l2: data.l2, ...options, tolerance: 1e-10 });
      const held = intercepts === 'held' ? 9 : 6;
      const w = Float64Array.from(options.anchor ?? new Float64Array(9));
      for (let step = 0; step < 30_000; step++) definition(data, w, options, held).gradient.forEach((slope, p) => (w[p]! -= 0.15 * slope));
      expect(apart(identified(fit, 3), identified({ weights: w }, 3))).to.be.below(1e-6);
      expect(fit.objective).to.be.closeTo(definition(data, fit.weights, options, held).loss, 1e-12);
    }).timeout(30_000);
  }

  it('converges on every case, with the gradient as small as was asked, and counts what it did', () => {
    for (const { classes, l2, ...data } of headCases) {
      const told: number[] = [];
      const fit = new SoftmaxRegression(data, classes).fit({ l2, tolerance: 1e-8, onIteration: ({ iteration }) => told.push(iteration) });
      expect(fit.converged).to.equal(true);
      const { gradient } = definition({ ...data, classes, l2, name: '' }, fit.weights, {}, (data.x.length / data.rows) * classes);
      expect(Math.max(...gradient.map(Math.abs))).to.be.below(1e-6);
      expect(told).to.deep.equal(Array.from({ length: fit.iterations }, (_, i) => i + 1));
      expect(fit.evaluations).to.be.greaterThan(fit.iterations);
      expect(fit.flops).to.be.at.least(4 * data.x.length * classes * fit.iterations);
    }
  });

  it('from its own solution takes no step, and ends at the limit of iterations where it has not converged', () => {
    const { classes, l2, ...data } = headCases[1]!;
    const regression = new SoftmaxRegression(data, classes);
    const { weights } = regression.fit({ l2 });
    expect(regression.fit({ l2, start: weights, tolerance: 1e-5 })).to.include({ iterations: 0, converged: true });
    expect(regression.fit({ l2, iterations: 2 })).to.include({ iterations: 2, converged: false });
    expect(regression.fit({ l2: 0, iterations: 50 }).weights.every(Number.isFinite)).to.equal(true);
  });

  it('refuses what does not fit, saying what', () => {
    const { classes, l2: _, ...data } = smallCase;
    const made =
      (change: Partial<SoftmaxRows>, count = classes) =>
      () =>
        new SoftmaxRegression({ ...data, ...change }, count);
    expect(made({ rows: 7 })).to.throw(RangeError, '7 rows do not fit');
    expect(made({}, 2)).to.throw(RangeError, 'none of 2 classes');
    expect(made({ rowWeights: [1] })).to.throw(RangeError, '1 row weights for 8 rows');
    expect(made({ rowWeights: new Float64Array(8) })).to.throw(RangeError, 'all row weights are 0');
    expect(made({ rowWeights: new Float64Array(8).fill(-1) })).to.throw(RangeError, '-1');
    const regression = new SoftmaxRegression(data, classes);
    expect(() => regression.fit({ l2: NaN })).to.throw(RangeError, 'l2 is NaN');
    expect(() => regression.fit({ l2: 1, anchor: [1] })).to.throw(RangeError, '1 parameters given, expected 9');
  });
});
