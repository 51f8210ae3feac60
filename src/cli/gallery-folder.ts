/** A gallery as a folder on disk: what is wrong with it, and how a run joins it. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardFrom, indexFrom, type GalleryCard } from '../record/gallery.ts';
import { readRun } from '../record/file/read.ts';
import { runText } from '../record/file/write.ts';
import { sharedOf } from '../record/shared.ts';
import type { AnyRecord } from '../contracts/record.ts';
import { CliError } from './cli-error.ts';
import { writeWhole } from './write-out.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Everything that is wrong, each with its place; empty where nothing is. */
export function faultsOf(folder: string): string[] {
  const read = <T>(path: string, how: (json: string) => T): T | string => {
    try {
      return how(readFileSync(join(folder, path), 'utf8'));
    } catch (error) {
      return `${path}: ${(error as Error).message}`;
    }
  };
  const index = read('index.json', indexFrom);
  if (typeof index === 'string') return [index];
  const faults: string[] = [];
  for (const id of index.benchmarks) {
    const card = read(`${id}/eval.json`, cardFrom);
    if (typeof card === 'string') faults.push(card);
    else faults.push(...card.runs.flatMap((run) => faultsOfRun(folder, id, card, run)), ...strays(folder, id, card));
  }
  return faults;
}

function faultsOfRun(folder: string, id: string, { specId }: GalleryCard, told: GalleryCard['runs'][number]): string[] {
  const path = `${id}/${told.file}`;
  if (!existsSync(join(folder, path))) return [`${path}: is not there`];
  const bytes = readFileSync(join(folder, path));
  const faults = [
    ...(bytes.length === told.bytes ? [] : [`has ${bytes.length} bytes, and its card says ${told.bytes}`]),
    ...(hashOf(bytes) === told.sha256 ? [] : ['does not have the hash that its card names']),
  ];
  const run = readRun(bytes);
  if (!run.ok) return [...faults, run.message].map((text) => `${path}: ${text}`);
  const { record, sound, checks } = run;
  return [
    ...faults,
    ...(sound ? [] : checks.filter(({ ok }) => !ok).map(({ text }) => text)),
    ...(record.runId === told.runId ? [] : [`is run ${record.runId}, and its card says ${told.runId}`]),
    ...(record.specId === specId ? [] : ['is a run of another experiment than its benchmark']),
    ...(record.aborted ? ['was stopped by hand'] : []),
    ...(sharedOf(record).verdict === told.verdict ? [] : ['has another verdict than its card says']),
  ].map((text) => `${path}: ${text}`);
}

/** Files that no card names: they would be served all the same. */
function strays(folder: string, id: string, { runs }: GalleryCard): string[] {
  const known = new Set(['eval.json', ...runs.map(({ file }) => file)]);
  return readdirSync(join(folder, id)).flatMap((name) => (known.has(name) ? [] : [`${id}/${name}: no card names it`]));
}

export interface Contribution {
  readonly benchmark: string;
  readonly author: string;
  readonly machine: string;
  /** yyyy-mm-dd */
  readonly addedAt: string;
  /** Of a new benchmark. */
  readonly card?: Pick<GalleryCard, 'title' | 'task' | 'metric' | 'seeds' | 'rules'>;
}

/** Puts a run into its benchmark, which is made where there is none. @throws CliError */
export function contribute(folder: string, record: AnyRecord, { benchmark, author, machine, addedAt, card }: Contribution): string {
  const at = join(folder, benchmark);
  const path = join(at, 'eval.json');
  const known = existsSync(path) ? cardFrom(readFileSync(path, 'utf8')) : undefined;
  if (!known && !card) throw new CliError(`There is no benchmark “${benchmark}” in ${folder}. Say --title and --task to make one.`);
  const before: GalleryCard = known ?? { ...card!, specId: record.specId, runs: [] };
  if (before.specId !== record.specId) throw new CliError(`This is a run of another experiment than the benchmark “${benchmark}”.`);
  if (before.runs.some(({ runId }) => runId === record.runId)) throw new CliError(`The benchmark “${benchmark}” has this run already.`);
  // Not gzipped: hosts differ in what they make of such files, and most compress on the way anyhow.
  const file = `${record.runId.slice(7, 19)}.driftlab.json`;
  const bytes = new TextEncoder().encode(runText(record));
  const told = {
    runId: record.runId,
    file,
    bytes: bytes.length,
    sha256: hashOf(bytes),
    addedAt,
    author,
    machine,
    verdict: sharedOf(record).verdict,
  };
  mkdirSync(at, { recursive: true });
  writeWhole(join(at, file), bytes);
  writeWhole(path, `${JSON.stringify({ ...before, runs: [...before.runs, told] }, null, 2)}\n`);
  const indexPath = join(folder, 'index.json');
  const index = existsSync(indexPath) ? indexFrom(readFileSync(indexPath, 'utf8')) : { version: 1 as const, benchmarks: [] };
  if (!index.benchmarks.includes(benchmark))
    writeWhole(indexPath, `${JSON.stringify({ ...index, benchmarks: [...index.benchmarks, benchmark] }, null, 2)}\n`);
  return file;
}
