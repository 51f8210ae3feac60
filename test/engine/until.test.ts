import { argmax } from '../../src/maths/argmax.ts';
import { expect } from 'chai';
import type { Executor } from '../../src/engine/executor.ts';
import { createWasmExecutor } from '../../src/engine/wasm/wasm-executor.ts';
import type { TrainResult } from '../../src/contracts/trainer.ts';
import { accuracyOf } from '../../src/measure/metrics/measures.ts';
import { endReached } from '../../src/measure/cost/until.ts';
import { facts, free, job, model, onWasm, outcome, withTrainer } from './until-job.ts';

const accuracies = ({ curve }: TrainResult): number[] => curve.map(({ accuracy }) => accuracy['old']!);

describe('a training that may end early', () => {
  it('ends at the first point where the accuracy asked for is reached, with the weights of that moment', async () => {
    const whole = await onWasm(job());
    const early = await onWasm(job({ until: { accuracy: { of: 'old' as const, atLeast: 0.8 } } }));
    expect(early.status).to.equal('reached');
    const end = accuracies(whole).findIndex((accuracy) => accuracy >= 0.8);
    expect(end).to.be.within(1, whole.curve.length - 2);
    expect(outcome(early).curve).to.deep.equal(outcome(whole).curve.slice(0, end + 1));
    expect(early).to.include({ steps: whole.curve[end]!.step, examples: whole.curve[end]!.examples });
    const [set] = job().watch;
    const own = await withTrainer(await createWasmExecutor(() => facts), (trainer) => trainer.predict(model, early.weights, set!));
    expect(accuracyOf(argmax(own, set!.rows), set!.y)).to.equal(whole.curve[end]!.accuracy['old']);
  });

  it('takes no step when the start is good enough', async () => {
    const at0 = await onWasm(job({ until: { accuracy: { of: 'old' as const, atLeast: 0 } } }));
    expect(at0).to.include({ status: 'reached', steps: 0, examples: 0 });
    expect(at0.weights).to.deep.equal(job().start);
    expect(at0.curve).to.have.length(1);
  });

  it('ends on a plateau: so many points without a better accuracy', async () => {
    const flat = await onWasm(job({ learningRate: 0, until: { plateau: { of: 'old' as const, points: 4 } } }));
    expect(flat).to.include({ status: 'plateau' });
    expect(flat.curve).to.have.length(5);
    expect(flat.steps).to.equal(flat.curve.at(-1)!.step);
  });

  it('ends when its seconds are over, which an engine of one clock tick a step shows', async () => {
    const executor = await createWasmExecutor(() => facts);
    const ticking: Executor = {
      ...executor,
      async begin(jobs) {
        const training = await executor.begin(jobs);
        const step = training.step.bind(training);
        training.step = (index, readLoss) => {
          const before = performance.now();
          while (performance.now() === before);
          return step(index, readLoss);
        };
        return training;
      },
    };
    const asked = job({ until: { seconds: 1e-6 } });
    const result = await withTrainer(ticking, (trainer) => trainer.train(asked, free));
    expect(result).to.include({ status: 'time-up', steps: 1 });
    expect(result.curve.at(-1)!.seconds).to.be.closeTo(result.times.trainMs / 1000, 1e-9);
  });

  it('is done, and not ended early, when it takes every step', async () => {
    const result = await onWasm(
      job({
        epochs: 1,
        points: 2,
        until: { accuracy: { of: 'old' as const, atLeast: 1.1 }, plateau: { of: 'old', points: 50 }, seconds: 1000 },
      }),
    );
    expect(result).to.include({ status: 'done', steps: 3 });
  });
});

describe('the end of a curve', () => {
  const curve = (...values: number[]) =>
    values.map((accuracy, i) => ({ step: i, examples: i, seconds: i, loss: 1, accuracy: { old: accuracy, new: 1 - accuracy } }));

  it('is told by whichever condition holds, the accuracy before the plateau before the time', () => {
    const until = { accuracy: { of: 'new' as const, atLeast: 0.9 }, plateau: { of: 'old' as const, points: 2 }, seconds: 4 };
    expect(endReached(until, curve(0.5, 0.6, 0.5))).to.equal(undefined);
    expect(endReached(until, curve(0.5, 0.6, 0.5, 0.6))).to.equal('plateau');
    expect(endReached(until, curve(0.5, 0.6, 0.5, 0.1))).to.equal('reached');
    expect(endReached(until, curve(0.1, 0.2, 0.3, 0.4, 0.5))).to.equal('time-up');
    expect(endReached(undefined, curve(1))).to.equal(undefined);
    expect(endReached(until, [])).to.equal(undefined);
  });
});
