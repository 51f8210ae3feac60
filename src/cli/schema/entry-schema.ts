/** A registry as a JSON Schema: one of its entries, with parameters in their ranges. */
import type { Parameter } from '../../spec/parameter.ts';
import { factsOf, type Entry, type Registry } from './registries.ts';

export type JsonSchema = { [key: string]: unknown };

/** `{ id, params }` with the id of an entry and values that it takes; `x-facts` is whatever else the entry says. */
export function registrySchema({ title, entries, open }: Registry): JsonSchema {
  return { title: `Every ${title}`, oneOf: entries.map((entry) => entrySchema(entry, open ?? false)) };
}

/** Ids alone. */
export const idsSchema = ({ entries }: Registry): JsonSchema => ({ enum: entries.map(({ id }) => id) });

function entrySchema(entry: Entry, open: boolean): JsonSchema {
  const { id, title, help, parameters = [], ...facts } = factsOf(entry) as Entry & JsonSchema;
  const params = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameterSchema(parameter)])),
    ...(!open && { additionalProperties: false }),
  };
  return {
    title,
    ...(help !== undefined && { description: help }),
    type: 'object',
    properties: { id: { const: id }, params },
    required: ['id'],
    'x-facts': facts,
  };
}

/** Names of classes and columns are the data's, so any text will do here. */
function parameterSchema(parameter: Parameter): JsonSchema {
  const { title, help: description, default: preset } = parameter;
  const said = { title, description, default: preset };
  switch (parameter.kind) {
    case 'number': {
      const { min: minimum, max: maximum, whole, unit } = parameter;
      return { ...said, type: whole ? 'integer' : 'number', minimum, maximum, ...(unit !== undefined && { 'x-unit': unit }) };
    }
    case 'choice':
      return { ...said, oneOf: parameter.choices.map(({ id, title: label }) => ({ const: id, title: label })) };
    case 'class':
    case 'column':
      return { ...said, type: 'string' };
    case 'shares':
      return { ...said, type: 'array', items: { type: 'number', minimum: 0, maximum: 1 } };
  }
}
