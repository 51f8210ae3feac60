/**
 * Accuracy from complaints: of answers of which a share a is right, c = q·(1 − a) + f·a are complained of, so that a = (q − c) / (q − f).
 * Its interval is Wilson's (1927) for c, put through the same line. Both are cut off at 0 and 1.
 */
import { shareInterval } from '../intervals.ts';
import type { ComplaintEstimator } from './types.ts';

export const complaintShare: ComplaintEstimator = {
  id: 'complaints',
  title: 'Accuracy from complaints',
  help: 'Counts complaints, and asks how many wrong answers it takes for so many of them.',
  source:
    'the share that a binary report with known hit and false alarm rates stands for (Rogan & Gladen 1978), with Wilson’s interval (1927)',
  assumption:
    'Wrong answers are complained of with probability q and right ones with f, as in the old world and whatever the row. Where classes or groups complain differently and errors move between them, that is no longer so.',
  violatedBy: [],
  strainedBy: ['P(x)', 'P(y)', 'P(y|x)'],
  needsOverlap: false,
  parameters: [],
  needs: 'complaints',
  run({ complaints, answers, rates: { wrong, right } }) {
    if (answers < 1)
      throw new RangeError('complaints: no answer is old enough for complaints about it to have come; wait for more batches');
    if (wrong === right)
      throw new RangeError(
        `complaints: wrong and right answers are complained of alike (${wrong}), so complaints say nothing of how many are wrong; give q and f that differ`,
      );
    const { value, lo, hi } = shareInterval(complaints, answers);
    const accuracyOf = (rate: number) => Math.min(1, Math.max(0, (wrong - rate) / (wrong - right)));
    const [one, other] = [accuracyOf(lo), accuracyOf(hi)];
    return {
      accuracy: accuracyOf(value),
      interval: [Math.min(one, other), Math.max(one, other)],
      details: { rate: value, unbounded: (wrong - value) / (wrong - right) },
    };
  },
};
