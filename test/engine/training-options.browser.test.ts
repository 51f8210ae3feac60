import { expect } from 'chai';
import { runJob, runJobs, sameShape, type Executor } from '../../src/engine/executor.ts';
import { jobLoss } from '../../src/engine/reference-loss.ts';
import { randomJob, updateError } from '../../src/engine/self-test.ts';
import { replaying } from '../../src/engine/tfjs/replay-executor.ts';
import { createTfjsExecutor } from '../../src/engine/tfjs/tfjs-executor.ts';
import { startWebgpuBackend } from '../../src/engine/tfjs/webgpu-backend.ts';
import { trainerOn } from '../../src/engine/trainer.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import { createWebgpuExecutor } from '../../src/engine/webgpu/webgpu-executor.ts';
import type { TrainJob } from '../../src/contracts/trainer.ts';
import { parameterSlots } from '../../src/models/parameters.ts';
import { everything } from '../../src/models/trainable.ts';
import {
  CLASSES,
  cnn,
  distillationFor,
  mlp,
  models,
  normalised,
  onehot,
  penaltyFor,
  plain,
  ratesFor,
  targetsFor,
  trainingOptions,
} from './asked-jobs.ts';
import { bits, device, executors, facts } from './every-executor.ts';
import { areRefused } from './refused-training.ts';

/** Training options that change nothing. */
const neutral = (job: TrainJob): Partial<TrainJob> => ({
  loss: 'cross-entropy',
  rates: parameterSlots(job.model).map(() => 1),
  penalty: { anchor: new Float32Array(job.start.length), strength: new Float32Array(job.start.length) },
});

/** Distillations, and what each comes to without one. */
const equivalent: Record<string, (job: TrainJob) => readonly [TrainJob, TrainJob]> = {
  'without weight, at any temperature, on the labels': (job) => [
    { ...job, distillation: { targets: targetsFor(job), temperature: 7, weight: 0 } },
    job,
  ],
  'at temperature 1 on targets that mix labels and answers': (job) => {
    const [targets, labels] = [targetsFor(job), onehot(job)];
    const alone = { targets: targets.map((target, i) => 0.4 * target + 0.6 * labels[i]!), temperature: 1, weight: 1 };
    return [
      { ...job, distillation: { targets, temperature: 1, weight: 0.4 } },
      { ...job, distillation: alone },
    ];
  },
  'with all weight on targets that are the labels': (job) => [
    { ...job, distillation: { targets: onehot(job), temperature: 1, weight: 1 } },
    job,
  ],
};

