import { expect } from 'chai';
import { scienceText } from '../../../src/cli/science/table.ts';
import type { Found } from '../../../src/science/claim.ts';
import { knownResults } from '../../../src/science/known-results.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';

const found: Found = {
  better: 'a',
  worse: 'b',
  world: 'new',
  above: 0,
  difference: { mean: 0.115, lo: 0.0945, hi: 0.1355, values: [0.1, 0.11, 0.12, 0.13] },
  finding: 'holds',
};

describe('what came of the known results, as text', () => {
  it('names the source, the differences in points, and how many hold', () => {
    const text = scienceText([
      { ...knownResults[0]!, durationMs: 1500, found: [found, { ...found, above: 0.2, finding: 'does not hold' }] },
    ]);
    expect(text).to.contain(knownResults[0]!.source);
    expect(text).to.contain('a − b, new world').and.to.contain('+11.5 ± 2.1').and.to.contain('does not hold');
    expect(text.split('\n').at(-1)).to.match(/^1 of 2 orderings hold, 1 does not hold\./);
  });

  it('tells how long a stream is, and that its rows count as they were served', () => {
    const { spec } = streamPresets.plants;
    const text = scienceText([{ id: 'x', claim: 'c', source: 's', spec, durationMs: 1, found: [{ ...found, world: 'served' }] }]);
    expect(text).to.contain('a − b, as served').and.to.contain('a stream of 3000 rows');
  });
});
