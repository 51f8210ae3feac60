/** Every policy, in the order in which it is offered, and the repairs that it can ask for. */
import type { Parameter, ParameterValues } from '../spec/parameter.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { accuracyThreshold, confidenceEstimate, detectorTriggered } from './accuracy.ts';
import { caraCumulative, caraThreshold, regret, upfLite } from './cost.ts';
import { oracle } from './oracle.ts';
import { everyRows, never, periodic, randomMatched } from './scheduled.ts';
import type { PolicyEntry } from './types.ts';

export const policies: readonly PolicyEntry[] = [
  never,
  periodic,
  everyRows,
  accuracyThreshold,
  detectorTriggered,
  confidenceEstimate,
  regret,
  caraThreshold,
  caraCumulative,
  upfLite,
  randomMatched,
  oracle,
];

export const findPolicy = (id: string): PolicyEntry | undefined => policies.find((policy) => policy.id === id);

/** Which repair a policy asks for, and whether a person has to agree. Every policy but `never` takes these. */
export const actionParameters = (arms: readonly { readonly id: string; readonly title: string }[]): readonly Parameter[] => [
  {
    name: 'action',
    title: 'Repair',
    help: 'What is done when the policy acts.',
    kind: 'choice',
    default: 'retrain-new',
    choices: arms.filter(({ id }) => id !== 'none').map(({ id, title }) => ({ id, title })),
  },
  {
    name: 'approval',
    title: 'Who decides',
    help: 'By hand, a person approves or rejects each repair before it is made.',
    kind: 'choice',
    default: 'auto',
    choices: [
      { id: 'auto', title: 'the policy' },
      { id: 'hand', title: 'a person' },
    ],
  },
];

/** What it decides by, given the values it has. */
export const ownParameters = (policy: PolicyEntry, params: ParameterValues): readonly Parameter[] => [
  ...policy.parameters,
  ...(policy.more?.(params) ?? []),
];

/** All parameters of a policy, given the values it has. */
export const parametersOf = (
  policy: PolicyEntry,
  arms: Parameters<typeof actionParameters>[0],
  params: ParameterValues,
): readonly Parameter[] => (policy.id === 'never' ? [] : [...ownParameters(policy, params), ...actionParameters(arms)]);

/** A policy of a spec in a few words: what it is, what it watches by, what it does. */
export function policyTitle({ id, params }: StreamSpec['policies'][number]): string {
  const entry = findPolicy(id);
  if (!entry) return id;
  const told = entry.parameters.slice(0, 1).map((parameter) => params[parameter.name] ?? parameter.default);
  return `${entry.title}${told.length ? ` ${String(told[0])}` : ''}${id === 'never' ? '' : ` → ${String(params.action ?? 'retrain-new')}`}`;
}
