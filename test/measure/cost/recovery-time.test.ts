import { expect } from 'chai';
import { recoveryTime } from '../../../src/measure/cost/recovery-time.ts';
import type { PolicyRun } from '../../../src/contracts/stream.ts';
import { policyRun } from '../synthetic-streams.ts';

/** A run with these accuracies, batch by batch. */
const run = (accuracies: readonly number[]): PolicyRun => {
  const { points, ...rest } = policyRun(0, 0, 10, 0);
  return { ...rest, points: accuracies.map((accuracy) => ({ ...points[0]!, accuracy })) };
};
/** Drifts that set in at these shares of the stream. */
const drifts = (...starts: readonly number[]) =>
  ({ drift: starts.map((start) => ({ id: 'noise', when: { pattern: 'sudden', start } })) }) as unknown as Parameters<
    typeof recoveryTime
  >[0];
const before = [1, 1, 1, 1, 1];

describe('the time to serve again as well as before', () => {
  it('counts batches from the drift to the first of three in a row at 95 % of what was before', () => {
    expect(recoveryTime(drifts(0.5), run([...before, 0.5, 0.6, 0.96, 0.97, 0.98]))).to.equal(2);
    // Of the mean before the drift: 0.95 · 0.9 = 0.855.
    expect(recoveryTime(drifts(0.4), run([0.8, 1, 0.8, 1, 0.8, 0.86, 0.85, 0.86, 0.86, 0.86]))).to.equal(3);
  });

  it('takes a batch at exactly 95 % for recovered, and one that misses it starts the count anew', () => {
    expect(recoveryTime(drifts(0.5), run([...before, 0.5, 0.95, 0.95, 0.95, 0.1]))).to.equal(1);
    expect(recoveryTime(drifts(0.5), run([...before, 0.95, 0.95, 0.94, 0.95, 0.95]))).to.equal(null);
  });

  it('is 0 where the drift did no harm', () => {
    expect(recoveryTime(drifts(0.5), run([...before, 1, 1, 1, 1, 1]))).to.equal(0);
  });

  it('needs all three batches: the last three of the stream are enough, its last two are not', () => {
    expect(recoveryTime(drifts(0.5), run([...before, 0, 0, 1, 1, 1]))).to.equal(2);
    expect(recoveryTime(drifts(0.5), run([...before, 0, 0, 0, 1, 1]))).to.equal(null);
  });

  it('starts at the first of several drifts, in whatever order they are told', () => {
    const served = run([...before, 0.5, 1, 1, 1, 1]);
    expect(recoveryTime(drifts(0.5, 0.9), served)).to.equal(1);
    expect(recoveryTime(drifts(0.9, 0.5), served)).to.equal(1);
    expect(recoveryTime(drifts(0.9, 0.5, 0.7), served)).to.equal(1);
  });
});
