/** Files that a command writes: whole or not at all, and never over one that is the user's. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { MOST_BYTES, readRun } from '../record/file/read.ts';
import { CliError } from './cli-error.ts';
import type { Option } from './command.ts';
import { outPath } from './paths.ts';

export const forceOption: Option = { name: 'force', help: 'write over a file that is there and is no run' };

/** Where an option's file goes, checked before anything is trained for it. @throws CliError that names the option */
export function freshPath(option: string, given: string | undefined, force: boolean): string | undefined {
  const path = outPath(option, given);
  if (path === undefined || force || !existsSync(path) || isRun(path)) return path;
  throw new CliError(`--${option}: ${given} is there already and is no run that could be written anew. Name another file, or say --force.`);
}

/** Written beside and renamed, so that a file is never half there. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new CliError(`${path} could not be written (${(error as NodeJS.ErrnoException).code}). Name another place.`, 1);
  }
}

const isRun = (path: string): boolean => statSync(path).size <= MOST_BYTES && readRun(readFileSync(path)).ok;
