/** All drifts as the data worker tells them to the page. */
import { injections } from '../../src/drift/registry.ts';
import type { DriftFacts } from '../../src/contracts/drift.ts';

export const catalogue: readonly DriftFacts[] = injections.map(({ apply: _apply, refuses: _refuses, past, ...facts }) => ({
  ...facts,
  ...(past && { past: true }),
}));
