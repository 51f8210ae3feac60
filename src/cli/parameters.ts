/** `--param name=value`, checked against what a detector or test declares. */
import { checkParameters, withDefaults, type Parameter, type ParameterValues } from '../spec/parameter.ts';
import { CliError } from './cli-error.ts';
import type { Option } from './command.ts';

export const parameterOption: Option = {
  name: 'param',
  value: 'name=value',
  many: true,
  help: 'a parameter; may be given several times (--list shows all)',
};

/** A value for each parameter. @throws CliError that names the parameter and what it takes. */
export function parametersFrom(given: readonly string[] = [], declared: readonly Parameter[]): ParameterValues {
  const values = Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new CliError(`--param: expected name=value, got "${text}".`);
      const [name, value] = [text.slice(0, at), text.slice(at + 1)];
      const isNumber = declared.find((parameter) => parameter.name === name)?.kind === 'number';
      return [name, isNumber && value.trim() !== '' ? Number(value) : value];
    }),
  );
  const wrong = checkParameters(declared, values, { classes: [], columns: [] });
  if (wrong.length) throw new CliError(wrong.map(({ name, message }) => `--param ${name}: ${message}`).join('\n'));
  return withDefaults(declared, values);
}

/** What `--list` prints of one entry. */
export function describeParameters(parameters: readonly Parameter[]): string {
  return parameters
    .map((parameter) => {
      const range =
        parameter.kind === 'number'
          ? `${parameter.min} … ${parameter.max}`
          : parameter.kind === 'choice'
            ? parameter.choices.map(({ id }) => id).join(' | ')
            : parameter.kind;
      return `    --param ${parameter.name}=${String(parameter.default)}  (${range}) ${parameter.help}`;
    })
    .join('\n');
}
