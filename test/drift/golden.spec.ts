/** The frozen bytes of every injection, in Node; `golden.test.ts` checks the same hashes in a browser. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { injections } from '../../src/drift/registry.ts';
import { goldenHash } from './golden-world.ts';

const golden = JSON.parse(readFileSync('test/drift/golden-hashes.json', 'utf8')) as Record<string, string>;

test('every injection makes the same bytes in Node as in a browser', () => {
  expect(Object.fromEntries(injections.map((injection) => [injection.id, goldenHash(injection)]))).toEqual(golden);
});
