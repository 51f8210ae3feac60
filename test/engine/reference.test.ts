import { expect } from 'chai';
import fc from 'fast-check';
import { rowLoss } from '../../src/engine/reference-loss.ts';
import { runReference, trainReference, wantedOf } from '../../src/engine/reference.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import type { TrainJob } from '../../src/experiment/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

/** Central difference of f at x along coordinate k. */
function difference(f: (x: Float64Array) => number, x: Float64Array, k: number, step: number): number {
  const at = (by: number) => f(x.map((value, i) => (i === k ? value + by : value)));
  return (at(step) - at(-step)) / (2 * step);
}

const logits = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 2, maxLength: 6 });

describe('the losses of the reference', () => {
  it('have the gradients that finite differences give, for any logits', () => {
    fc.assert(
      fc.property(logits, fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true })), (z, weights) => {
        const raw = z.map(() => weights.next().value as number);
        const total = raw.reduce((a, b) => a + b, 0);
        for (const wanted of [raw.map((value) => value / total), undefined]) {
          const scores = Float64Array.from(z);
          const { gradient } = rowLoss(scores, wanted);
          scores.forEach((_, k) => expect(gradient[k]).to.be.closeTo(difference((x) => rowLoss(x, wanted).loss, scores, k, 1e-5), 1e-8));
        }
      }),
    );
  });

  it('are largest entropy, and without a gradient, where all answers are alike', () => {
    const { loss, gradient } = rowLoss(Float64Array.of(2, 2, 2, 2), undefined);
    expect(loss).to.be.closeTo(Math.log(4), 1e-12);
    gradient.forEach((g) => expect(g).to.be.closeTo(0, 1e-12));
  });
});

describe('a gradient step of the reference', () => {
  const model = buildModel({ family: 'mlp', params: { hidden: [4] } }, [5], 3);
  const plain = randomJob(model, { rows: 6, batchSize: 6, name: 'step', optimizer: 'sgd', learningRate: 1 });
  const targets = Float32Array.from({ length: 18 }, (_, i) => [0.5, 0.25, 0.25][(i + Math.floor(i / 3)) % 3]!);

  /** Mean loss of all rows at these parameters. */
  const meanLoss = (job: TrainJob) => (weights: Float64Array): number => {
    const losses = runReference(model, weights, job.data.x, job.data.rows).map((scores, row) => rowLoss(Float64Array.from(scores), wantedOf(job, row, 3)).loss);
    return losses.reduce((a, b) => a + b, 0) / losses.length;
  };

  for (const [title, job] of Object.entries<TrainJob>({ 'soft targets': { ...plain, targets }, entropy: { ...plain, loss: 'entropy' } })) {
    it(`goes down the gradient that finite differences give: ${title}`, () => {
      const start = Float64Array.from(job.start);
      const after = trainReference(job);
      start.forEach((value, i) => expect(value - after[i]!).to.be.closeTo(difference(meanLoss(job), start, i, 1e-5), 1e-8));
    });
  }

  it('adds strength·(w − anchor) to the gradient (Kirkpatrick et al. 2017, equation 3), and a rate multiplies both', () => {
    const pull = { anchor: plain.start.map((_, i) => i / 10), strength: plain.start.map((_, i) => (i % 4) / 2) };
    const without = trainReference(plain);
    const pulled = trainReference({ ...plain, pull });
    const slow = trainReference({ ...plain, pull, rates: [0.5, 0.5, 0.5, 0.5] });
    plain.start.forEach((value, i) => {
      expect(without[i]! - pulled[i]!).to.be.closeTo(pull.strength[i]! * (value - pull.anchor[i]!), 1e-9);
      expect(value - slow[i]!).to.be.closeTo((value - pulled[i]!) / 2, 1e-9);
    });
  });
});
