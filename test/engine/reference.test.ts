import { expect } from 'chai';
import fc from 'fast-check';
import { softmax } from '../../src/adapt/softmax.ts';
import { jobLoss, rowLoss } from '../../src/engine/reference-loss.ts';
import { runReference, trainReference } from '../../src/engine/reference.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import type { Distillation, TrainJob } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

/** Central difference of f at x along coordinate k. */
function difference(f: (x: Float64Array) => number, x: Float64Array, k: number, step: number): number {
  const at = (by: number) => f(x.map((value, i) => (i === k ? value + by : value)));
  return (at(step) - at(-step)) / (2 * step);
}

const score = fc.double({ min: -8, max: 8, noNaN: true });
const logits = fc.array(score, { minLength: 2, maxLength: 6 });

describe('the losses of the reference', () => {
  it('have the gradients that finite differences give, for any logits', () => {
    fc.assert(
      fc.property(logits, fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true })), (z, weights) => {
        const raw = z.map(() => weights.next().value as number);
        const total = raw.reduce((a, b) => a + b, 0);
        for (const wanted of [raw.map((value) => value / total), undefined]) {
          const scores = Float64Array.from(z);
          const { gradient } = rowLoss(scores, wanted);
          scores.forEach((_, k) =>
            expect(gradient[k]).to.be.closeTo(
              difference((x) => rowLoss(x, wanted).loss, scores, k, 1e-5),
              1e-8,
            ),
          );
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

describe('the loss of a distillation in the reference', () => {
  /** A job of one row with the label 1. */
  const jobOf = (targets: readonly number[], numbers: Omit<Distillation, 'targets'>): TrainJob => {
    const model = buildModel({ family: 'softmax', params: {} }, [2], targets.length);
    const job = randomJob(model, { rows: 1, batchSize: 1, name: 'distillation' });
    return { ...job, data: { ...job.data, y: Int32Array.of(1) }, distillation: { targets: Float32Array.from(targets), ...numbers } };
  };

  it('has the gradient that finite differences give, for any logits, temperature and weight', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(score, score, score), fc.double({ min: 0.5, max: 20, noNaN: true }), share, (z, temperature, weight) => {
        // Sums to 1 in single precision too.
        const job = jobOf([0.25, 0.125, 0.625], { temperature, weight });
        const scores = Float64Array.from(z);
        const { gradient } = jobLoss(job, 0, scores);
        scores.forEach((_, k) =>
          expect(gradient[k]).to.be.closeTo(
            difference((x) => jobLoss(job, 0, x).loss, scores, k, 1e-4),
            1e-6,
          ),
        );
      }),
    );
  });

  it('is worth what its definition says, worked out by hand', () => {
    // Logits (0, 2 ln 3) are answers of (1, 9)/10, and (1, 3)/4 at the temperature 2.
    const { loss } = jobLoss(jobOf([0.5, 0.5], { temperature: 2, weight: 0.25 }), 0, Float64Array.of(0, 2 * Math.log(3)));
    expect(loss).to.be.closeTo(-0.75 * Math.log(0.9) - (0.25 * 4 * (Math.log(0.25) + Math.log(0.75))) / 2, 1e-12);
  });

  it('has at high temperatures the gradient (z − v)/N, v the centred logits of the teacher (Hinton et al. 2015, equation 4)', () => {
    const [student, teacher] = [
      [1, -2, 1],
      [0.5, 1, -1.5],
    ] as const;
    const temperature = 1000;
    const { gradient } = jobLoss(
      jobOf(Array.from(softmax(Float32Array.from(teacher), 1, temperature)), { temperature, weight: 1 }),
      0,
      Float64Array.from(student),
    );
    gradient.forEach((g, c) => expect(g).to.be.closeTo((student[c]! - teacher[c]!) / 3, 2e-3));
  });
});

describe('a gradient step of the reference', () => {
  const model = buildModel({ family: 'mlp', params: { hidden: [4] } }, [5], 3);
  const plain = randomJob(model, { rows: 6, batchSize: 6, name: 'step', optimizer: 'sgd', learningRate: 1 });
  const targets = Float32Array.from({ length: 18 }, (_, i) => [0.5, 0.25, 0.25][(i + Math.floor(i / 3)) % 3]!);

  /** Mean loss of all rows at these parameters. */
  const meanLoss =
    (job: TrainJob) =>
    (weights: Float64Array): number => {
      const losses = runReference(model, weights, job.data.x, job.data.rows).map(
        (scores, row) => jobLoss(job, row, Float64Array.from(scores)).loss,
      );
      return losses.reduce((a, b) => a + b, 0) / losses.length;
    };

  const kinds: Record<string, TrainJob> = {
    distillation: { ...plain, distillation: { targets, temperature: 2, weight: 0.75 } },
    entropy: { ...plain, loss: 'entropy' },
  };
  for (const [title, job] of Object.entries(kinds)) {
    it(`goes down the gradient that finite differences give: ${title}`, () => {
      const start = Float64Array.from(job.start);
      const after = trainReference(job);
      start.forEach((value, i) => expect(value - after[i]!).to.be.closeTo(difference(meanLoss(job), start, i, 1e-5), 1e-8));
    });
  }

  it('adds strength·(w − anchor) to the gradient (Kirkpatrick et al. 2017, equation 3), and a rate multiplies both', () => {
    const penalty = { anchor: plain.start.map((_, i) => i / 10), strength: plain.start.map((_, i) => (i % 4) / 2) };
    const without = trainReference(plain);
    const penalised = trainReference({ ...plain, penalty });
    const slow = trainReference({ ...plain, penalty, rates: [0.5, 0.5, 0.5, 0.5] });
    plain.start.forEach((value, i) => {
      expect(without[i]! - penalised[i]!).to.be.closeTo(penalty.strength[i]! * (value - penalty.anchor[i]!), 1e-9);
      expect(value - slow[i]!).to.be.closeTo((value - penalised[i]!) / 2, 1e-9);
    });
  });
});
