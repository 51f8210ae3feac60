import { expect } from 'chai';
import { balancedOrder } from '../../src/training/class-balance.ts';
import { randomStream } from '../../src/random/random.ts';

describe('balanced groups', () => {
  it('come equally often, every row of a group before any of it comes again', () => {
    const group = Int32Array.from([0, 0, 0, 0, 0, 0, 0, 2, 2, 5]);
    const order = balancedOrder(group, 60, randomStream(1, 'balanced'));
    const visits = (id: number) => order.filter((row) => group[row] === id);
    for (const id of [0, 2, 5]) expect(visits(id), String(id)).to.have.length(20);
    expect([...visits(0).slice(0, 7)].sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect([...visits(2).slice(0, 2)].sort()).to.deep.equal([7, 8]);
  });
});
