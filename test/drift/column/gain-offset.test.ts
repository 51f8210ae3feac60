import { expect } from 'chai';
import { moments } from '../../../src/data/moments.ts';
import type { Column, Samples } from '../../../src/data/types.ts';
import { gainOffset } from '../../../src/drift/column/gain-offset.ts';
import type { DriftContext } from '../../../src/contracts/drift.ts';
import { contextFor, worlds } from '../fixtures.ts';

const context = (reference: Samples, columns: readonly Column[], severity: number): DriftContext =>
  contextFor(gainOffset, severity, { reference, columns });

describe('gain and offset', () => {
  it('is x·(1 ± g) + k·σ with the tabulated g and k, one pair of signs per numeric column', async () => {
    const { tabular: world } = await worlds();
    const { sd } = moments(world.reference);
    const [g, k] = [
      [0.05, 0.1, 0.2, 0.4, 0.8],
      [0.25, 0.5, 1, 2, 4],
    ] as const;
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
