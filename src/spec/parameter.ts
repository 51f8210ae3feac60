/** What can be chosen about a data set or an injection, as data: the page, the command line and the check are built from it. */

interface Described {
  /** Its key in the spec. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly help: string;
}

export type Parameter = Described &
  (
    | {
        readonly kind: 'number';
        readonly min: number;
        readonly max: number;
        readonly default: number;
        readonly whole?: boolean;
        readonly unit?: string;
      }
    | { readonly kind: 'choice'; readonly choices: readonly { readonly id: string; readonly title: string }[]; readonly default: string }
    /** The name of a class or a column of the data; empty = drawn from the seed. */
    | { readonly kind: 'class' | 'column'; readonly default: '' }
    /** One share per class, which together are 1; empty = drawn from the seed. */
    | { readonly kind: 'shares'; readonly default: readonly number[] }
  );

export type ParameterValue = number | string | readonly number[];
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** What names refer to. */
export interface ParameterFacts {
  readonly classes: readonly string[];
  readonly columns: readonly { readonly name: string }[];
}

/** A value for each parameter: the one given, else its default. */
export const withDefaults = (parameters: readonly Parameter[] = [], given: ParameterValues = {}): ParameterValues =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, given[parameter.name] ?? parameter.default]));

/** What is wrong with the values given, each with the name it belongs to; empty when they can be used. */
export function checkParameters(
  parameters: readonly Parameter[] = [],
  given: ParameterValues,
  facts: ParameterFacts,
): { name: string; message: string }[] {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      name,
      message: names.length ? `there is no such parameter; it takes ${names.join(', ')}` : 'it takes no parameters',
    }));
  const wrong = parameters.flatMap((parameter) => {
    const value = given[parameter.name];
    const message = value === undefined ? undefined : wrongValue(parameter, value, facts);
    return message === undefined ? [] : [{ name: parameter.name, message }];
  });
  return [...unknown, ...wrong];
}

function wrongValue(parameter: Parameter, value: ParameterValue, { classes, columns }: ParameterFacts): string | undefined {
  const oneOf = (known: readonly string[]): string | undefined => {
    if (value === '' && parameter.default === '') return undefined;
    return known.includes(String(value)) ? undefined : `there is no "${String(value)}"; choose one of ${known.slice(0, 20).join(', ')}`;
  };
  switch (parameter.kind) {
    case 'number': {
      const fits =
        typeof value === 'number' && value >= parameter.min && value <= parameter.max && (!parameter.whole || Number.isInteger(value));
      return fits
        ? undefined
        : `expected a ${parameter.whole ? 'whole ' : ''}number from ${parameter.min} to ${parameter.max}, got ${JSON.stringify(value)}`;
    }
    case 'choice':
      return oneOf(parameter.choices.map(({ id }) => id));
    case 'class':
      return oneOf(classes);
    case 'column':
      return oneOf(columns.map(({ name }) => name));
    case 'shares': {
      if (Array.isArray(value) && value.length === 0) return undefined;
      const shares = Array.isArray(value) ? (value as readonly number[]) : [];
      const fits =
        shares.length === classes.length && shares.every((share) => share >= 0) && Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-6;
      return fits ? undefined : `expected ${classes.length} shares that sum to 1, one for each of ${classes.slice(0, 20).join(', ')}`;
    }
  }
}
