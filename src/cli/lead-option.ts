/** `--lead`: how long repairs take until they serve, as a worked situation, single fields of it, or both. */
import { leadSituations } from '../spec/lead/situations.ts';
import type { Lead } from '../spec/lead/schema.ts';
import { specKindOf } from '../spec/kinds/registry.ts';
import type { AnySpec } from '../spec/schema.ts';
import { axisFrom, splitOutside, varied } from '../spec/vary.ts';
import { CliError } from './cli-error.ts';
import type { Option } from './command.ts';

const names = leadSituations.map(({ id }) => id).join(', ');

export const leadOption: Option = {
  name: 'lead',
  value: 'what',
  help: `how long repairs take until they serve: ${names}; and single fields, as camera,horizon=720,training.hours=24; or none`,
};

const none = { validation: 0, approval: 0, rollout: 0 };
const AT_ONCE: Lead = { training: { by: 'full', hours: 0 }, steps: { tune: none, retrain: none } };

/** The experiment with that lead; without it for `none`. @throws CliError that names the option and the field */
export function withLead<S extends AnySpec>(spec: S, text: string): S {
  const parts = splitOutside(text);
  if (text.trim() === 'none') {
    const { lead: _, ...rest } = spec;
    return rest as S;
  }
  const [name, ...fields] = (parts[0] ?? '').includes('=') ? [undefined, ...parts] : parts;
  const situation = leadSituations.find(({ id }) => id === name);
  if (name !== undefined && !situation)
    throw new CliError(`--lead: there is no situation "${name}"; choose ${names}, or name fields, as horizon=720.`);
  const start = situation ? (specKindOf(spec).withLead(spec, situation.lead) as S) : { ...spec, lead: spec.lead ?? AT_ONCE };
  try {
    return fields.reduce((changed, field) => {
      const { path, values } = axisFrom(`lead.${field}`);
      return varied(changed, { path }, values[0]);
    }, start);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`--lead: ${error.message}.`);
    throw error;
  }
}
