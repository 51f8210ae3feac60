import { expect } from 'chai';
import { births } from '../../datasets/births/births.ts';
import { friedman } from '../../datasets/friedman/friedman.ts';
import { asAsked, askedRows, partOf } from '../../src/data/parts-of-range.ts';

describe('the parts of a range', () => {
  it('hold what lies above the edge before and up to their own', () => {
    expect([-5, 1, 1.5, 2, 99].map((value) => partOf([1, 2], value))).to.deep.equal([0, 0, 1, 1, 2]);
    expect(partOf([], 3)).to.equal(0);
  });
});

describe('data as an experiment asks about them', () => {
  it('have no number beside classes that are told, also in rows drawn anew', async () => {
    const data = await friedman.load(50, 1);
    const asked = asAsked({}, { ...data, draw: async () => friedman.load(50, 2) });
    expect(asked.samples).to.not.have.property('target');
    expect((await asked.draw!(1)).samples).to.not.have.property('target');
    expect(askedRows({ task: 'regression' }, data.samples)).to.equal(data.samples);
    expect(askedRows({}, asked.samples)).to.equal(asked.samples);
  });

  it('keep the classes that the data cuts its number into', async () => {
    const data = await friedman.load(200, 1);
    expect(asAsked({ task: 'regression' }, data)).to.equal(data);
    // Above or below the mean of the cube: the number says it.
    data.samples.target!.forEach((value, row) => expect(data.samples.y[row]).to.equal(partOf(data.target!.edges!, value)));
  });

  it('have the quarters of their rows as classes where theirs are something else; asked twice they stay', async () => {
    const data = await births.load(2000, 1);
    const asked = asAsked({ task: 'regression' }, data);
    const counts = [0, 0, 0, 0];
    for (const part of asked.samples.y) counts[part]!++;
    for (const count of counts) expect(count).to.be.within(480, 520);
    expect(asked.classes).to.have.length(4);
    expect(asked.samples.x).to.equal(data.samples.x);
    expect(asAsked({ task: 'regression' }, asked)).to.equal(asked);
  });
});
