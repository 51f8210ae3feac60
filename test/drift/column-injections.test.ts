import { expect } from 'chai';
import { moments } from '../../src/data/moments.ts';
import type { Column, Samples } from '../../src/data/types.ts';
import { gainOffset } from '../../src/drift/column/gain-offset.ts';
import { missingValues } from '../../src/drift/column/missing-values.ts';
import { swapChannels } from '../../src/drift/column/swap-channels.ts';
import type { DriftContext } from '../../src/drift/types.ts';
import { stream } from '../../src/random/random.ts';
import { samplesOf, worlds } from './fixtures.ts';

const numeric = (name: string): Column => ({ name, kind: 'numeric' });
const colour: Column = { name: 'colour', kind: 'categorical', categories: ['blue', 'red'] };
const context = (reference: Samples, columns: readonly Column[], severity: number): DriftContext => ({
  severity,
  params: {},
  world: stream(2, 'world'),
  noise: stream(2, 'noise'),
  reference,
  columns,
  classes: ['0', '1'],
});

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

describe('gain and offset', () => {
  it('is x·(1 ± g) + k·σ with the tabulated g and k, one pair of signs per numeric column', async () => {
    const { tabular: world } = await worlds();
    const { sd } = moments(world.reference);
    const [g, k] = [[0.05, 0.1, 0.2, 0.4, 0.8], [0.25, 0.5, 1, 2, 4]] as const;
    for (const severity of [1, 2, 3, 4, 5] as const) {
      const { samples } = gainOffset.apply(world.samples, context(world.reference, world.columns, severity));
      const signs = new Set<string>();
      for (let f = 0; f < 8; f++) {
        const [a, b] = [0, 1].map((i) => {
          const cells = [...world.samples.x.keys()].filter((j) => j % 9 === f && !Number.isNaN(world.samples.x[j]));
          return { before: world.samples.x[cells[i]!]!, after: samples.x[cells[i]!]! };
        }) as [{ before: number; after: number }, { before: number; after: number }];
        const gain = (a.after - b.after) / (a.before - b.before);
        const offset = (a.after - gain * a.before) / sd[f]!;
        expect(Math.abs(gain - 1)).to.be.closeTo(g[severity - 1]!, 1e-3);
        expect(Math.abs(offset)).to.be.closeTo(k[severity - 1]!, 1e-2);
        signs.add(`${gain > 1},${offset > 0}`);
      }
      expect(signs.size).to.be.above(1);
    }
  });

  it('leaves categories alone', async () => {
    const { tabular: world } = await worlds();
    const { samples } = gainOffset.apply(world.samples, context(world.reference, world.columns, 5));
    const categories = (all: Samples): number[] => [...all.x].filter((_, i) => i % 9 === 8);
    expect(categories(samples)).to.deep.equal(categories(world.samples));
  });
});

describe('missing values', () => {
  it('lose the tabulated share of cells (within five standard errors), a lower severity the same ones and fewer', () => {
    const full = samplesOf([10], new Array<number>(20_000).fill(1));
    const columns = Array.from({ length: 10 }, (_, f) => numeric(`n${f}`));
    let lost: boolean[] = [];
    ([0.05, 0.1, 0.2, 0.4, 0.6] as const).forEach((rate, i) => {
      const { x } = missingValues.apply(full, context(full, columns, i + 1)).samples;
      const now = Array.from(x, Number.isNaN);
      const share = now.filter(Boolean).length / now.length;
      expect(Math.abs(share - rate)).to.be.below(5 * Math.sqrt((rate * (1 - rate)) / now.length));
      expect(lost.every((gone, cell) => !gone || now[cell])).to.equal(true);
      lost = now;
    });
  });
});
