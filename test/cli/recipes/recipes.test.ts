import { expect } from 'chai';
import { met, recipesText } from '../../../src/cli/recipes/table.ts';
import { changesOf, scores, type Reached } from '../../../src/cli/recipes/score.ts';
import { cells, GIVEN, OTHER_SEEDS } from '../../../src/cli/recipes/worlds.ts';
import { parseAny } from '../../../src/spec/parse.ts';

const one = (way: Reached['way'], recipe: string, a: number, b: number, world = 'w'): Reached => ({
  world,
  way,
  recipe,
  accuracy: { a, b },
});

describe('how often the best repair changes with the recipe', () => {
  const before = [
    one('one rate for all', GIVEN, 0.9, 0.8),
    one('one rate for all', OTHER_SEEDS, 0.9, 0.905),
    one('one rate for all', 'x', 0.7, 0.8),
    one('one rate for all', 'y', 0.7, 0.705),
  ];
  const after = [
    one('rates that fit', GIVEN, 0.9, 0.8),
    one('rates that fit', OTHER_SEEDS, 0.8, 0.9),
    one('rates that fit', 'x', 0.9, 0.8),
    one('rates that fit', 'y', 0.9, 0.8),
  ];

  it('counts what is another by more than the margin, the same with other seeds beside it', () => {
    const [first, second] = scores([...before, ...after], 0.01);
    expect(first).to.deep.include({ changed: 0.5, of: 2, byChance: 0, turning: 1, reached: 0.9, byRecipe: { x: 1, y: 0 } });
    expect(second).to.deep.include({ changed: 0, byChance: 1, turning: 0 });
    expect(changesOf(before, 0.01).map(({ changed }) => changed)).to.deep.equal([false, true, false]);
  });

  it('says whether that fell to a third', () => {
    const report = {
      margin: 0.01,
      scores: scores([...before, ...after], 0.01),
      changes: changesOf([...before, ...after], 0.01),
      durationMs: 1000,
    };
    expect(met(report)).to.equal(true);
    expect(recipesText(report))
      .to.match(/best repair changes +50 % +0 %/)
      .and.to.contain('Met:');
  });

  it('is asked of valid experiments: each world both ways, under the given recipe, with other seeds, and under six to eight others', () => {
    const all = cells();
    const worlds = new Set(all.map(({ world }) => world));
    expect(worlds.size).to.equal(18);
    for (const { spec, id } of all) expect(parseAny(spec).ok, id).to.equal(true);
    const perWorld = all.length / worlds.size / 2;
    expect(perWorld).to.be.within(8, 10);
  });
});
