/** The gallery beside the app: fetched from where the app comes from, and nothing of it taken on trust. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Benchmark } from '../../contracts/library.ts';
import { cardFrom, indexFrom } from '../../record/gallery.ts';
import { readRun, type ReadRun } from '../../record/file/read.ts';

/** A file of the gallery by its path below the folder. @throws Error where there is none */
export type FetchFile = (path: string) => Promise<Uint8Array>;

/** @throws Error in words */
export async function benchmarksFrom(fetchFile: FetchFile): Promise<readonly Benchmark[]> {
  const text = async (path: string) => new TextDecoder().decode(await fetchFile(path));
  const { benchmarks } = indexFrom(await text('index.json'));
  return Promise.all(
    benchmarks.map(async (id) => {
      const { runs, ...card } = cardFrom(await text(`${id}/eval.json`));
      return { id, ...card, runs: runs.filter(({ retracted }) => retracted === undefined) };
    }),
  );
}

/** A run of the gallery, whose file and content are what its card says. @throws Error in words where they are not */
export async function galleryRun(fetchFile: FetchFile, benchmark: string, file: string): Promise<Extract<ReadRun, { ok: true }>> {
  const card = cardFrom(new TextDecoder().decode(await fetchFile(`${benchmark}/eval.json`)));
  const told = card.runs.find((run) => run.file === file);
  if (!told) throw new Error(`The gallery has no ${file} in ${benchmark}.`);
  const bytes = await fetchFile(`${benchmark}/${file}`);
  if (bytesToHex(sha256(bytes)) !== told.sha256) throw new Error(`${file} is not the file that its card names: its hash differs.`);
  const run = readRun(bytes);
  if (!run.ok) throw new Error(`${file}: ${run.message}`);
  if (run.record.runId !== told.runId || run.record.specId !== card.specId)
    throw new Error(`${file} holds another run, or a run of another experiment, than its card says.`);
  return run;
}
