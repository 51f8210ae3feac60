import { expect } from 'chai';
import { builtIns } from '../../../datasets/registry.ts';
import type { DataFacts } from '../../../src/contracts/services.ts';
import { checkAny } from '../../../src/experiment/kinds/registry.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../../src/spec/schema.ts';
import { streamPresets } from '../../../src/spec/kinds/stream/presets.ts';

const facts = (id: string): DataFacts => {
  const set = builtIns.find((each) => each.id === id)!;
  const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
  return { ...set, encodedShape: set.columns.length ? [width] : set.inputShape };
};
const { spec: quick } = presets.quick;
const { spec: sensors } = presets.sensors;
const digits = facts('digits');
const machines = facts('sensors');

/** What is wrong with a drift, one line each. */
const issues = (drift: Partial<Spec['drift'][number]>, id = 'gain-offset', data = machines): string[] =>
  checkAny({ ...(data === digits ? quick : sensors), drift: [{ ...globalDrift(id, 3), ...drift }] }, data).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('whether an experiment can run', () => {
  it('is yes for every preset', () => {
    for (const { spec } of Object.values(presets)) expect(checkAny(spec, facts(spec.data.id)), spec.data.id).to.deep.equal([]);
  });

  it('asks that every part has a row of each class, and that the pool holds the labels', () => {
    const split = { baseTrain: 100, baseTest: 9, newPool: 20, newTest: 10 };
    const found = checkAny({ ...quick, data: { ...quick.data, split } as Spec['data'], labels: { budget: 21 } }, digits);
    expect(found.map(({ path }) => path)).to.deep.equal(['data.split.baseTest', 'labels.budget']);
    expect(found[0]!.message).to.equal('needs at least 10 rows, one for each class');
  });

  it('asks that a drift has its place in the data', () => {
    expect(issues({ where: { scope: 'class', name: machines.classes[0]! } })).to.deep.equal([]);
    expect(issues({ where: { scope: 'class', name: 'zebra' } })[0]).to.match(
      /^drift\[0\]\.where: there is no class “zebra”; the classes are /,
    );
    expect(issues({ where: { scope: 'group', name: 'north' } }, 'contrast', digits)).to.deep.equal([
      'drift[0].where: this data has no groups',
    ]);
    expect(issues({ where: { scope: 'region', column: machines.columns[0]!.name, from: 0.5, to: 0.5 } })).to.deep.equal([
      'drift[0].where: a region must end above where it begins',
    ]);
    expect(issues({ where: { scope: 'class', name: '3' } }, 'prior-shift', digits)[0]).to.match(
      /^drift\[0\]\.where: the shares of the classes cannot change/,
    );
  });

  it('asks that a drift can follow its time', () => {
    expect(issues({ when: { pattern: 'staggered', start: 0, end: 1 } })).to.deep.equal([]);
    expect(issues({ when: { pattern: 'staggered', start: 0, end: 1 } }, 'prior-shift')[0]).to.match(
      /^drift\[0\]\.when: only values that change in place/,
    );
    expect(issues({ when: { pattern: 'blip', start: 0.6, end: 0.4 } })).to.deep.equal([
      'drift[0].when: it ends (0.4) before it starts (0.6)',
    ]);
  });

  it('asks that a drift has the parameters it is given', () => {
    expect(issues({ params: { class: '3' } }, 'new-class', digits)).to.deep.equal([]);
    expect(issues({ params: { class: 'zebra' } }, 'new-class', digits)[0]).to.match(
      /^drift\[0\]\.params\.class: there is no "zebra"; choose one of /,
    );
    expect(issues({ params: { angle: 4 } }, 'contrast', digits)).to.deep.equal(['drift[0].params.angle: it takes no parameters']);
  });

  it('asks that the grid of the region is known', () => {
    const found = (region: string) =>
      checkAny({ ...quick, energy: { ...quick.energy, region } }, digits).map(({ path, message }) => `${path}: ${message}`);
    expect([...found('WORLD'), ...found('FRA')]).to.deep.equal([]);
    expect(found('ZZZ')).to.deep.equal(['energy.region: no grid intensity is known for "ZZZ"; use WORLD or an ISO 3166 code like FRA']);
  });

  it('names each drift by its place in the list', () => {
    const drift = [globalDrift('gain-offset', 3), globalDrift('rotation', 3), globalDrift('nonsense', 1)];
    expect(checkAny({ ...sensors, drift }, machines).map(({ path }) => path)).to.deep.equal(['drift[1].id', 'drift[2].id']);
  });

  it('asks that a repair has the parameters it is given', () => {
    const arms = [{ id: 'none' }, { id: 'wise-ft', params: { alpha: 2 } }, { id: 'head-only', params: { alpha: 1 } }];
    expect(checkAny({ ...quick, arms }, digits).map(({ path, message }) => `${path}: ${message}`)).to.deep.equal([
      'arms[1].params.alpha: expected a number from 0 to 1, got 2',
      'arms[2].params.alpha: it takes no parameters',
    ]);
  });

  it('asks that a recipe can be followed: hidden layers to drop behind, enough labels to decide by, and one share of them', () => {
    const found = (change: Partial<Spec>) => checkAny({ ...quick, ...change }, digits).map(({ path, message }) => `${path}: ${message}`);
    const dropout = { dropout: { id: 'hidden', rate: 0.2 } };
    const best = (share: number) => ({ keep: { id: 'best', share } });
    expect(found({ recipe: { ...dropout, ...best(0.2) } })).to.deep.equal([]);
    expect(found({ recipe: dropout, model: { family: 'softmax', params: {} } })).to.deep.equal([
      'recipe.dropout: has no hidden dense layer with ReLU to stand behind; choose another model, or leave it out',
    ]);
    expect(found({ recipe: best(0.05) })).to.deep.equal([
      'recipe.keep.share: keeps 5 of 100 labels, fewer than the 10 classes, so nothing can be told by them; raise it or labels.budget',
    ]);
    expect(found({ recipe: best(0.2), stop: { epochs: 9, until: { validation: 0.3, accuracy: 0.9 } } })[0]).to.match(
      /^recipe\.keep\.share: differs from stop\.until\.validation \(0\.3\)/,
    );
    expect(found({ stop: { epochs: 9, until: { validation: 0.05, plateau: 3 } } })[0]).to.match(
      /^stop\.until\.validation: keeps 5 of 100 labels/,
    );
    const plants = streamPresets.plants.spec;
    expect(checkAny({ ...plants, recipe: best(0.2) }, machines).map(({ path }) => path)).to.deep.equal(['recipe.keep']);
  });

  it('asks what an early end is decided on', () => {
    const paths = (until: NonNullable<Spec['stop']['until']>) =>
      checkAny({ ...quick, stop: { epochs: 5, until } }, digits).map(({ path }) => path);
    expect(paths({ accuracy: 0.9 })).to.deep.equal(['stop.until.validation']);
    expect(paths({ validation: 0.2 })).to.deep.equal(['stop.until']);
    expect(paths({ accuracy: 0.9, validation: 0.2 })).to.deep.equal([]);
    expect(paths({ seconds: 2 })).to.deep.equal([]);
  });
});
