import { expect } from 'chai';
import { timerStep } from '../../../src/services/lab/timer-step.ts';

/** A clock that is rounded to so much, and read every 0.003 ms. */
const rounded = (step: number) => {
  let at = 0;
  return () => Math.floor((at += 0.003) / step) * step;
};

describe('the step of a clock', () => {
  it('is what it is rounded to', () => {
    for (const step of [0.005, 0.1, 1]) expect(timerStep(rounded(step))).to.be.closeTo(step, 1e-9);
  });
});
