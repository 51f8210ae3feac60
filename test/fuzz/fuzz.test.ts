import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { given, kept } from './property.ts';
import { properties } from './registry.ts';

const corpus = join(import.meta.dirname, 'corpus');
/** Of the short run: the same cases on every machine. */
const SEED = 20_261_130;

describe('fuzzed properties, a short run', () => {
  for (const { id, holds, cases, short, check } of properties)
    it(`${id}: ${holds}`, async () => {
      await fc.assert(
        fc.asyncProperty(cases, async (one) => check(one)),
        { seed: SEED, numRuns: short },
      );
    });

  it('have names of their own, and cases that can be kept', () => {
    expect(new Set(properties.map(({ id }) => id)).size).to.equal(properties.length);
    for (const value of [{ a: [NaN, -0, Infinity, -Infinity, 1, '\ud800'] }, 'text', [null, true]])
      expect(given(kept(value))).to.deep.equal(value);
  });
});

describe('cases that fuzzing has found', () => {
  for (const name of readdirSync(corpus).filter((each) => each.endsWith('.json')))
    it(name, async () => {
      const { property: id, found } = given(readFileSync(join(corpus, name), 'utf8')) as {
        readonly property: string;
        readonly found: unknown;
      };
      const property = properties.find((each) => each.id === id);
      expect(property, `a property called ${id}`).to.not.equal(undefined);
      await property!.check(found);
    });
});
