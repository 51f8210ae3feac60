/** `npm run schema`: writes the JSON Schema of run records where others find it. A test holds it against the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJsonSchema } from '../src/record/schema/json-schema.ts';

writeFileSync(join(import.meta.dirname, '../schema/run-record.v1.json'), `${JSON.stringify(runJsonSchema(), null, 2)}\n`);
