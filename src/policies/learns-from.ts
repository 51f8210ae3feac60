/** Which labels a policy's repair learns from, in a stream with complaints. */
import type { Parameter, ParameterValues } from '../spec/parameter.ts';

export interface LearnsFrom {
  readonly id: string;
  readonly title: string;
  readonly sources: readonly ('labels' | 'complaints')[];
  /** Rows count by the inverse of how likely they were to be labelled. */
  readonly weighted: boolean;
}

/** The first is the default. */
const choices: readonly LearnsFrom[] = [
  { id: 'labels', title: 'labels at random', sources: ['labels'], weighted: false },
  { id: 'complaints', title: 'complaints', sources: ['complaints'], weighted: false },
  { id: 'complaints-weighted', title: 'complaints, weighted', sources: ['complaints'], weighted: true },
  { id: 'both', title: 'labels and complaints', sources: ['labels', 'complaints'], weighted: false },
  { id: 'both-weighted', title: 'labels and complaints, weighted', sources: ['labels', 'complaints'], weighted: true },
];

export const learnsFrom: Parameter = {
  name: 'learnsFrom',
  title: 'Learns from',
  help: 'Labels that come back at random, those of answers that were complained of (nearly all of them wrong ones), or both; weighted: rows are drawn again by the inverse of how likely they were to be labelled.',
  kind: 'choice',
  default: choices[0]!.id,
  choices: choices.map(({ id, title }) => ({ id, title })),
};

/** What was chosen; labels at random where nothing was. */
export const learnsFromOf = (params: ParameterValues): LearnsFrom =>
  choices.find(({ id }) => id === params[learnsFrom.name]) ?? choices[0]!;
