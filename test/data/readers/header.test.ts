import { expect } from 'chai';
import { Findings } from '../../../src/data/readers/findings.ts';
import { checkedNames } from '../../../src/data/readers/header.ts';

describe('names of columns', () => {
  it('that were there before get a number that is free, and that is said', () => {
    const findings = new Findings();
    expect(checkedNames(['a', 'a', 'b', 'a', 'a (2)'], 1, 1, findings)).to.deep.equal(['a', 'a (3)', 'b', 'a (4)', 'a (2)']);
    expect(findings.notes[0]).to.equal('Two columns are called “a”; column 2 is called “a (3)” here.');
  });

  it('without a name are called by their place', () => {
    const findings = new Findings();
    expect(checkedNames(['', 'b'], 1, 1, findings)).to.deep.equal(['column 1', 'b']);
    expect(findings.notes).to.have.length(1);
  });
});
