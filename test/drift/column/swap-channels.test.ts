import { expect } from 'chai';
import type { Column, Samples } from '../../../src/data/types.ts';
import { swapChannels } from '../../../src/drift/column/swap-channels.ts';
import type { DriftContext } from '../../../src/contracts/drift.ts';
import { contextFor, numeric, samplesOf, worlds } from '../fixtures.ts';

const colour: Column = { name: 'colour', kind: 'categorical', categories: ['blue', 'red'] };
const context = (reference: Samples, columns: readonly Column[], severity: number): DriftContext =>
  contextFor(swapChannels, severity, { reference, columns });

describe('swapped channels', () => {
  it('puts each column on the scale of its new place (by hand: means 1 and 40, deviations 1 and 10)', () => {
    const rows = samplesOf([2], [0, 30, 2, 50]);
    const { samples } = swapChannels.apply(samplesOf([2], [3, 45]), context(rows, [numeric('a'), numeric('b')], 1));
    expect([...samples.x]).to.deep.equal([1.5, 60]);
  });

  it('swaps 2, 2, 4, 6 and 8 of eight columns, each lower severity part of the higher, and no category', async () => {
    const { tabular: world } = await worlds();
    const swapped = ([1, 2, 3, 4, 5] as const).map(
      (severity) => swapChannels.apply(world.samples, context(world.reference, world.columns, severity)).features!,
    );
    expect(swapped.map((features) => features.length)).to.deep.equal([2, 2, 4, 6, 8]);
    swapped.slice(1).forEach((more, i) => expect(more).to.include.members([...swapped[i]!]));
    expect(swapped[4]).not.to.include(8);
  });

  it('undoes itself when applied twice to images', async () => {
    const { image: world } = await worlds();
    const twice = context(world.reference, [], 4);
    const once = swapChannels.apply(world.samples, twice).samples;
    expect(swapChannels.apply(once, context(world.reference, [], 4)).samples.x).to.deep.equal(world.samples.x);
  });

  it('refuses data with fewer than two numeric columns', () => {
    const data = { columns: [numeric('a'), colour], inputShape: [2], classes: ['0', '1'] };
    expect(swapChannels.refuses!(data)).to.equal('it needs at least two numeric columns to swap');
    expect(swapChannels.refuses!({ ...data, columns: [numeric('a'), numeric('b')] })).to.equal(undefined);
  });
});
