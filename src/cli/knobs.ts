/** The main knobs of an experiment on the command line: each sets one thing of the spec, whatever the data. */
import { arms } from '../adapt/registry.ts';
import { injections } from '../drift/registry.ts';
import { can, specKindOf } from '../spec/kinds/registry.ts';
import { globalDrift, type AnySpec, type Spec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import { leadOption, withLead } from './lead-option.ts';
import { crossed } from './policies-crossed.ts';

export const knobOptions: readonly Option[] = [
  {
    name: 'drift',
    value: 'id[:severity][@where]',
    many: true,
    help: 'what is injected, severity 1 … 5 (3): gain-offset, gain-offset:4, contrast:2@class=7, noise@group=north, noise@rows=0.3; none for no drift',
  },
  {
    name: 'repairs',
    value: 'a,b',
    help: 'which repairs race, by id; doing nothing always does. Of a stream: every policy that repairs, with each of them',
  },
  { name: 'epochs', value: 'n', help: 'epochs of the base model, and at most of a repair' },
  { name: 'rate', value: 'x', help: 'learning rate of the base model, such as 0.003' },
  { name: 'labels', value: 'n', help: 'labelled rows of the new world, or 20/class; of a stream the share whose labels come back, 0 … 1' },
  leadOption,
  { name: 'print-spec', help: 'print the experiment that all this makes, and end' },
];

/** `mlp:64,64` and its like in place of a model of one's own. */
const FAMILY = /^(softmax|mlp|cnn)(?::(.*))?$/;

export const isFamily = (model: string | undefined): boolean => model !== undefined && FAMILY.test(model);

/**
 * The experiment with what was asked for. A sweep sets labels itself.
 * @throws CliError that names the option and what it takes. Bounds are checked with the whole spec.
 */
export function turned<S extends AnySpec>(spec: S, { values, lists }: Given, { labels = true } = {}): S {
  const changes: Partial<Spec>[] = [];
  const { repairs, epochs, rate, model } = values;
  if (lists.drift) changes.push({ drift: driftsFrom(lists.drift) });
  if (model !== undefined && isFamily(model)) changes.push({ model: modelFrom(model) });
  if (epochs !== undefined || rate !== undefined) {
    const base = {
      ...spec.base,
      ...(epochs !== undefined && { epochs: whole('epochs', epochs) }),
      ...(rate !== undefined && { learningRate: number('rate', rate) }),
    };
    changes.push({ base, ...(epochs !== undefined && { stop: { ...spec.stop, epochs: whole('epochs', epochs) } }) });
  }
  const changed = Object.assign({}, spec, ...changes) as S;
  const repaired = repairs === undefined ? changed : withRepairs(changed, repairs);
  const turnedSpec = values.lead === undefined ? repaired : withLead(repaired, values.lead);
  if (!labels || values.labels === undefined) return turnedSpec;
  const [, count = '', each] = /^(.*?)(\/class)?$/.exec(values.labels)!;
  const labelled = specKindOf(turnedSpec).withLabels(turnedSpec, number('labels', count)) as S;
  if (!each) return labelled;
  if (!can(spec, 'variesBudget')) throw new CliError('--labels: only a comparison buys labels by class.');
  return { ...labelled, labels: { ...labelled.labels, perClass: true } } as S;
}

function driftsFrom(texts: readonly string[]): Spec['drift'] {
  if (texts.length === 1 && texts[0] === 'none') return [];
  return texts.map((text) => {
    const found = /^([a-z0-9-]+)(?::(\d+(?:\.\d+)?))?(?:@(.+))?$/.exec(text);
    const known = injections.find(({ id }) => id === found?.[1]);
    if (!found || !known)
      throw new CliError(
        `--drift: there is no drift "${text}". Write id, id:severity or id:severity@where; "lab drift --list" prints every id.`,
      );
    return { ...globalDrift(known.id, Number(found[2] ?? 3)), ...(found[3] && { where: whereFrom(found[3]) }) };
  });
}

const PLACES = 'all, class=name, group=name, rows=0.3, features=0.3 or region=column:0.2-0.6 (quantiles)';

function whereFrom(text: string): Spec['drift'][number]['where'] {
  const [scope, value = ''] = text.split(/=(.*)/s);
  const region = /^(.+):(\d*\.?\d+)-(\d*\.?\d+)$/.exec(value);
  if (text === 'all') return { scope: 'all' };
  if ((scope === 'class' || scope === 'group') && value) return { scope, name: value };
  if ((scope === 'rows' || scope === 'features') && Number(value) > 0) return { scope, share: Number(value) };
  if (scope === 'region' && region) return { scope, column: region[1]!, from: Number(region[2]), to: Number(region[3]) };
  throw new CliError(`--drift: "@${text}" is no place. Write ${PLACES}.`);
}

function withRepairs<S extends AnySpec>(spec: S, text: string): S {
  const asked = text.split(',').map((part) => part.trim());
  const unknown = asked.find((id) => !arms.some((arm) => arm.id === id));
  if (unknown !== undefined)
    throw new CliError(`--repairs: there is no repair "${unknown}"; choose from ${arms.map(({ id }) => id).join(', ')}.`);
  // Doing nothing is what all are held against.
  if (can(spec, 'choosesMetric')) return { ...spec, arms: [...new Set(['none', ...asked])].map((id) => ({ id })) };
  try {
    return crossed(spec, asked) as S;
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`--repairs: ${error.message}.`);
    throw error;
  }
}

function modelFrom(text: string): Spec['model'] {
  const [, family, sizes] = FAMILY.exec(text)!;
  const numbers = (part: string | undefined) => (part ? part.split(',').map((each) => whole('model', each.trim())) : []);
  if (family === 'softmax') return { family, params: {} };
  if (family === 'mlp') return { family, params: { hidden: sizes ? numbers(sizes) : [64, 64] } };
  const [filters, dense] = (sizes ?? '8,16:32').split(':');
  return { family: 'cnn', params: { filters: numbers(filters), dense: whole('model', dense ?? '32') } };
}

function whole(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new CliError(`--${option}: expected a whole number, got "${text}".`);
  return Number(text);
}

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new CliError(`--${option}: expected a number, got "${text}".`);
  return value;
}