for (const [name, open] of Object.entries(executors)) {
  describe(`what a training may be asked for, on ${name}`, () => {
    let executor: Executor;
    before(async () => (executor = await open()));
    after(() => {
      expect(executor.gpuErrors()).to.equal(0);
      executor.dispose();
    });

    for (const [kind, model] of Object.entries(models)) {
      for (const [title, option] of Object.entries(trainingOptions)) {
        it(`moves the weights of ${kind} as the double-precision reference does: ${title}`, async () => {
          const job = { ...plain(model), ...option(plain(model)) };
          expect(updateError(job, await runJob(executor, job))).to.be.below(1e-4);
        });
      }
    }

    it('tunes scales and shifts of batch normalisation alone, on rows without labels, as the reference does', async () => {
      const ask: Partial<TrainJob> = { loss: 'entropy', trainable: { ...everything, only: 'norms' }, optimizer: 'sgd', learningRate: 0.1 };
      for (const model of normalised) {
        const job = plain(model, ask);
        const unlabelled: TrainJob = { ...job, data: { ...job.data, y: job.data.y.map(() => -1) } };
        const weights = await runJob(executor, unlabelled);
        expect(updateError(unlabelled, weights)).to.be.below(1e-4);
        for (const { role, offset, size } of parameterSlots(model)) {
          if (role === 'kernel' || role === 'bias')
            expect(bits(weights.subarray(offset, offset + size))).to.deep.equal(bits(job.start.subarray(offset, offset + size)));
        }
      }
    });

    it('leaves an array whose rate is 0 as it is, bit by bit, zeros of either sign included', async () => {
      const start = plain(mlp).start.slice();
      const { offset, size } = parameterSlots(mlp)[2]!;
      start.fill(-0, offset, offset + 3);
      const weights = await runJob(executor, { ...plain(mlp), start, rates: ratesFor(plain(mlp)), penalty: penaltyFor(plain(mlp)) });
      expect(bits(weights.subarray(offset, offset + size))).to.deep.equal(bits(start.subarray(offset, offset + size)));
      expect(bits(weights)).not.to.deep.equal(bits(start));
    });

    it('takes no step at all when every rate is 0, and still tells the loss', async () => {
      const still = { ...plain(mlp), rates: parameterSlots(mlp).map(() => 0) };
      expect(bits(await runJob(executor, still))).to.deep.equal(bits(still.start));
      expect(await firstLoss(executor, still)).to.be.closeTo(await firstLoss(executor, plain(mlp)), 1e-6);
    });

    it('trains as ever, to a few bits, when the options ask for nothing else', async () => {
      const job = plain(cnn);
      const [asked, ever] = [await runJob(executor, { ...job, ...neutral(job) }), await runJob(executor, job)];
      expect(Math.max(...ever.map((value, i) => Math.abs(value - asked[i]!)))).to.be.below(1e-6);
    });

    for (const [title, pair] of Object.entries(equivalent)) {
      it(`distils ${title}`, async () => {
        const [asked, same] = pair(plain(mlp));
        const [a, b] = [await runJob(executor, asked), await runJob(executor, same)];
        expect(Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))).to.be.below(1e-5);
      });
    }

    it('tells the loss that is minimised, without the penalty', async () => {
      const job = plain(mlp);
      const soft = { ...job, distillation: distillationFor(job), penalty: penaltyFor(job) };
      const scores = await executor.run(job.model, job.start, job.data);
      const batch = Array.from(job.order.subarray(0, job.batchSize), (row) => ({
        row,
        log: logSoftmax(scores.subarray(row * CLASSES, (row + 1) * CLASSES)),
      }));
      const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      const expected = {
        entropy: mean(batch.map(({ log }) => -log.reduce((sum, value) => sum + Math.exp(value) * value, 0))),
        distillation: mean(
          batch.map(({ row }) => jobLoss(soft, row, Float64Array.from(scores.subarray(row * CLASSES, (row + 1) * CLASSES))).loss),
        ),
      };
      expect(await firstLoss(executor, { ...job, loss: 'entropy' })).to.be.closeTo(expected.entropy, 1e-5);
      expect(await firstLoss(executor, soft)).to.be.closeTo(expected.distillation, 1e-5);
    });
  });
}

const logSoftmax = (z: Float32Array): number[] => {
  const total = Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
  return Array.from(z, (value) => value - total);
};

async function firstLoss(executor: Executor, job: TrainJob): Promise<number> {
  const training = await executor.begin([job]);
  const [loss] = (await training.step(0, true))!;
  training.dispose();
  return loss!;
}

describe('TensorFlow.js steps that are replayed on the GPU', () => {
  it('distil, honour rates and a penalty, and minimise entropy', async () => {
    const eager = createTfjsExecutor(await startWebgpuBackend(await device()), facts);
    const executor = replaying(eager);
    const job = plain(mlp);
    for (const asked of [
      { ...job, distillation: distillationFor(job), rates: ratesFor(job), penalty: penaltyFor(job) },
      { ...job, loss: 'entropy' as const },
    ]) {
      expect(updateError(asked, await runJob(executor, asked))).to.be.below(1e-4);
    }
    expect(executor.gpuErrors()).to.equal(0);
    executor.dispose();
  });
});

describe('trainings that ask for nothing', () => {
  // SHA-256 of the parameters, taken from the engine before it knew training options: a WASM kernel gives the same bits everywhere.
  const before = [
    { kind: 'mlp', optimizer: 'adam', hash: '76a53ea089f281f0de72b320be649560f1723c0c1f7399ed2467f2506facb141' },
    { kind: 'mlp', optimizer: 'sgd', hash: 'cfe2789f13e79ab538c6147f6ef7471c37dd9b1005bc2f36e05bd3a8059a23d4' },
    { kind: 'cnn', optimizer: 'adam', hash: 'add3a545b3f81ad66a2dd8c1fd47a48aa7f74b42e4f29123c75bc6add46b68a6' },
    { kind: 'cnn', optimizer: 'sgd', hash: 'c33161fa87025b17c131e81c558722a2af3369ef80cbc566509d4205278f3aca' },
  ] as const;

  for (const { kind, optimizer, hash } of before) {
    it(`end on our WASM with the very bits of before (${kind}, ${optimizer})`, async () => {
      const executor = await createWasmExecutor(facts);
      const job = randomJob(kind === 'mlp' ? mlp : cnn, { rows: 23, batchSize: 8, epochs: 3, name: kind, optimizer });
      expect(await digest(await runJob(executor, job))).to.equal(hash);
      expect(bits(await runJob(executor, { ...job, ...neutral(job) })), 'with options that change nothing').to.deep.equal(
        bits(await runJob(executor, job)),
      );
    });
  }
});

