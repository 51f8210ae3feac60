import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { labelCycle } from '../../../src/drift/label/label-cycle.ts';
import type { DriftContext } from '../../../src/contracts/drift.ts';
import { balanced, contextFor, SEVERITIES } from '../fixtures.ts';

const context = (reference: Samples, classes: number, severity: number): DriftContext =>
  contextFor(labelCycle, severity, { reference, classes: Array.from({ length: classes }, (_, c) => `class ${c}`) }, 3);

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
