/** Repairs as the page offers them: in groups by what they do to the model, each with what it cannot do without. */
import { msg } from '@lit/localize';
import type { ArmFacts } from '../../contracts/repair.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import type { Spec } from '../../spec/schema.ts';
import { arms } from '../../state/catalogue.ts';

type Entry = Spec['arms'][number];

export interface RepairGroup {
  readonly id: 'label-free' | 'part' | 'whole' | 'held' | 'scratch';
  readonly title: string;
  readonly arms: readonly ArmFacts[];
}

/** Repairs that go on from the old model and hold themselves to it, or take another for it. */
const HELD: readonly string[] = ['replay', 'ewc', 'distil', 'model-bank'];
/** Repairs that train one part of the model; others that go on from it train all layers. */
const PARTS: readonly string[] = ['head-only', 'head-only-uncached', 'first-block', 'middle-block', 'bias-only', 'dfr'];

/** Every repair but doing nothing, each in one group, in the order of the registry. */
export function repairGroups(): RepairGroup[] {
  const titles: Record<RepairGroup['id'], string> = {
    'label-free': msg('Without labels'),
    part: msg('Fine-tune a part'),
    whole: msg('Fine-tune all layers'),
    held: msg('Fine-tune, held to the old model'),
    scratch: msg('Retrain from scratch'),
  };
  return Object.entries(titles).map(([id, title]) => ({
    id: id as RepairGroup['id'],
    title,
    arms: arms.filter((arm) => arm.id !== 'none' && groupOf(arm) === id),
  }));
}

function groupOf({ id, family, needs }: ArmFacts): RepairGroup['id'] {
  if (family === 'retrain') return 'scratch';
  if (!needs.newLabels) return 'label-free';
  if (PARTS.includes(id)) return 'part';
  return HELD.includes(id) ? 'held' : 'whole';
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
