import { expect } from 'chai';
import { minorityGrowth, newSubpopulation } from '../../../src/drift/mixed/populations.ts';
import type { DriftContext, Injection } from '../../../src/contracts/drift.ts';
import { contextFor, normalRows, worlds, type World } from '../fixtures.ts';

const contextIn = (world: World, injection: Injection, severity: number): DriftContext => {
  const { reference, columns, classes, groups } = world;
  return contextFor(injection, severity, { reference, columns, classes, ...(groups && { groups }) });
};

describe('a new sub-population', () => {
  it('is a group that the old world lacks, and the tabulated share of the new one, to the row', async () => {
    const { tabular: world } = await worlds();
    const { samples: all, params } = newSubpopulation.apply(world.samples, contextIn(world, newSubpopulation, 5));
    const fresh = all.group![0]!;
    expect(params['population']).to.equal(`site “${['north', 'south'][fresh]}”`);
    const old = newSubpopulation.past!(world.samples, contextIn(world, newSubpopulation, 1));
    expect([old.rows, old.group!.includes(fresh)]).to.deep.equal([world.samples.rows, false]);
    [0.1, 0.25, 0.5, 0.75, 1].forEach((share, i) => {
      const { samples } = newSubpopulation.apply(world.samples, contextIn(world, newSubpopulation, i + 1));
      expect(Math.abs(samples.group!.filter((group) => group === fresh).length - share * samples.rows)).to.be.below(1);
    });
  });

  it('without groups is a quarter of every class at one end: old and new share no row', () => {
    const reference = normalRows(4000, [
      [0, 1],
      [5, 2],
    ]);
    const batch = { ...reference, y: reference.y.map((_, row) => row % 2) };
    const context = () => contextFor(newSubpopulation, 5, { reference: batch });
    const keys = (x: Float32Array): Set<string> => new Set([...Array(4000).keys()].map((row) => `${x[2 * row]} ${x[2 * row + 1]}`));
    const old = keys(newSubpopulation.past!(batch, context()).x);
    const now = keys(newSubpopulation.apply(batch, context()).samples.x);
    expect([...now].filter((key) => old.has(key))).to.deep.equal([]);
    // A quarter of 4,000 rows is new, the rest old; a row may be drawn twice.
    expect(now.size).to.be.closeTo(1000, 2);
    expect(old.size).to.be.closeTo(3000, 2);
    for (const label of [0, 1]) expect(newSubpopulation.apply(batch, context()).samples.y.includes(label)).to.equal(true);
  });

  it('needs a group or a numeric column, of a table', () => {
    const category = { name: 'c', kind: 'categorical' as const, categories: ['a', 'b'] };
    expect(newSubpopulation.refuses!({ columns: [category], inputShape: [1], classes: ['0', '1'] })).to.equal(
      'it needs groups or a numeric column',
    );
    expect(newSubpopulation.refuses!({ columns: [], inputShape: [8, 8, 1], classes: ['0', '1'] })).to.equal(undefined);
  });
});

describe('a growing minority', () => {
  it('goes the tabulated part of the way from its old share to the whole, to the row', async () => {
    const { tabular: world } = await worlds();
    const south = world.reference.group!.reduce((sum, group) => sum + group, 0) / world.reference.rows;
    expect(south).to.be.below(0.5);
    [0.1, 0.25, 0.5, 0.75, 0.95].forEach((way, i) => {
      const { samples, from } = minorityGrowth.apply(world.samples, contextIn(world, minorityGrowth, i + 1));
      const share = south + (1 - south) * way;
      expect(Math.abs(samples.group!.filter((group) => group === 1).length - share * samples.rows)).to.be.below(1);
      from!.forEach((origin, row) =>
        expect([samples.group![row], samples.y[row]]).to.deep.equal([world.samples.group![origin], world.samples.y[origin]]),
      );
    });
  });

  it('needs groups', async () => {
    const { image } = await worlds();
    expect(minorityGrowth.refuses!({ ...image, inputShape: [8, 8, 1] })).to.equal('it needs data with groups');
  });
});
