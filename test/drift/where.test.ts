import { expect } from 'chai';
import fc from 'fast-check';
import type { Samples } from '../../src/data/types.ts';
import { whyNot } from '../../src/drift/apply.ts';
import { DriftError } from '../../src/drift/drift-error.ts';
import { contrast } from '../../src/drift/image/contrast.ts';
import { labelCycle } from '../../src/drift/label/label-cycle.ts';
import { noDrift } from '../../src/drift/label/controls.ts';
import { priorShift } from '../../src/drift/label/prior-shift.ts';
import { newClass } from '../../src/drift/mixed/classes.ts';
import { injections } from '../../src/drift/registry.ts';
import { slang } from '../../src/drift/text/slang.ts';
import type { Where } from '../../src/contracts/drift.ts';
import { regionColumns, targetOf, wherePhrase, whyNotThere } from '../../src/drift/where.ts';
import { randomStream } from '../../src/random/random.ts';
import { drifted, oneColumn, sameNumbers, samplesOf, worlds, type World } from './fixtures.ts';

const WORLDS = ['image', 'tabular', 'text', 'concepts'] as const;
const dataOf = ({ samples, columns, classes, groups, concepts }: World) => ({
  ...{ inputShape: samples.inputShape, columns, classes },
  ...(groups && { groups }),
  ...(concepts && { concepts }),
});
const inputsOf = ({ x, rows }: Samples, row: number): Float32Array => x.subarray((row * x.length) / rows, ((row + 1) * x.length) / rows);
const isSameRow = (a: Samples, b: Samples, row: number): boolean =>
  sameNumbers(inputsOf(a, row), inputsOf(b, row)) && a.y[row] === b.y[row] && a.text?.[row] === b.text?.[row];
const mean = (x: Float32Array): number => x.reduce((a, b) => a + b, 0) / x.length;

/** Rows that a scope may touch, found here by other means; features and random shares are tested by themselves. */
const scopes: readonly (readonly [where: Where, isInside: (world: World, row: number) => boolean])[] = [
  [{ scope: 'class', name: '' }, ({ samples }, row) => samples.y[row] === 1],
  [{ scope: 'group', name: 'south' }, ({ samples }, row) => samples.group?.[row] === 1],
  [{ scope: 'region', column: '', from: 0.25, to: 0.75 }, isBetween],
];

/** Whether the row's first column, or mean brightness, lies between the old quartiles. */
function isBetween(world: World, row: number): boolean {
  const [low, high] = quartiles(world);
  // An image's brightness is summed here in another order: rows at the very bound may fall on either side.
  const slack = world.columns.length ? 0 : 1e-6;
  const value = coordinate(world, world.samples, row);
  return value >= low - slack && value <= high + slack;
}

function coordinate({ columns }: World, samples: Samples, row: number): number {
  const inputs = inputsOf(samples, row);
  return columns.length ? inputs[0]! : mean(inputs);
}

const known = new Map<World, readonly [low: number, high: number]>();

/** The old quartiles of that coordinate, by numpy's linear quantile. */
function quartiles(world: World): readonly [low: number, high: number] {
  const before = known.get(world);
  if (before) return before;
  const { reference } = world;
  const sorted = [...Array(reference.rows).keys()]
    .map((i) => coordinate(world, reference, i))
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    return sorted[below]! + (place - below) * (sorted[below + 1]! - sorted[below]!);
  };
  const both = [at(0.25), at(0.75)] as const;
  known.set(world, both);
  return both;
}

/** The scope with a class or column of that world. */
function placed(where: Where, world: World): Where {
  if (where.scope === 'class') return { ...where, name: world.classes[1]! };
  return where.scope === 'region' ? { ...where, column: regionColumns(dataOf(world))[0] ?? '' } : where;
}

for (const name of WORLDS) {
  describe(`limited to a part of the ${name} world`, () => {
    let world: World;
    before(async () => {
      world = (await worlds())[name];
    });

    for (const injection of injections.filter(({ appliesTo }) => appliesTo.includes(name === 'concepts' ? 'tabular' : name))) {
      it(`${injection.id} leaves the rows outside as they were, to the byte`, () => {
        if (whyNot(injection, dataOf(world))) return expect(() => drifted(world, [{ id: injection.id, severity: 1 }])).to.throw(DriftError);
        for (const [scope, isInside] of scopes) {
          const where = placed(scope, world);
          const attempt = () => drifted(world, [{ id: injection.id, severity: 4, where }]);
          if (whyNotThere(where, injection, dataOf(world))) {
            expect(attempt).to.throw(DriftError).with.property('path', 'drift[0].where');
            continue;
          }
          const { samples, from } = attempt();
          for (let i = 0; i < samples.rows; i++) {
            if (isInside(world, i)) expect(isInside(world, from[i]!), `origin of row ${i}`).to.equal(true);
            else expect([from[i], isSameRow(samples, world.samples, i)], `row ${i}, ${where.scope}`).to.deep.equal([i, true]);
          }
        }
        return undefined;
      });
    }
  });
}

