/** A policy that hears complaints: it decides without a single label. */
import { findDetector, streamDetectors } from '../detect/streaming/registry.ts';
import { real, whole } from '../detect/streaming/define.ts';
import { withDefaults, type Parameter } from '../spec/parameter.ts';
import { alarmed, collects } from './alarmed.ts';
import { ComplaintBound } from './complaint-bound.ts';
import type { PolicyEntry } from './types.ts';

/** Watched against what the old world explains; every other choice is a detector, which learns what is usual from the stream itself. */
const BOUND = 'bound';

const ofBound: readonly Parameter[] = [
  whole('window', { title: 'Over the last', help: 'Answers that are looked at.', min: 10, max: 10_000, default: 200, unit: 'answers' }),
  real('level', {
    title: 'False alarms, at most',
    help: 'Probability of a false alarm in a whole stream in which nothing changes, where q and f are as they are said to be.',
    min: 1e-6,
    max: 0.5,
    default: 0.05,
  }),
];

export const complaintsHeard: PolicyEntry = {
  id: 'complaints',
  title: 'Complaints',
  when: ({ watch }) => (watch === BOUND ? 'complaints ring' : `${findDetector(String(watch))?.title ?? watch} rings on complaints`),
  help: 'Repair when users complain more often than the old world explains: no label is needed to decide, but where few complain it comes late or never.',
  source:
    'user complaints as an operational signal; the bound is an exact binomial test with Clopper & Pearson’s limit (1934) for the old error rate, shared out over the batches (Bonferroni)',
  parameters: [
    {
      name: 'watch',
      title: 'Watched by',
      help: 'A bound from the old world’s accuracy and the rates of complaints, or a detector on complaints, 0 and 1.',
      kind: 'choice',
      default: BOUND,
      choices: [{ id: BOUND, title: 'bound' }, ...streamDetectors.map(({ id, title }) => ({ id, title }))],
    },
    collects,
  ],
  more: ({ watch = BOUND }) => findDetector(String(watch))?.parameters ?? ofBound,
  watchesLabels: false,
  hearsComplaints: true,
  create({ params, random, accuracy, rows, batches, complaints }) {
    if (!complaints) throw new RangeError('there are no complaints to hear');
    const { rates, heldOut } = complaints;
    const entry = findDetector(params.watch as string);
    const fresh = () =>
      entry
        ? entry.create(withDefaults(entry.parameters, params), random)
        : new ComplaintBound({ rates, accuracy, heldOut, rows, batches }, params.window as number, params.level as number);
    return alarmed(
      fresh,
      params.collect as number,
      ({ complaints: heard }) => ({ values: heard!.complained, batch: heard!.batch }),
      entry === undefined,
    );
  },
};
