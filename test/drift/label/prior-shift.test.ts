import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { priorShift } from '../../../src/drift/label/prior-shift.ts';
import type { DriftContext } from '../../../src/contracts/drift.ts';
import { balanced, contextFor, samplesOf, SEVERITIES } from '../fixtures.ts';

const context = (reference: Samples, classes: number, severity: number): DriftContext =>
  contextFor(priorShift, severity, { reference, classes: Array.from({ length: classes }, (_, c) => `class ${c}`) }, 3);

describe('prior shift', () => {
  const odds = [2, 4, 10, 30, 100];

  it('reaches the tabulated odds between the most and the least favoured class, to the row', () => {
    const rows = balanced(3, 400);
    SEVERITIES.forEach((severity, i) => {
      const { samples, params } = priorShift.apply(rows, context(rows, 3, severity));
      const prior = params['prior'] as number[];
      expect(Math.max(...prior) / Math.min(...prior)).to.be.closeTo(odds[i]!, 1e-9);
      prior.forEach((share, c) => {
        const count = samples.y.filter((label) => label === c).length;
        expect(Math.abs(count - 1200 * share)).to.be.below(1);
      });
    });
  });

  it('repeats a row only when its class has run out, and then evenly', () => {
    const rows = balanced(3, 50);
    const { from } = priorShift.apply(rows, context(rows, 3, 5));
    const copies = new Array<number>(150).fill(0);
    for (const row of from!) copies[row]!++;
    for (let c = 0; c < 3; c++) {
      const ofClass = copies.filter((_, row) => row % 3 === c);
      expect(Math.max(...ofClass) - Math.min(...ofClass)).to.be.at.most(1);
    }
  });

  it('does without a class that the batch lacks', () => {
    const reference = balanced(3, 50);
    const batch = samplesOf([1], [0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 1, 1, 1]);
    const { samples } = priorShift.apply(batch, context(reference, 3, 3));
    expect(samples.rows).to.equal(8);
    expect(new Set(samples.y)).to.deep.equal(new Set([0, 1]));
  });
});
