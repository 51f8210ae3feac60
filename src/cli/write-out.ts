/** Files that a command writes: whole or not at all, never over what is the user's, and never lost where there is no room for them. */
import { closeSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { MOST_BYTES, readRun } from '../record/file/read.ts';
import { CliError, exitCode } from './cli-error.ts';
import type { Option } from './command.ts';
import { note, printContent } from './desk.ts';
import { outPath, reasonOf, userPath } from './paths.ts';

export const forceOption: Option = { name: 'force', help: 'write over what is there, whatever it is' };

export interface OutFile {
  /** With folders below the one it goes to, parted by `/`. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** There was no room for a file, or no right to write it. */
export class Unwritten extends CliError {
  constructor(
    message: string,
    /** Where it is instead; undefined where it is nowhere. */
    readonly kept: string | undefined,
  ) {
    super(message, exitCode.failed);
  }
}

/**
 * Where an option's file goes, checked before anything is trained for it: a run there is written anew, anything else is the user's.
 * @param inputs files that the command reads. @throws CliError that names the option
 */
export function freshPath(option: string, given: string | undefined, force: boolean, inputs: readonly string[] = []): string | undefined {
  const path = outPath(option, given);
  if (path === undefined || force || !existsSync(path)) return path;
  const same = (input: string) => {
    const found = statSync(userPath(input), { throwIfNoEntry: false });
    const there = statSync(path);
    return found !== undefined && found.ino === there.ino && found.dev === there.dev;
  };
  if (inputs.some(same)) throw new CliError(`--${option}: ${given} is the file that is read. Name another file, or say --force.`);
  if (isRun(path)) return path;
  throw new CliError(`--${option}: ${given} is there already and is no run that could be written anew. Name another file, or say --force.`);
}

/** What tells a folder that a command wrote from one of the user's. */
export interface FolderMark {
  /** Of a file in it. */
  readonly name: string;
  /** Whether that file is one that the command writes, by its text. */
  isOurs(text: string): boolean;
}

/**
 * Where an option's folder goes, checked before anything is made for it: new, empty, or one that was written before.
 * @param force absent where the command has no such option. @throws CliError that names the option
 */
export function freshFolder(option: string, given: string, force?: boolean, mark?: FolderMark): string {
  const path = userPath(given);
  try {
    if (force || !existsSync(path) || readdirSync(path).length === 0) return path;
    const marked = mark && join(path, mark.name);
    if (marked && existsSync(marked) && mark.isOurs(readFileSync(marked, 'utf8'))) return path;
  } catch (error) {
    throw new CliError(`--${option}: ${given} is not a folder that can be written to (${reasonOf(error)}). Name another folder.`);
  }
  const [whose, otherwise] = [mark ? ' and was not written by this command' : '', force === undefined ? '' : ', or say --force'];
  throw new CliError(`--${option}: ${given} is not empty${whose}. Name a new folder${otherwise}.`);
}

/** One file. @throws Unwritten */
export const writeWhole = (path: string, content: string | Uint8Array): void =>
  writeFiles(dirname(path), [{ name: basename(path), content }]);

/**
 * All of these files or none: each is written beside its place and flushed, and only then they are renamed. Where that fails they go to a temporary
 * folder. @throws Unwritten that names the place, the reason and where they are
 */
export function writeFiles(folder: string, files: readonly OutFile[]): void {
  try {
    place(folder, files);
  } catch (error) {
    const [one] = files;
    const where = files.length === 1 ? join(folder, one!.name) : folder;
    const failed = `${where} could not be written (${reasonOf(error)}).`;
    const kept = setAside(files);
    if (kept === undefined) throw new Unwritten(`${failed} Nor could it be kept in ${tmpdir()}: make room there.`, undefined);
    const instead = files.length === 1 ? join(kept, one!.name) : kept;
    throw new Unwritten(`${failed} It is kept as ${instead}: move it to a place with room.`, instead);
  }
}

/** Writes a result to its file, where one is named, and prints what is to be printed, whatever becomes of the file. @throws Unwritten */
export function deliver(file: { readonly path: string; readonly content: string | Uint8Array } | undefined, printed?: string | Uint8Array) {
  try {
    if (file) writeWhole(file.path, file.content);
  } catch (error) {
    if (!(error instanceof Unwritten)) throw error;
    if (error.kept === undefined) note('What was to be written is printed.');
    const all = error.kept === undefined ? file!.content : printed;
    if (all !== undefined) printContent(all);
    throw error;
  }
  if (printed !== undefined) printContent(printed);
}

function place(folder: string, files: readonly OutFile[]): void {
  const steps = files.map(({ name, content }) => ({
    path: join(folder, name),
    beside: join(folder, `${name}.${process.pid}.part`),
    content,
  }));
  try {
    for (const { path, beside, content } of steps) {
      mkdirSync(dirname(path), { recursive: true });
      const file = openSync(beside, 'w');
      try {
        writeFileSync(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
    for (const { path, beside } of steps) renameSync(beside, path);
  } catch (error) {
    for (const { beside } of steps) rmSync(beside, { force: true });
    throw error;
  }
}

/** The temporary folder that took them, or undefined where it could not. */
function setAside(files: readonly OutFile[]): string | undefined {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'drift-lab-kept-'));
    place(folder, files);
    return folder;
  } catch {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

const isRun = (path: string): boolean => statSync(path).size <= MOST_BYTES && readRun(readFileSync(path)).ok;
