/** What a run record is, as JSON Schema (draft 07), made from what reads it. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { runSchema } from './run.ts';

/** Of a record with every list written out, as `lab run --json` prints it. A `.driftlab.json` holds the same, lists column by column (`record/file/columns.ts`). */
export const runJsonSchema = (): object => ({
  ...toJsonSchema(runSchema, { errorMode: 'ignore', target: 'draft-07' }),
  title: 'Drift Lab run record, version 1',
});
