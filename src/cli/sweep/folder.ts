/** The folder of a sweep: a file for each finished cell, and `sweep.json`, which is true at any moment. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyRecord } from '../../contracts/record.ts';
import { runText } from '../../record/file/write.ts';
import { CliError } from '../cli-error.ts';
import { reasonOf, userPath } from '../paths.ts';
import { writeWhole } from '../write-out.ts';
import { fileOfCell, indexJson, type SweepIndex } from './index-file.ts';

const INDEX = 'sweep.json';
const CELL_FILE = /^cell-\d{3,}\.driftlab\.json$/;

export interface SweepFolder {
  /** The name of the file that holds it. */
  keep(cell: number, record: AnyRecord): string;
  tell(index: SweepIndex): void;
}

/** Made where it is not there; a folder with something else in it is the user's. @throws CliError that says what to do */
export function sweepFolder(given: string, force: boolean): SweepFolder {
  const path = userPath(given);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new CliError(`--out: ${given} cannot be made (${reasonOf(error)}). Name a folder in another place.`);
  }
  const names = readdirSync(path);
  const ours = names.filter((name) => CELL_FILE.test(name) || name === INDEX);
  if (names.length && !force)
    throw new CliError(
      `--out: ${given} is not empty${ours.includes(INDEX) ? ' and holds a sweep' : ''}. Name another folder, or say --force.`,
    );
  if (existsSync(join(path, INDEX)) && !isSweep(join(path, INDEX)))
    throw new CliError(`--out: ${join(given, INDEX)} is no index of a sweep and would be lost. Name another folder.`);
  // A new sweep beside cells of an old one would be read as one.
  for (const name of ours) rmSync(join(path, name));
  return {
    keep(cell, record) {
      const name = fileOfCell(cell);
      writeWhole(join(path, name), runText(record));
      return name;
    },
    tell: (index) => writeWhole(join(path, INDEX), `${indexJson(index)}\n`),
  };
}

function isSweep(path: string): boolean {
  try {
    return statSync(path).isFile() && (JSON.parse(readFileSync(path, 'utf8')) as { format?: unknown }).format === 'drift-lab-sweep';
  } catch {
    return false;
  }
}
