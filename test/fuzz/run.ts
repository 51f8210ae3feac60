/**
 * `npm run fuzz -- --minutes 30 [--seed N] [--only id]`: the properties of `registry.ts` over and over, each round from another seed, until the
 * time is over. What breaks one is shrunk, printed with its seed and kept in `corpus/`, where the unit tests run it from then on; so is what a
 * reader takes more than 1 ms of processor time a kB for. Exit code 1 where something was found.
 */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { kept, type FuzzProperty } from './property.ts';
import { properties } from './registry.ts';

const { values: options } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const minutes = Number(options.minutes);
const first = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
const chosen = properties.filter(({ id }) => options.only === undefined || id === options.only);
if (!(minutes > 0) || !Number.isInteger(first) || !chosen.length) {
  console.error(`Give --minutes above 0, --seed a whole number, --only one of ${properties.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

/** Cases of a property in one round. */
const RUNS = 200;
/** A round of one property gives way after so long. */
const ROUND_MS = 20_000;
/** Processor time a kB that a reader may take, and what none is held against: what runs for the first time is compiled. */
const MS_A_KB = 1;
const FREE_MS = 40;

const counts = new Map(chosen.map(({ id }) => [id, { runs: 0, found: 0 }]));
const until = Date.now() + 60_000 * minutes;
console.log(`Seed ${first}, ${minutes} minutes, ${chosen.length} properties.`);
for (let round = 0; Date.now() < until; round++) for (const property of chosen) if (Date.now() < until) await once(property, first + round);

for (const [id, { runs, found }] of counts)
  console.log(`${id.padEnd(28)} ${String(runs).padStart(8)} cases${found ? `, ${found} found` : ''}`);
const all = [...counts.values()].reduce((sum, { runs, found }) => ({ runs: sum.runs + runs, found: sum.found + found }), {
  runs: 0,
  found: 0,
});
console.log(`${all.runs} cases, ${all.found} found.`);
process.exitCode = all.found ? 1 : 0;

async function once(property: FuzzProperty, seed: number): Promise<void> {
  const count = counts.get(property.id)!;
  const result = await fc.check(
    fc.asyncProperty(property.cases, async (given) => {
      count.runs++;
      await timed(property, given);
    }),
    { seed, numRuns: RUNS, interruptAfterTimeLimit: Math.min(ROUND_MS, Math.max(1, until - Date.now())), markInterruptAsFailure: false },
  );
  if (!result.failed || !result.counterexample) return;
  count.found++;
  const [found] = result.counterexample;
  const text = `${kept({ property: property.id, found })}\n`;
  const name = `${property.id}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
  const file = join(import.meta.dirname, 'corpus', name);
  if (!existsSync(file)) writeFileSync(file, text);
  const reason = result.errorInstance instanceof Error ? result.errorInstance.stack : String(result.errorInstance);
  console.log(`${property.id}, seed ${seed}: ${name}\n${text.slice(0, 600)}${reason?.slice(0, 900)}`);
}

/** Checks a case; slow three times out of three is slow. */
async function timed(property: FuzzProperty, given: unknown): Promise<void> {
  const limit = property.bytes ? FREE_MS + (MS_A_KB * property.bytes(given)) / 1024 : Infinity;
  for (let attempt = 1; ; attempt++) {
    const before = process.cpuUsage();
    await property.check(given);
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    if (took <= limit) return;
    if (attempt === 3) throw new Error(`it took ${took.toFixed(0)} ms of processor time for ${property.bytes!(given)} bytes`);
  }
}
