import { comparisonRun, streamRun } from './test/record/runs.ts';
import { exports } from './src/record/export/registry.ts';
for (const r of [comparisonRun(), streamRun()]) for (const e of exports) if (process.argv.slice(2).includes(e.id)) console.log(String(await e.content(r)).slice(0,9000));
