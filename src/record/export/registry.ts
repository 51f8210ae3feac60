/** Every form in which a run can be saved or printed, in the order in which they are offered. The first is the run as a file that can be opened again. */
import type { AnyRecord } from '../../contracts/record.ts';
import { documentOf } from '../document.ts';
import { runBytes, runText } from '../file/write.ts';
import { csv, longCsv } from './csv.ts';
import { text } from './text.ts';

export interface Export {
  /** What the command line calls it. */
  readonly id: string;
  /** In a menu. */
  readonly title: string;
  /** Of a file's name, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The whole file. What is rarely wanted is fetched when it is. */
  content(record: AnyRecord): Content | Promise<Content>;
}

export type Content = string | Uint8Array<ArrayBuffer>;

const json = 'application/json';

/** All of them; each makes the whole text of a record. */
export const exports: readonly Export[] = [
  { id: 'run', title: 'run file', extension: 'driftlab.json', mediaType: json, content: runText },
  { id: 'run-gz', title: 'run, gzipped', extension: 'driftlab.json.gz', mediaType: 'application/gzip', content: runBytes },
  {
    ...{ id: 'json', title: 'record, every list written out (JSON)', extension: 'json', mediaType: json },
    content: (record) => JSON.stringify(documentOf(record), null, 1),
  },
  { id: 'csv', title: 'results (CSV)', extension: 'csv', mediaType: 'text/csv', content: csv },
  { id: 'csv-long', title: 'results, a row per measure (CSV)', extension: 'long.csv', mediaType: 'text/csv', content: longCsv },
  {
    ...{ id: 'html', title: 'report (HTML)', extension: 'html', mediaType: 'text/html' },
    content: async (record) => (await import('./html/report.ts')).report(record),
  },
  {
    ...{ id: 'markdown', title: 'summary (Markdown)', extension: 'md', mediaType: 'text/markdown' },
    content: async (record) => (await import('./markdown.ts')).markdown(record),
  },
  {
    ...{ id: 'bibtex', title: 'citation (BibTeX)', extension: 'bib', mediaType: 'application/x-bibtex' },
    content: async (record) => (await import('./citation.ts')).bibtex(record),
  },
  {
    ...{ id: 'cff', title: 'citation (CFF)', extension: 'cff', mediaType: 'application/yaml' },
    content: async (record) => (await import('./citation.ts')).cff(record),
  },
  {
    ...{ id: 'mlflow', title: 'runs for MLflow (JSON)', extension: 'mlflow.json', mediaType: json },
    content: async (record) => (await import('./mlflow.ts')).mlflow(record),
  },
  {
    ...{ id: 'wandb', title: 'runs for Weights & Biases (JSON lines)', extension: 'wandb.jsonl', mediaType: 'application/jsonl' },
    content: async (record) => (await import('./wandb.ts')).wandb(record),
  },
  {
    ...{ id: 'mllog', title: 'log as of MLPerf (MLLOG)', extension: 'mllog.txt', mediaType: 'text/plain' },
    content: async (record) => (await import('./mllog.ts')).mllog(record),
  },
  {
    ...{ id: 'notebook', title: 'notebook (Jupyter)', extension: 'ipynb', mediaType: 'application/x-ipynb+json' },
    content: async (record) => (await import('./notebook.ts')).notebook(record),
  },
  {
    ...{ id: 'python', title: 'reader (Python)', extension: 'py', mediaType: 'text/x-python' },
    content: async (record) => (await import('./python.ts')).python(record),
  },
  {
    ...{ id: 'ro-crate', title: 'research object (RO-Crate, ZIP)', extension: 'ro-crate.zip', mediaType: 'application/zip' },
    content: async (record) => (await import('./ro-crate.ts')).roCrate(record),
  },
  { id: 'text', title: 'table (text)', extension: 'txt', mediaType: 'text/plain', content: text },
];

/** The one whose ending a file's name has, the longest where several fit; undefined where none does. */
export const exportOfName = (name: string): Export | undefined =>
  exports.filter(({ extension }) => name.endsWith(`.${extension}`)).sort((a, b) => b.extension.length - a.extension.length)[0];