describe('a random share', () => {
  let world: World;
  before(async () => {
    world = (await worlds()).tabular;
  });

  it('of the rows: realised within five standard errors, a smaller one part of a larger', () => {
    const context = { ...dataOf(world), reference: world.reference };
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, a, b) => {
        const rows = 5000;
        const batch: Samples = { rows, inputShape: [1], x: new Float32Array(rows), y: new Int32Array(rows) };
        const [few, many] = [Math.min(a, b), Math.max(a, b)].map(
          (share) => targetOf({ scope: 'rows', share }, batch, { ...context, world: randomStream(seed), noise: randomStream(seed) }).rows!,
        );
        const count = few!.reduce((sum, mark) => sum + mark, 0);
        expect(Math.abs(count / rows - Math.min(a, b))).to.be.at.most(
          5 * Math.sqrt((Math.min(a, b) * (1 - Math.min(a, b))) / rows) + 1e-12,
        );
        expect(few!.every((mark, row) => mark <= many![row]!)).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });

  it('of the features: that many, the same for every batch and severity, and at least one', () => {
    const changed = (share: number, severity: number, batch: string): number[] => {
      const { samples } = drifted(world, [{ id: 'missing-values', severity, where: { scope: 'features', share } }], 1, batch);
      return [...Array(9).keys()].filter((f) =>
        [...samples.x.keys()].some((i) => i % 9 === f && !Object.is(samples.x[i], world.samples.x[i])),
      );
    };
    expect([0.01, 0.34, 0.5, 1].map((share) => changed(share, 5, 'test').length)).to.deep.equal([1, 3, 5, 9]);
    expect(changed(0.5, 2, 'pool')).to.deep.equal(changed(0.5, 5, 'test'));
    expect(changed(0.5, 5, 'test')).to.include.members(changed(0.34, 5, 'test'));
  });
});

describe('a region', () => {
  it('is bounded by quantiles of the old world: neighbouring ones share no row and leave none out', async () => {
    const { tabular: world } = await worlds();
    const context = { ...dataOf(world), reference: world.reference, world: randomStream(1), noise: randomStream(1) };
    const marks = (from: number, to: number): Uint8Array =>
      targetOf({ scope: 'region', column: 'n3', from, to }, world.reference, context).rows!;
    const parts = [marks(0, 0.3), marks(0.3, 0.8), marks(0.8, 1)];
    const values = [...world.reference.x.keys()].filter((i) => i % 9 === 3 && !Number.isNaN(world.reference.x[i])).length;
    const counts = parts.map((part) => part.reduce((sum, mark) => sum + mark, 0));
    [0.3, 0.5, 0.2].forEach((share, i) => expect(counts[i]! / values).to.be.closeTo(share, 1.5 / values));
    expect(counts.reduce((a, b) => a + b)).to.equal(values);
    for (let row = 0; row < world.reference.rows; row++) expect(parts[0]![row]! + parts[1]![row]! + parts[2]![row]!).to.be.at.most(1);
  });

  it('begins at its lower bound and ends before its upper one, but for the last (by hand: 1 … 5 at their median 3)', () => {
    const world = oneColumn(samplesOf([1], [1, 2, 3, 4, 5]), ['0', '1']);
    const context = { ...dataOf(world), reference: world.reference, world: randomStream(1), noise: randomStream(1) };
    const inside = (from: number, to: number): number[] => [
      ...targetOf({ scope: 'region', column: 'v', from, to }, world.samples, context).rows!,
    ];
    expect([inside(0, 0.5), inside(0.5, 1)]).to.deep.equal([
      [1, 1, 0, 0, 0],
      [0, 0, 1, 1, 1],
    ]);
  });

  it('names the columns that have an order', async () => {
    const { image, tabular, text } = await worlds();
    expect(regionColumns(dataOf(image))).to.deep.equal(['brightness']);
    expect(regionColumns(dataOf(tabular))).to.deep.equal(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']);
    expect(regionColumns(dataOf(text))).to.deep.equal([]);
  });
});

describe('places that make no sense', () => {
  it('are refused, in words', async () => {
    const { tabular, text, image } = await worlds();
    const why = (where: Where, injection: Parameters<typeof whyNotThere>[1], world: World): string | undefined =>
      whyNotThere(where, injection, dataOf(world));
    expect(why({ scope: 'class', name: 'd' }, contrast, tabular)).to.equal('there is no class “d”; the classes are a, b, c');
    expect(why({ scope: 'class', name: 'a' }, priorShift, tabular)).to.equal('the shares of the classes cannot change within a single one');
    expect(why({ scope: 'group', name: 'east' }, contrast, tabular)).to.equal('there is no site “east”; there are north, south');
    expect(why({ scope: 'group', name: 'east' }, contrast, image)).to.equal('this data has no groups');
    expect(why({ scope: 'region', column: 'colour', from: 0, to: 1 }, contrast, tabular)).to.include(
      'there is no numeric column “colour”; choose one of n0',
    );
    expect(why({ scope: 'region', column: 'n1', from: 0.5, to: 0.5 }, contrast, tabular)).to.equal(
      'a region must end above where it begins',
    );
    expect(why({ scope: 'region', column: 'x', from: 0, to: 1 }, slang, text)).to.equal(
      'no column of this data has an order that could bound a region',
    );
    expect(why({ scope: 'features', share: 0.5 }, labelCycle, tabular)).to.equal(
      'only values that change in place can be limited to some features',
    );
    expect(why({ scope: 'features', share: 0.5 }, slang, text)).to.equal('words cannot be changed feature by feature');
    expect(why({ scope: 'rows', share: 0.5 }, newClass, tabular)).to.equal('it concerns the whole world, old and new');
    expect(why({ scope: 'rows', share: 0.5 }, noDrift, tabular)).to.equal('a control concerns the whole world');
    for (const injection of injections) expect(why({ scope: 'all' }, injection, tabular)).to.equal(undefined);
  });

  it('and those that do are named in the ledger’s sentence', () => {
    expect(wherePhrase({ scope: 'all' })).to.equal('everywhere');
    expect(wherePhrase({ scope: 'group', name: 'north' }, { name: 'site', names: ['north'] })).to.equal('in the site “north”');
    expect(wherePhrase({ scope: 'region', column: 'n1', from: 0.1, to: 0.5 })).to.equal(
      'where n1 lies between its 10 % and 50 % quantiles',
    );
    expect(wherePhrase({ scope: 'features', share: 0.25 })).to.equal('in 25 % of the features');
  });
});
