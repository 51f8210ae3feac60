/** `lab bench host`: needs no browser; its times are not asserted, only what a GPU that computes nothing can still prove. */
import { expect, test } from '@playwright/test';
import type { HostCost } from '../../src/engine/bench/host-cost.ts';
import { lab } from './lab-process.ts';

test('counts the dispatches of a step, and no way of training makes a GPU error', { tag: '@slow' }, async () => {
  const { code, stdout, stderr } = await lab('bench', 'host', '--json');
  expect(code, stderr).toBe(0);
  const costs = JSON.parse(stdout) as HostCost[];
  expect(costs.map(({ gpuErrors, failure }) => ({ gpuErrors, failure }))).toEqual(costs.map(() => ({ gpuErrors: 0, failure: null })));
  const dispatches = (model: string) =>
    Object.fromEntries(costs.filter((cost) => cost.model === model).map((cost) => [cost.way, cost.dispatches!]));
  for (const [model, most] of [
    ['mlp-small', 8],
    ['cnn-small', 10],
  ] as const) {
    const { 'our plan': ours, ...others } = dispatches(model);
    expect(ours).toBeLessThanOrEqual(most);
    expect(Object.keys(others)).toEqual(['TensorFlow.js replay', 'TensorFlow.js eager', 'model.fit']);
    // Theirs are one per operation; below this something was not counted.
    for (const count of Object.values(others)) expect(count).toBeGreaterThan(100);
  }
  for (const { hostUs, ratio } of costs) expect(Math.min(hostUs!, ratio!)).toBeGreaterThan(0);
});
