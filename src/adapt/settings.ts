/** Reading and declaring what can be chosen about an arm. */
import { withDefaults, type Parameter, type ParameterValue } from '../spec/parameter.ts';
import type { ArmContext } from '../contracts/repair.ts';

type NumberParameter = Extract<Parameter, { kind: 'number' }>;

/** A real number within bounds. */
export const real = (
  name: string,
  title: string,
  help: string,
  range: Pick<NumberParameter, 'min' | 'max' | 'default' | 'unit'>,
): NumberParameter => ({ name, title, help, kind: 'number', ...range });

/** A whole number within bounds. */
export const whole = (...of: Parameters<typeof real>): NumberParameter => ({ ...real(...of), whole: true });

/** The values of these parameters: what the context says, else their defaults. */
function setting(parameters: readonly Parameter[], { params = {} }: ArmContext, name: string): ParameterValue {
  const value = withDefaults(parameters, params)[name];
  if (value === undefined) throw new RangeError(`there is no parameter "${name}"`);
  return value;
}

/** The value of a number. */
export const numberOf = (parameters: readonly Parameter[], context: ArmContext, name: string): number =>
  setting(parameters, context, name) as number;

/** The id of what was chosen. */
export const choiceOf = (parameters: readonly Parameter[], context: ArmContext, name: string): string =>
  setting(parameters, context, name) as string;
