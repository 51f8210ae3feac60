import { expect } from 'chai';
import { openWasmLanes, openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { RunControl } from '../../src/training/run-control.ts';
import { facts, free, job, model, outcome } from './lanes-job.ts';

describe('training in several workers', () => {
  it('gives bit by bit what a single thread gives, whatever the number of jobs', async () => {
    const alone = await openWasmTrainer();
    const lanes = await openWasmLanes(2, facts);
    const jobs = ['a', 'b', 'c'].map((name) => job(name));
    const points: string[] = [];
    const together = await lanes.trainAll(jobs, free, (replica, { step }) => points.push(`${replica}:${step}`));
    for (const [i, each] of jobs.entries()) {
      expect(outcome(together[i]!)).to.deep.equal(outcome(await alone.train(each, free)));
      const own = points.filter((point) => point.startsWith(`${i}:`));
      expect(own).to.deep.equal(together[i]!.curve.map(({ step }) => `${i}:${step}`));
    }
    expect(Array.from(await lanes.predict(model, jobs[0]!.start, jobs[0]!.data))).to.deep.equal(
      Array.from(await alone.predict(model, jobs[0]!.start, jobs[0]!.data)),
    );
    expect(lanes.held()).to.equal(0);
    lanes.dispose();
    alone.dispose();
  });

  it('stops all of them when the pace says so, with its own error, and works again', async () => {
    const lanes = await openWasmLanes(2, facts);
    const control = new RunControl();
    const training = lanes.trainAll([job('a', 30_000), job('b', 30_000)], control, () => control.stop());
    const error = await training.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.name).to.equal('AbortError');
    expect((await lanes.train(job('after'), free)).status).to.equal('done');
    lanes.dispose();
  });
});
