/** Parts of a class from files: records, and texts that hold codes. */
import { readFileSync, statSync } from 'node:fs';
import type { RunRecord } from '../contracts/record.ts';
import { codesIn, readCode } from '../record/class/code.ts';
import { partOfCode, partOfRun, type Part } from '../record/class/part.ts';
import type { Unmerged } from '../record/merge.ts';
import { can, specKindOf } from '../spec/kinds/registry.ts';
import { CliError } from './cli-error.ts';
import { userPath } from './paths.ts';
import { soundRunIn } from './run-files.ts';

/** Beyond this a file is no list of codes. */
const MOST_BYTES_OF_CODES = 1_000_000;

/**
 * Records first, then codes, each named by its file and its place there. A code says only the start of its experiment's id: the first record tells
 * what the experiment is. @throws CliError where a file cannot be read, or there are codes and no record
 */
export function partsIn(names: readonly string[]): { readonly parts: readonly Part[]; readonly refused: readonly Unmerged[] } {
  const texts = names.map((name) => ({ name, codes: codesInFile(name) }));
  const records = texts.flatMap(({ name, codes }) => (codes.length ? [] : [partOfRun(name, comparisonIn(name))]));
  const codes = texts.flatMap(({ name, codes: own }) => own.map((text, i) => ({ name: `${name}, code ${i + 1}`, text })));
  const spec = records[0]?.record?.spec;
  if (codes.length && !spec)
    throw new CliError(
      'Codes do not say what their experiment is: give a record of it, too, as "Download run" or "lab run --out" writes it.',
    );
  const refused: Unmerged[] = [];
  const parts = codes.flatMap(({ name, text }) => {
    const read = readCode(text);
    const part = read.ok ? partOfCode(name, read.code, spec!) : { why: read.why };
    if (!('why' in part)) return [part];
    refused.push({ name, why: part.why });
    return [];
  });
  return { parts: [...records, ...parts], refused };
}

/** Empty of what is no text with codes. */
function codesInFile(given: string): readonly string[] {
  const path = userPath(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size > MOST_BYTES_OF_CODES) return [];
  const text = readFileSync(path, 'utf8');
  // A record is an object, a page, or gzipped.
  return /^\s*[{<]|^\x1f/.test(text) || !/\bDL\d/.test(text) ? [] : codesIn(text);
}

function comparisonIn(name: string): RunRecord {
  const record = soundRunIn(name);
  if (!can(record.spec, 'poolsSeeds'))
    throw new CliError(`${name}: a ${specKindOf(record.spec).title} cannot be pooled; its seeds are of one stream.`);
  return record as RunRecord;
}
