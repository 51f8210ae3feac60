import { expect } from 'chai';
import { Pace } from '../../src/cli/pace.ts';

describe('how long a study still takes', () => {
  it('is told from what is done, running experiments in proportion; nothing before there is anything', () => {
    let now = 0;
    const pace = new Pace(4, () => now);
    pace.begin(0);
    expect(pace.left).to.equal('');
    now = 10_000;
    pace.end(0);
    expect(pace.left).to.equal(', about 30 s left');
    pace.begin(1);
    now = 15_000;
    pace.reach(1, 0.5);
    expect(pace.left).to.equal(', about 25 s left');
    expect(pace.text).to.equal('1 of 4 finished, 1 running');
  });

  it('counts an experiment that is run again from its start', () => {
    const pace = new Pace(2, () => 0);
    pace.begin(0);
    pace.reach(0, 0.9);
    pace.begin(0);
    expect(pace.left).to.equal('');
    expect(pace.share).to.deep.equal({ done: 0, total: 2 });
  });
});
