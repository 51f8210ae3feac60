import { expect } from 'chai';
import type { Samples } from '../../src/data/types.ts';
import { labelCycle } from '../../src/drift/label/label-cycle.ts';
import { priorShift } from '../../src/drift/label/prior-shift.ts';
import type { DriftContext } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';
import { samplesOf } from './fixtures.ts';

const SEVERITIES = [1, 2, 3, 4, 5];
/** `perClass` rows of each of `classes` classes; the input of row i is i. */
const balanced = (classes: number, perClass: number): Samples => {
  const rows = [...Array(classes * perClass).keys()];
  return samplesOf([1], rows, rows.map((row) => row % classes));
};
const context = (reference: Samples, classes: number, severity: number): DriftContext => ({
  severity,
  params: {},
  world: stream(3, 'world'),
  noise: stream(3, 'noise'),
  reference,
  columns: [{ name: 'row', kind: 'numeric' }],
  classes: Array.from({ length: classes }, (_, c) => `class ${c}`),
});

describe('relabelled classes', () => {
  it('relabels 2, 4, 6, 8 and 10 of ten classes, each as one other class', () => {
    const rows = balanced(10, 3);
    const changed = SEVERITIES.map((severity) => {
      const { y } = labelCycle.apply(rows, context(rows, 10, severity)).samples;
      expect(new Set(y).size).to.equal(10);
      y.forEach((label, row) => expect(label).to.equal(y[row % 10]));
      return y.subarray(0, 10).filter((label, c) => label !== c).length;
    });
    expect(changed).to.deep.equal([2, 4, 6, 8, 10]);
  });

  it('goes round in a single ring', () => {
    const rows = balanced(10, 1);
    const { y } = labelCycle.apply(rows, context(rows, 10, 5)).samples;
    const visited = new Set<number>();
    for (let label = 0; !visited.has(label); label = y[label]!) visited.add(label);
    expect(visited.size).to.equal(10);
  });

  it('exchanges two classes at every severity when there are no more', () => {
    const rows = balanced(2, 2);
    for (const severity of SEVERITIES) {
      expect([...labelCycle.apply(rows, context(rows, 2, severity)).samples.y]).to.deep.equal([1, 0, 1, 0]);
    }
  });
});

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
