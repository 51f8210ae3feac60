import { expect } from 'chai';
import { randomStream } from '../../src/random/random.ts';
import { chooseL2, stratifiedFolds } from '../../src/training/choose-l2.ts';
import { rowLosses, SoftmaxRegression, type SoftmaxRows } from '../../src/training/softmax-regression.ts';

const random = randomStream(1, 'ridge');
const [ROWS, FEATURES] = [60, 3];
const x = Float32Array.from({ length: ROWS * FEATURES }, random.normal);
const target = Float32Array.from({ length: ROWS }, (_, i) => 2 * x[3 * i]! - x[3 * i + 1]! + 5 + 0.3 * random.normal());
const y = Int32Array.from(target, (value) => Number(value > 5));
const rowWeights = Float64Array.from({ length: ROWS }, (_, i) => (i % 3) / 1 + 0.001).map(
  (weight, _, all) => (weight * ROWS) / all.reduce((a, b) => a + b),
);
const rows: SoftmaxRows = { rows: ROWS, x, y, target };

/** Solves A·w = b by elimination with pivots. */
function solved(a: number[][], b: number[]): number[] {
  const m = a.map((line, i) => [...line, b[i]!]);
  for (let c = 0; c < m.length; c++) {
    const pivot = m.reduce((best, _, r) => (r >= c && Math.abs(m[r]![c]!) > Math.abs(m[best]![c]!) ? r : best), c);
    [m[c], m[pivot]] = [m[pivot]!, m[c]!];
    for (let r = 0; r < m.length; r++) if (r !== c) m[r] = m[r]!.map((value, k) => value - (m[r]![c]! / m[c]![c]!) * m[c]![k]!);
  }
  return m.map((line, i) => line[m.length]! / line[i]!);
}

/** The normal equations of (1/n) Σ wᵢ·½(xᵢ·w + b − tᵢ)² + (λ/2)‖w‖², with b free (Hoerl & Kennard 1970). */
function normalEquations(l2: number, weights?: ArrayLike<number>): number[] {
  const size = FEATURES + 1;
  const a = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j && i < FEATURES ? l2 : 0)));
  const b = new Array<number>(size).fill(0);
  for (let i = 0; i < ROWS; i++) {
    const row = [x[3 * i]!, x[3 * i + 1]!, x[3 * i + 2]!, 1];
    const share = (weights?.[i] ?? 1) / ROWS;
    row.forEach((value, p) => {
      row.forEach((other, q) => (a[p]![q]! += share * value * other));
      b[p]! += share * value * target[i]!;
    });
  }
  return solved(a, b);
}

describe('a linear head that tells a number, solved', () => {
  it('is ridge regression: the solution of the normal equations, with weights of rows and without', () => {
    for (const l2 of [0, 0.1, 3]) {
      const fit = new SoftmaxRegression(rows, 1).fit({ l2, tolerance: 1e-12 });
      normalEquations(l2).forEach((value, p) => expect(fit.weights[p]).to.be.closeTo(value, 1e-9));
      const weighted = new SoftmaxRegression({ ...rows, rowWeights }, 1).fit({ l2, tolerance: 1e-12 });
      normalEquations(l2, rowWeights).forEach((value, p) => expect(weighted.weights[p]).to.be.closeTo(value, 1e-9));
    }
  });

  it('has by Huber’s loss no slope left in any direction, and heeds wild rows less', () => {
    const wild = target.map((value, i) => (i % 15 === 0 ? value + 100 : value));
    const fit = new SoftmaxRegression({ ...rows, target: wild, delta: 1 }, 1).fit({ l2: 0.01, tolerance: 1e-10 });
    const objective = (w: Float64Array) =>
      rowLosses({ rows: ROWS, x, y, target: wild, delta: 1 }, 1, w).reduce((sum, loss) => sum + loss / ROWS, 0) +
      0.005 * w.slice(0, FEATURES).reduce((sum, value) => sum + value * value, 0);
    fit.weights.forEach((_, p) => {
      const at = (by: number) => objective(fit.weights.map((value, k) => (k === p ? value + by : value)));
      expect((at(1e-5) - at(-1e-5)) / 2e-5).to.be.closeTo(0, 1e-6);
    });
    const plain = new SoftmaxRegression({ ...rows, target: wild }, 1).fit({ l2: 0.01 });
    expect(Math.abs(fit.weights[0]! - 2)).to.be.below(0.2);
    expect(Math.abs(fit.weights[FEATURES]! - 5)).to.be.below(Math.abs(plain.weights[FEATURES]! - 5) / 5);
  });

  it('has its strength chosen by cross-validation on squared errors', async () => {
    const fold = stratifiedFolds(y, randomStream(2, 'folds'));
    const choice = await chooseL2(rows, 1, { anchors: [{}], fold });
    // Noise of 0.3: half its square is what no fit gets below.
    expect(choice!.loss).to.be.within(0.03, 0.09);
    expect(choice!.l2).to.be.below(0.2);
  });

  it('is refused with a number of outputs or targets that does not fit', () => {
    expect(() => new SoftmaxRegression(rows, 2)).to.throw(RangeError, 'one number each');
    expect(() => new SoftmaxRegression({ ...rows, target: target.slice(1) }, 1)).to.throw(RangeError, 'one number each');
  });
});
