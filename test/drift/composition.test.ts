/** Several drifts, one after the other. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Drift } from '../../src/drift/setting.ts';
import { applyDrifts, undrifted, whyNot, type Drifted } from '../../src/drift/apply.ts';
import { injections } from '../../src/drift/registry.ts';
import type { When, Where } from '../../src/contracts/drift.ts';
import { whyNotThen } from '../../src/drift/when.ts';
import { whyNotThere } from '../../src/drift/where.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { drifted, sameNumbers, sameSamples, setting, worlds, type World } from './fixtures.ts';

const PLACES: readonly Where[] = [{ scope: 'all' }, { scope: 'all' }, { scope: 'rows', share: 0.5 }, { scope: 'features', share: 0.4 }];
const TIMES: readonly When[] = [
  { pattern: 'sudden', start: 0 },
  { pattern: 'sudden', start: 0.3 },
  { pattern: 'gradual', shape: 'sigmoid', start: 0.1, end: 0.9 },
  { pattern: 'incremental', start: 0.2, end: 0.6 },
  { pattern: 'recurring', start: 0, end: 1, period: 0.25, duty: 0.5 },
];
const same = (a: Drifted, b: Drifted): boolean =>
  sameSamples(a.samples, b.samples) && sameNumbers(a.from, b.from) && a.labelDelay === b.labelDelay;

/** A drift that can act on that world, from four numbers. */
function anyDrift(world: World): fc.Arbitrary<Drift> {
  const data = { ...world, inputShape: world.samples.inputShape };
  const possible = injections.filter((injection) => !whyNot(injection, data));
  return fc
    .record({
      injection: fc.constantFrom(...possible),
      severity: fc.double({ min: 0, max: 5, noNaN: true }),
      where: fc.constantFrom(...PLACES),
      when: fc.constantFrom(...TIMES),
    })
    .filter(({ injection, where, when }) => !whyNotThere(where, injection, data) && !whyNotThen(when, injection, data))
    .map(({ injection: { id }, severity, where, when }) => ({ ...globalDrift(id, severity), where, when }));
}

for (const name of ['image', 'tabular', 'text', 'concepts'] as const) {
  it(`composition is associative on the ${name} world: a and b, then c, is a, b and c, to the byte and with its ledger`, async () => {
    const world = (await worlds())[name];
    const on = setting(world, 1, 'test', 'spread');
    fc.assert(
      fc.property(fc.tuple(anyDrift(world), anyDrift(world), anyDrift(world)), ([a, b, c]) => {
        const start = undrifted(world.samples);
        const whole = applyDrifts([a, b, c], start, on);
        for (const parts of [applyDrifts([c], applyDrifts([a, b], start, on), on), applyDrifts([b, c], applyDrifts([a], start, on), on)]) {
          expect(same(parts, whole)).to.equal(true);
          expect(parts.ledger).to.deep.equal(whole.ledger);
        }
      }),
      { numRuns: 15 },
    );
  });
}

describe('drifts that overlap in time', () => {
  const negative = { id: 'inverse', severity: 5, when: { pattern: 'blip', start: 0.1, end: 0.6 } } as const;
  const flat = { id: 'contrast', severity: 3, when: { pattern: 'blip', start: 0.4, end: 0.9 } } as const;

  it('each acts on its own rows, and on those of both one after the other', async () => {
    const { image: world } = await worlds();
    const spread = (...drifts: Parameters<typeof drifted>[1]): Float32Array => drifted(world, drifts, 1, 'test', 'spread').samples.x;
    const always = { pattern: 'sudden', start: 0 } as const;
    const both = spread(negative, flat);
    const expected = [
      [0, 20, world.samples.x],
      [20, 80, spread({ ...negative, when: always })],
      [80, 120, spread({ ...negative, when: always }, { ...flat, when: always })],
      [120, 180, spread({ ...flat, when: always })],
      [180, 200, world.samples.x],
    ] as const;
    for (const [from, to, x] of expected) expect(both.subarray(64 * from, 64 * to)).to.deep.equal(x.subarray(64 * from, 64 * to));
  });

  it('the ledger counts for each what it alone did', async () => {
    const { image: world } = await worlds();
    const { ledger } = drifted(world, [negative, flat], 1, 'test', 'spread');
    expect(ledger.map(({ id, rowsTouched }) => [id, rowsTouched])).to.deep.equal([
      ['inverse', 0.5],
      ['contrast', 0.5],
    ]);
  });

  it('the longest delay of labels holds', async () => {
    const { image: world } = await worlds();
    const delays = [2, 4, 1].map((severity) => ({ id: 'label-delay', severity }));
    expect(drifted(world, delays).labelDelay).to.equal(0.75);
  });
});
