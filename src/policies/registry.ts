/** Every policy, in the order in which it is offered, and the repairs that it can ask for. */
import type { ArmFacts } from '../contracts/repair.ts';
import { withDefaults, type Parameter, type ParameterValues } from '../spec/parameter.ts';
import { repairTitle } from '../spec/repair-titles.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { accuracyThreshold, confidenceEstimate, detectorTriggered } from './accuracy.ts';
import { complaintsHeard } from './complaints.ts';
import { learnsFrom, learnsFromOf } from './learns-from.ts';
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
  complaintsHeard,
  regret,
  caraThreshold,
  caraCumulative,
  upfLite,
  randomMatched,
  oracle,
];

export const findPolicy = (id: string): PolicyEntry | undefined => policies.find((policy) => policy.id === id);

/** What `next` is where one repair is all. */
export const NO_NEXT = 'nothing';

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

/** What follows a repair, in a stream in which repairs take their time. */
const nextParameter = (arms: readonly Repair[]): Parameter => ({
  name: 'next',
  title: 'Then',
  help: 'Patch now, retrain later: a second repair is begun at the same time, and takes over when it is ready. Both are paid for.',
  kind: 'choice',
  default: NO_NEXT,
  choices: [{ id: NO_NEXT, title: 'nothing' }, ...arms.filter(({ id }) => id !== 'none').map(({ id, title }) => ({ id, title }))],
});

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

/**
 * All parameters of a policy, given the values it has: its own, which repair it asks for, and those of that repair; in a stream with
 * complaints what it learns from (the oracle learns from labels), and where repairs take their time what follows one.
 */
export function parametersOf(
  policy: PolicyEntry,
  arms: readonly Repair[],
  params: ParameterValues,
  { complaints, lead }: { readonly complaints?: object; readonly lead?: object } = {},
): readonly Parameter[] {
  if (policy.id === 'never') return [];
  const repair = arms.find(({ id }) => id === (params.action ?? 'retrain-new'));
  const ofRepair = (repair?.parameters ?? []).map((parameter) => ({ ...parameter, name: prefixed(parameter.name) }));
  const sources = complaints && policy.id !== 'oracle' ? [learnsFrom] : [];
  return [...ownParameters(policy, params), ...actionParameters(arms), ...(lead ? [nextParameter(arms)] : []), ...sources, ...ofRepair];
}

/** A policy of a spec in a few words: when it acts, and what it does then. */
export function policyTitle({ id, params }: StreamSpec['policies'][number]): string {
  const entry = findPolicy(id);
  if (!entry) return id;
  const when = entry.when?.(withDefaults(entry.parameters, params)) ?? titled(entry, params);
  if (id === 'never') return when;
  const source =
    params[learnsFrom.name] === undefined || params[learnsFrom.name] === learnsFrom.default ? '' : ` (${learnsFromOf(params).title})`;
  const next = params.next === undefined || params.next === NO_NEXT ? '' : `, then ${repairTitle(String(params.next))}`;
  return `${when} → ${repairTitle(String(params.action ?? 'retrain-new'))}${source}${next}`;
}

/** Its name, and the first of its parameters. */
const titled = ({ title, parameters: [first] }: PolicyEntry, params: ParameterValues): string =>
  first ? `${title} ${String(params[first.name] ?? first.default)}` : title;
