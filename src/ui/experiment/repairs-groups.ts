/** Repairs as the page offers them: in groups by what they do to the model, each with what it cannot do without. */
import { msg } from '../../words/msg.ts';
import type { ArmFacts, ArmGroup } from '../../contracts/repair.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import type { Spec } from '../../spec/schema.ts';
import { arms } from '../../state/catalogue.ts';

type Entry = Spec['arms'][number];

export interface RepairGroup {
  readonly id: ArmGroup;
  readonly title: string;
  readonly arms: readonly ArmFacts[];
}

/** Every repair but doing nothing, by the group that it says it belongs to, in the order of the registry. */
export function repairGroups(): RepairGroup[] {
  const titles: Record<Exclude<ArmGroup, 'nothing'>, string> = {
    'label-free': msg('Without labels'),
    part: msg('Fine-tune a part'),
    whole: msg('Fine-tune all layers'),
    held: msg('Fine-tune, held to the old model'),
    scratch: msg('Retrain from scratch'),
  };
  return Object.entries(titles).map(([id, title]) => ({ id: id as ArmGroup, title, arms: arms.filter(({ group }) => group === id) }));
}

/** What it cannot do without, in words: `needs labels, old data`. */
export function needsOf({ needs }: ArmFacts): string {
  const words: readonly (readonly [boolean | undefined, string])[] = [
    [needs.newLabels, msg('labels')],
    [needs.oldData, msg('old data')],
    [needs.unlabelled, msg('new inputs')],
    [needs.groups, msg('groups')],
    [needs.batchNorm, msg('batch normalisation')],
    [needs.bank, msg('earlier models, which only a stream keeps')],
  ];
  const needed = words.filter(([holds]) => holds).map(([, word]) => word);
  return needed.length ? `${msg('needs')} ${needed.join(', ')}` : msg('needs nothing');
}

/** The chosen repairs with this one added or taken out, in the order of the registry; the others keep what was chosen about them. */
export function toggled(chosen: readonly Entry[], id: string): Entry[] {
  const entries = new Map(chosen.map((entry) => [entry.id, entry]));
  if (!entries.delete(id)) entries.set(id, { id });
  return arms.flatMap((arm) => entries.get(arm.id) ?? []);
}

/** The chosen repairs with these values for one of them; what is the default is left out, so that equal experiments are equal. */
export function withValues(
  chosen: readonly Entry[],
  { id, parameters }: Pick<ArmFacts, 'id' | 'parameters'>,
  values: ParameterValues,
): Entry[] {
  const defaults = withDefaults(parameters);
  const params = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== defaults[name])) as NonNullable<
    Entry['params']
  >;
  return chosen.map((entry) => (entry.id !== id ? entry : Object.keys(params).length ? { id, params } : { id }));
}
