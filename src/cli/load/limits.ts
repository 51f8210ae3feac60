/** Every number of an experiment at both ends of what its schema allows, one at a time. */
import type { JsonSchema } from '../schema/entry-schema.ts';

export interface Limit {
  /** Keys and places in lists. */
  readonly path: readonly (string | number)[];
  readonly value: number;
}

/** The limits of every number that stands in `spec`. @param root of the document, for its definitions */
export function limitsOf(spec: unknown, schema: JsonSchema, root: JsonSchema): Limit[] {
  const limits = new Map<string, Limit>();
  const visit = (value: unknown, part: JsonSchema, path: Limit['path']): void => {
    const whole = resolved(part, root);
    for (const branch of ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (whole[word] as JsonSchema[] | undefined) ?? []))
      if (mayBe(value, branch, root)) visit(value, branch, path);
    if (typeof value === 'number') {
      for (const limit of [whole['minimum'], whole['maximum']])
        if (typeof limit === 'number') limits.set(`${path.join('.')}=${limit}`, { path, value: limit });
    } else if (Array.isArray(value)) {
      const { items } = whole;
      if (items && !Array.isArray(items)) value.forEach((each, i) => visit(each, items as JsonSchema, [...path, i]));
    } else if (value && typeof value === 'object') {
      const properties = (whole['properties'] ?? {}) as Record<string, JsonSchema>;
      for (const [key, inner] of Object.entries(value)) if (Object.hasOwn(properties, key)) visit(inner, properties[key]!, [...path, key]);
    }
  };
  visit(spec, schema, []);
  return [...limits.values()];
}

function resolved(part: JsonSchema, root: JsonSchema): JsonSchema {
  const name = typeof part['$ref'] === 'string' ? part['$ref'].replace('#/definitions/', '') : undefined;
  return name === undefined ? part : (root['definitions'] as Record<string, JsonSchema>)[name]!;
}

/** Whatever the branch says of single values is so of that one: it tells alternatives apart. */
function mayBe(value: unknown, branch: JsonSchema, root: JsonSchema): boolean {
  const { const: only, properties } = resolved(branch, root);
  if (only !== undefined) return value === only;
  if (!properties || !value || typeof value !== 'object') return true;
  return Object.entries(properties as Record<string, JsonSchema>).every(([key, inner]) => {
    const given = (value as Record<string, unknown>)[key];
    return given === undefined || resolved(inner, root)['const'] === undefined || mayBe(given, inner, root);
  });
}

/** A copy of the experiment with that number there. */
export function atLimit<Spec>(spec: Spec, { path: [key, ...rest], value }: Limit): Spec {
  const inner = (spec as Record<string | number, unknown>)[key!];
  const changed = rest.length ? atLimit(inner, { path: rest, value }) : value;
  return (Array.isArray(spec) ? Object.assign([...(spec as unknown[])], { [key!]: changed }) : { ...spec, [key!]: changed }) as Spec;
}

export const nameOf = ({ path, value }: Limit): string =>
  `${path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i ? `.${key}` : key)).join('')} = ${value}`;
