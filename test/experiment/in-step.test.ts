import { expect } from 'chai';
import { inStep } from '../../src/experiment/in-step.ts';
import type { Pace, Trainer, TrainJob } from '../../src/contracts/trainer.ts';
import { randomJob } from '../../src/engine/self-test.ts';
import { buildModel } from '../../src/models/families.ts';
import { fakeTrainer } from './fake-trainer.ts';

const free: Pace = { breathe: async () => {} };
const model = buildModel({ family: 'mlp', params: { hidden: [4] } }, [3], 2);
const job = (name: string): TrainJob => randomJob(model, { rows: 8, batchSize: 4, name });

/** A trainer that notes how many jobs it got together. */
function counting(options: Parameters<typeof fakeTrainer>[0] = {}) {
  const fake = fakeTrainer(options);
  const together: number[] = [];
  const trainer: Trainer = {
    ...fake,
    trainAll(jobs, pace, onPoint) {
      together.push(jobs.length);
      return fake.trainAll(jobs, pace, onPoint);
    },
  };
  return { trainer, together };
}

describe('work in step', () => {
  it('is trained together, and each member gets its own result and points', async () => {
    const { trainer, together } = counting();
    const alone = await Promise.all(['a', 'b', 'c'].map((name) => trainer.train(job(name), free)));
    const points = new Map<string, number>();
    const results = await inStep(trainer, ['a', 'b', 'c'], async (name, own) => {
      // Members take different ways to their training.
      for (let i = 0; i < name.charCodeAt(0) % 3; i++) await Promise.resolve();
      return own.train(job(name), free, () => points.set(name, (points.get(name) ?? 0) + 1));
    });
    expect(together).to.deep.equal([3]);
    results.forEach(({ weights }, i) => expect(Array.from(weights)).to.deep.equal(Array.from(alone[i]!.weights)));
    expect([...points.values()]).to.deep.equal([2, 2, 2]);
  });

  it('goes on when members train a different number of times, or not at all', async () => {
    const { trainer, together } = counting();
    const results = await inStep(trainer, [0, 1, 2], async (times, own) => {
      for (let i = 0; i < times; i++) await own.train(job(`${times}${i}`), free);
      return times;
    });
    expect(results).to.deep.equal([0, 1, 2]);
    expect(together).to.deep.equal([2, 1]);
  });

  it('rejects with the failure of a member, after all have ended', async () => {
    const { trainer } = counting();
    let ended = 0;
    const work = inStep(trainer, [0, 1], async (member, own) => {
      if (member === 0) throw new Error('member 0 gave up');
      await own.train(job('b'), free);
      ended++;
    });
    const error = await work.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.equal('member 0 gave up');
    expect(ended).to.equal(1);
  });

  it('rejects all when the training fails', async () => {
    const { trainer } = counting({ failAt: 1 });
    const error = await inStep(trainer, [0, 1], (member, own) => own.train(job(String(member)), free)).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).to.equal('the fake engine failed');
  });
});
