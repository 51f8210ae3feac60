/** Files of the user's read in Node, with what is said of them. */
import { statSync } from 'node:fs';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { DataError } from '../data/errors.ts';
import { readOwnFiles } from '../data/readers/read-own.ts';
import type { ReadingOptions } from '../spec/reading-options.ts';
import type { ReadingReport } from '../data/report.ts';
import type { Dataset } from '../data/types.ts';
import { CliError } from './cli-error.ts';
import { note } from './desk.ts';
import { noteLine } from './note-line.ts';
import { userPath } from './paths.ts';
import { reportLines } from './report-text.ts';

/** Opened, not read: a large file comes chunk by chunk. @throws CliError */
export async function openedFiles(sources: readonly string[]): Promise<File[]> {
  return Promise.all(
    sources.map(async (source) => {
      const path = userPath(source);
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new CliError(`${source} cannot be read. Give a file.`);
      return new File([await openAsBlob(path)], basename(path));
    }),
  );
}

/** @throws CliError with file, line and column. */
export async function datasetFrom(files: readonly File[], reading: ReadingOptions): Promise<Dataset> {
  return saying(files, () => readOwnFiles(files, { reading, decode: blank }));
}

/** No browser, no pixels: what a folder of images holds is told all the same. */
const blank = (_image: Blob, side: number): Promise<Float32Array> => Promise.resolve(new Float32Array(3 * side * side));

/** What to do, with the options that do it. */
const remedyLine = ({ remedy, option }: DataError): string => noteLine({ text: remedy, ...(option !== undefined && { option }) });

/** What is refused of data, under the option that asked for it, where one did. @throws CliError */
export function refusingData<T>(option: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError)
      throw new CliError(`${option === undefined ? '' : `${option}: `}${error.message}. ${remedyLine(error)}`);
    throw error;
  }
}

/** What a reader refuses as one line. */
export async function saying<T>(files: readonly File[], work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const place = [files.length === 1 ? files[0]!.name : undefined, error.line, error.column]
      .filter((part) => part !== undefined)
      .join(':');
    throw new CliError(`${place ? `${place}: ` : ''}${error.message}. ${remedyLine(error)}`);
  }
}

/** On stderr, so that what a command prints stays alone on stdout. */
export function tellReport(report: ReadingReport | undefined): void {
  if (report) note(reportLines(report).join('\n'));
}
