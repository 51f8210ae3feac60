/**
 * Frozen bytes. The hashes were computed in Node 20 and in Chromium and are the same; `golden.spec.ts` checks them in Node, this
 * file in the browser. An injection that changes on purpose gets a new hash, together with the reason in CHANGELOG.md.
 */
import { expect } from 'chai';
import { injections } from '../../src/drift/registry.ts';
import { goldenHash } from './golden-world.ts';
import hashes from './golden-hashes.json';

const golden: Readonly<Record<string, string>> = hashes;

describe('the bytes of every injection, in a browser', () => {
  for (const injection of injections) {
    it(`${injection.id} are those that are frozen`, () => expect(goldenHash(injection)).to.equal(golden[injection.id]));
  }

  it('are frozen for every injection of the registry, and for no other', () => {
    expect(Object.keys(golden).sort()).to.deep.equal(injections.map(({ id }) => id).sort());
  });
});
