import { expect } from 'chai';
import { costWorlds, worldFor } from '../../src/cli/drift-cost.ts';
import { injections } from '../../src/drift/registry.ts';

describe('lab bench data', () => {
  it('has data for every drift there is to act on, and says which drift has none', async () => {
    const worlds = await costWorlds({ image: 60, tabular: 500, text: 60 });
    for (const injection of injections) expect(injection.appliesTo, injection.id).to.include(worldFor(injection, worlds).data);
    expect(() =>
      worldFor(
        injections.find(({ id }) => id === 'target-shift')!,
        worlds.slice(0, 1),
      ),
    ).to.throw(RangeError, /target-shift: there is no data/);
  });
});
