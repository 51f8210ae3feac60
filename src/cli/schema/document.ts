/**
 * What `lab --schema` prints: one JSON Schema (draft 7) of an experiment as a file may say it, whose definitions hold every registry and
 * the record of a run. Built from the schemas and registries that check an experiment, so it says what they say.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { specKinds } from '../../spec/kinds/registry.ts';
import { appVersion } from '../../version.ts';
import { packageRoot } from '../paths.ts';
import { idsSchema, registrySchema, type JsonSchema } from './entry-schema.ts';
import { registries, type RegistryId } from './registries.ts';

/** Where the record of a run is described. */
const RECORD_SCHEMA = 'schema/run-record.v1.json';

/** Which parts of an experiment name an entry of a registry, by the path in the schema of its kind; those that a kind lacks are passed over. */
const named: readonly (readonly [path: string, refinement: JsonSchema])[] = [
  ['drift.items', entryOf('drifts')],
  ['arms.items', entryOf('repairs')],
  ['policies.items', entryOf('policies')],
  ['data', { anyOf: [{ properties: { id: { const: 'own' } } }, entryOf('datasets'), entryOf('downloads')] }],
  ['measure.properties.metric', idsSchema(registries.metrics)],
  ['energy.properties.device', idsSchema(registries.devices)],
];

/** The whole document. @param root folder of package.json */
export function schemaDocument(root = packageRoot): JsonSchema {
  const record = join(root, RECORD_SCHEMA);
  const kinds = Object.fromEntries(specKinds.map((kind, i) => [kind.id, kindSchema(kind, i > 0)]));
  const tables = Object.entries(registries).map(([id, registry]) => [id, registrySchema(registry)] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `An experiment of ${appVersion}`,
    description:
      'What "lab run" takes as a file. Sections that are left out come from the first preset of the kind; a section that is there is complete. ' +
      'Whether it fits its data (rows, classes, groups, what a drift or a repair needs) is checked when it is run, and told with the path.',
    anyOf: specKinds.map(({ id }) => ({ $ref: `#/definitions/${id}` })),
    definitions: {
      ...kinds,
      ...Object.fromEntries(tables),
      ...(existsSync(record) && { record: JSON.parse(readFileSync(record, 'utf8')) as unknown }),
    },
  };
}

function entryOf(id: RegistryId): JsonSchema {
  return { $ref: `#/definitions/${id}` };
}

/** One kind, its sections optional; all kinds but the first have to be named. */
function kindSchema({ title, schema }: (typeof specKinds)[number], isNamed: boolean): JsonSchema {
  const { $schema: _, ...whole } = toJsonSchema(schema, {
    typeMode: 'input',
    // What a JSON Schema cannot say is said in words.
    overrideAction: ({ valibotAction: action, jsonSchema }) =>
      action.type === 'check' || action.type === 'raw_check'
        ? {
            ...jsonSchema,
            $comment: `Checked beyond this schema: ${'message' in action && action.message ? String(action.message) : 'see the lab’s own check'}`,
          }
        : undefined,
  }) as JsonSchema;
  const { required: __, ...open } = whole;
  const made: JsonSchema = { ...open, title: `A ${title}`, ...(isNamed && { required: ['kind'] }) };
  for (const [path, refinement] of named) refine(made, path.split('.'), refinement);
  return made;
}

/** Adds what else must hold of the part of the schema at that path. */
function refine(schema: JsonSchema, [first, ...rest]: readonly string[], refinement: JsonSchema): void {
  const properties = schema.properties as Record<string, JsonSchema>;
  if (!(first! in properties)) return;
  const parent = rest.slice(0, -1).reduce((at, key) => at[key] as JsonSchema, properties[first!]!);
  const last = rest.at(-1);
  if (last === undefined) properties[first!] = { allOf: [properties[first!], refinement] };
  else if (!(last in parent)) throw new Error(`the schema has no ${[first, ...rest].join('.')}`);
  else parent[last] = { allOf: [parent[last], refinement] };
}
