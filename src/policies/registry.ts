/** Every policy, in the order in which it is offered, and the repairs that it can ask for. */
import type { ArmFacts } from '../contracts/repair.ts';
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
const actionParameters = (arms: readonly Repair[]): readonly Parameter[] => [
  {
    name: 'action',
    title: 'Repair',
    help: 'What is done when the policy acts.',
    kind: 'choice',
    default: 'retrain-new',
    choices: arms.filter(({ id, needs }) => id !== 'none' && !needs?.comparison).map(({ id, title }) => ({ id, title })),
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

/** A repair, as far as what can be chosen about it. */
type Repair = Pick<ArmFacts, 'id' | 'title' | 'parameters'> & Partial<Pick<ArmFacts, 'needs'>>;

/** What a repair's parameter is called among those of the policy that asks for it: `strength` is `repairStrength`. */
const PREFIX = 'repair';
const prefixed = (name: string): string => `${PREFIX}${name[0]!.toUpperCase()}${name.slice(1)}`;

/** What was chosen of the repair's own parameters, by their own names. */
export const repairParameters = (params: ParameterValues): ParameterValues =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const own = name.slice(PREFIX.length);
      return name.startsWith(PREFIX) && own ? [[own[0]!.toLowerCase() + own.slice(1), value]] : [];
    }),
  );

/** All parameters of a policy, given the values it has: its own, which repair it asks for, and those of that repair. */
export function parametersOf(policy: PolicyEntry, arms: readonly Repair[], params: ParameterValues): readonly Parameter[] {
  if (policy.id === 'never') return [];
  const repair = arms.find(({ id }) => id === (params.action ?? 'retrain-new'));
  const ofRepair = (repair?.parameters ?? []).map((parameter) => ({ ...parameter, name: prefixed(parameter.name) }));
  return [...ownParameters(policy, params), ...actionParameters(arms), ...ofRepair];
}

/** A policy of a spec in a few words: what it is, what it watches by, what it does. */
export function policyTitle({ id, params }: StreamSpec['policies'][number]): string {
  const entry = findPolicy(id);
  if (!entry) return id;
  const told = entry.parameters.slice(0, 1).map((parameter) => params[parameter.name] ?? parameter.default);
  return `${entry.title}${told.length ? ` ${String(told[0])}` : ''}${id === 'never' ? '' : ` → ${String(params.action ?? 'retrain-new')}`}`;
}
