import { expect } from 'chai';
import { runReference, trainReference } from '../../src/engine/reference.ts';
import { jobLoss } from '../../src/engine/reference-loss.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { stillNorms } from '../../src/models/still-norms.ts';
import type { Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';

const models: Readonly<Record<string, Model>> = {
  'of flat values': buildModel({ family: 'mlp', params: { hidden: [5, 4], norm: 'batch' } }, [6], 3),
  'of images': buildModel({ family: 'cnn', params: { filters: [3], dense: 4, norm: 'batch' } }, [6, 6, 1], 3),
};

/** A batch, with statistics and scales that are not those of a fresh model. */
function jobOf(model: Model): TrainJob {
  const job = randomJob(model, { rows: 5, batchSize: 5, name: 'still', optimizer: 'sgd', learningRate: 1 });
  const random = randomStream(1, 'statistics');
  const start = job.start.slice();
  for (const { role, offset, size } of parameterSlots(model)) {
    if (role === 'kernel' || role === 'bias') continue;
    for (let i = offset; i < offset + size; i++)
      start[i] = role === 'moving-variance' || role === 'scale' ? random.between(0.5, 2) : random.normal();
  }
  return { ...job, start };
}

/** Mean loss of the model as it serves. */
function servedLoss(job: TrainJob, weights: ArrayLike<number>): number {
  const scores = runReference(job.model, weights, job.data.x, job.data.rows);
  return scores.reduce((sum, row, i) => sum + jobLoss(job, i, row).loss, 0) / scores.length;
}

for (const [kind, model] of Object.entries(models)) {
  describe(`batch normalisation by its moving statistics, ${kind}`, () => {
    const job = jobOf(model);
    const still = stillNorms(model, job.start);

    it('gives the same outputs as a matrix', () => {
      const flat = (of: Model, weights: Float32Array) =>
        runReference(of, weights, job.data.x, job.data.rows).flatMap((row) => Array.from(row));
      const expected = flat(model, job.start);
      flat(still.model, still.weights).forEach((value, i) => expect(value).to.be.closeTo(expected[i]!, 1e-5));
    });

    it('has the gradient of the served model, by finite differences', () => {
      const stepped = trainReference({ ...job, model: still.model, start: still.weights });
      const gradient = still.back(still.weights.map((value, i) => value - stepped[i]!));
      const step = 1e-5;
      for (const { role, offset, size, name } of parameterSlots(model)) {
        for (let i = offset; i < offset + size; i++) {
          const at = (by: number) =>
            servedLoss(
              job,
              Float64Array.from(job.start, (value, j) => (j === i ? value + by : value)),
            );
          const expected = role.startsWith('moving') ? 0 : (at(step) - at(-step)) / (2 * step);
          expect(gradient[i], `${name}[${i - offset}]`).to.be.closeTo(expected, 1e-4);
        }
      }
    });
  });
}

describe('a model without batch normalisation', () => {
  it('is its own', () => {
    const model = buildModel({ family: 'mlp', params: { hidden: [5] } }, [6], 3);
    const weights = new Float32Array(53);
    expect(stillNorms(model, weights)).to.include({ model, weights });
  });
});
