/** Policies that look at nothing but the clock: never, periodic, by rows, at random. */
import type { Decision, Policy, PolicyEntry } from './types.ts';

const quiet: Decision = { act: false, warning: false, statistic: NaN, threshold: NaN };

export const never: PolicyEntry = {
  id: 'never',
  title: 'Never',
  when: () => 'Never',
  help: 'Leave the model as it is.',
  source: 'the baseline',
  parameters: [],
  watchesLabels: false,
  create: () => ({ decide: () => quiet, acted: () => undefined }),
};

/** Acts when `count` has grown to `every`; what it counts per batch is given. */
function counting(every: number, perBatch: number): Policy {
  let since = 0;
  return {
    decide() {
      since += perBatch;
      return { act: since >= every, warning: false, statistic: since, threshold: every };
    },
    acted: () => void (since = 0),
  };
}

export const periodic: PolicyEntry = {
  id: 'periodic',
  title: 'Periodic',
  when: ({ every }) => (every === 1 ? 'every batch' : `every ${every} batches`),
  help: 'Repair after every so many batches, whatever happens.',
  source: 'time trigger (Modyn, SIGMOD 2025)',
  parameters: [
    { name: 'every', title: 'Every', help: 'How often.', kind: 'number', whole: true, min: 1, max: 1000, default: 10, unit: 'batches' },
  ],
  watchesLabels: false,
  create: ({ params }) => counting(params.every as number, 1),
};

export const everyRows: PolicyEntry = {
  id: 'every-rows',
  title: 'By amount',
  when: ({ every }) => (every === 1 ? 'every row' : `every ${every} rows`),
  help: 'Repair after every so many rows, whatever happens.',
  source: 'data amount trigger (Modyn, SIGMOD 2025)',
  parameters: [
    { name: 'every', title: 'Every', help: 'How often.', kind: 'number', whole: true, min: 1, max: 1_000_000, default: 500, unit: 'rows' },
  ],
  watchesLabels: false,
  create: ({ params, rows }) => counting(params.every as number, rows),
};

export const randomMatched: PolicyEntry = {
  id: 'random',
  title: 'At random',
  when: ({ count }) => (count === 1 ? 'once at random' : `${count} times at random`),
  help: 'Repair a given number of times at random moments: what any trigger must beat with as many repairs.',
  source: 'random baseline with a matched number of triggers (Modyn, SIGMOD 2025)',
  parameters: [{ name: 'count', title: 'Repairs', help: 'How many.', kind: 'number', whole: true, min: 0, max: 1000, default: 2 }],
  watchesLabels: false,
  create({ params, batches, random }) {
    const moments = new Set(random.sample(batches, Math.min(batches, params.count as number)));
    return { decide: ({ batch }) => ({ ...quiet, act: moments.has(batch) }), acted: () => undefined };
  },
};
