import { expect } from 'chai';
import { occlusion } from '../../../src/drift/image/occlusion.ts';
import { imageContext as context, samplesOf, SEVERITIES } from '../fixtures.ts';

describe('occlusion', () => {
  it('hides nested squares of 2/8 … 6/8 of the side at the same place', () => {
    const black = samplesOf([8, 10, 1], new Array<number>(80).fill(0));
    for (let seed = 0; seed < 50; seed++) {
      const hidden = SEVERITIES.map((severity) => occlusion.apply(black, context(black, severity, seed)).features!);
      expect(hidden.map((features) => features.length)).to.deep.equal([4, 9, 16, 25, 36]);
      hidden.slice(1).forEach((larger, i) => expect(larger).to.include.members([...hidden[i]!]));
    }
  });
});
