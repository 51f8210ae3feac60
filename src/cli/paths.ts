/** Where the package is, and where the user is. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { CliError } from './cli-error.ts';

/** Folder of package.json, from `src/cli` as from `lib/cli`. */
export const packageRoot = resolve(import.meta.dirname, '../..');

/** A path as the user meant it: `npm run` changes to the package first and remembers where it was called. */
export function userPath(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  return resolve(script === 'lab' && calledFrom ? calledFrom : process.cwd(), path);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EROFS: 'nothing can be written there',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is a file in the way',
  EISDIR: 'there is a folder in the way',
  EIO: 'the disk fails',
};

/** Why the system refused, in its code and in words where they are known. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return REASONS[code] === undefined ? code : `${code}: ${REASONS[code]}`;
}

/** Where an option's file goes, checked before anything is trained for it. @throws CliError that names the option */
export function outPath(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const path = userPath(given);
  const folder = dirname(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new CliError(`--${option}: "${given}" is a folder. Name a file.`);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new CliError(`--${option}: ${basename(path)} cannot be written to ${folder} (${reasonOf(error)}). Name another place.`);
  }
  return path;
}