async function digest(weights: Float32Array): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', weights.slice().buffer));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('trainings side by side', () => {
  const job = plain(mlp);
  const kinds: Record<string, TrainJob> = {
    labels: job,
    distillation: { ...job, distillation: distillationFor(job) },
    entropy: { ...job, loss: 'entropy' },
    rates: { ...job, rates: ratesFor(job) },
    penalty: { ...job, penalty: penaltyFor(job) },
    until: { ...job, until: { seconds: 100 } },
  };

  it('have the same shape only if they have the same kinds of options', () => {
    for (const [a, one] of Object.entries(kinds)) {
      for (const [b, other] of Object.entries(kinds)) expect(sameShape(one, other), `${a} and ${b}`).to.equal(a === b);
    }
    expect(sameShape(kinds.penalty!, { ...job, penalty: penaltyFor(job, 'another') })).to.equal(true);
    expect(
      sameShape(kinds.distillation!, {
        ...kinds.distillation!,
        distillation: { targets: targetsFor(job, 'others'), temperature: 1, weight: 1 },
      }),
    ).to.equal(true);
  });

  it('are what each is alone, bit by bit, on our WebGPU: apart where the kinds differ, together where only numbers do', async () => {
    const executor = await createWebgpuExecutor(await device(), facts);
    const trainer = trainerOn(executor);
    const mixed = [kinds.distillation!, kinds.entropy!];
    const together = await trainer.trainAll(mixed, { breathe: async () => {} });
    for (const [i, each] of mixed.entries()) expect(bits(together[i]!.weights)).to.deep.equal(bits(await runJob(executor, each)));

    const replicas = ['a', 'b'].map((name, i): TrainJob => {
      const own = plain(mlp, { name });
      const rates = ratesFor(own).map((rate) => rate * (1 + i));
      return {
        ...own,
        distillation: { targets: targetsFor(own, name), temperature: 2 + i, weight: 0.3 + 0.4 * i },
        penalty: penaltyFor(own, name),
        rates,
      };
    });
    const both = await runJobs(executor, replicas);
    for (const [i, each] of replicas.entries()) expect(bits(both[i]!)).to.deep.equal(bits(await runJob(executor, each)));
    expect(executor.gpuErrors()).to.equal(0);
    trainer.dispose();
  });
});

describe('training options that do not fit', () => {
  const job = plain(mlp, { watch: [{ name: 'new', ...plain(mlp).data }] });
  const refused: Record<string, readonly [Partial<TrainJob>, RegExp]> = {
    'entropy and a distillation at once': [{ loss: 'entropy', distillation: distillationFor(job) }, /one thing.*Leave one/],
    'targets for other rows': [
      { distillation: { ...distillationFor(job), targets: new Float32Array(3) } },
      /given 3 class probabilities.*need 33/,
    ],
    'a temperature of zero': [{ distillation: { ...distillationFor(job), temperature: 0 } }, /temperature 0 .*Give a temperature above 0/],
    'a temperature without end': [{ distillation: { ...distillationFor(job), temperature: Infinity } }, /temperature Infinity .*above 0/],
    'a weight above 1': [{ distillation: { ...distillationFor(job), weight: 1.5 } }, /weight 1.5 .*from 0 to 1/],
    'too few rates': [{ rates: [1] }, /given 1 rates.*need 6/],
    'a negative rate': [{ rates: ratesFor(job).map((rate) => -rate) }, /factor -.* from 0 on/],
    'an anchor of another model': [
      { penalty: { anchor: new Float32Array(2), strength: job.start } },
      /given 2 values to hold parameters at/,
    ],
    'an end by a set that is not watched': [{ until: { plateau: { of: 'old', points: 2 } } }, /"old", which is not watched.*new/],
  };
  areRefused(job, refused);
});
