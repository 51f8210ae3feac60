/** `--save-model`: the models that repairs made, as files. */
import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { findArm } from '../adapt/registry.ts';
import type { ModelFormat } from '../contracts/services.ts';
import { can, kindsThat } from '../spec/kinds/registry.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import type { LabPage } from './lab-page.ts';
import { reasonOf, userPath } from './paths.ts';
import { freshFolder, freshPath, writeFiles, type OutFile } from './write-out.ts';

export const saveModelOption: Option = {
  name: 'save-model',
  value: 'repair=folder',
  help: 'write the model that a repair made on the first seed: model.json and weights.bin for TensorFlow.js into a folder, arrays for NumPy into a name that ends in .npz; several with commas',
};

/** A model that is asked for. */
export interface ModelWanted {
  readonly arm: string;
  readonly format: ModelFormat;
  readonly path: string;
}

/** A model as files, or why there is none. */
export interface MadeModel extends ModelWanted {
  readonly files: readonly OutFile[];
  readonly refusal?: string;
}

/** What is asked for, checked before anything is trained for it. @throws CliError */
export function modelsWanted({ values, switches }: Given, spec: AnySpec): ModelWanted[] {
  const given = values['save-model'];
  if (given === undefined) return [];
  if (!can(spec, 'exportsWeights'))
    throw new CliError(`--save-model: only ${kindsThat('exportsWeights')} makes models to take home, and this is a ${spec.kind}.`);
  return given.split(',').map((one) => {
    const [arm = '', ...rest] = one.split('=');
    const where = rest.join('=');
    if (!where) throw new CliError(`--save-model: "${one}" names no place. Write repair=folder, such as head-only=repaired/.`);
    const asked = spec.arms.map(({ id }) => id);
    if (!asked.includes(arm))
      throw new CliError(`--save-model: this experiment has no repair "${arm}"; it has ${asked.filter((id) => findArm(id)).join(', ')}.`);
    const path = userPath(where);
    const format = path.endsWith('.npz') ? 'npz' : 'layers';
    checkPlace(path, format);
    checkFresh(where, format, switches.has('force'));
    return { arm, format, path };
  });
}

function checkPlace(path: string, format: ModelFormat): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && there.isDirectory() !== (format === 'layers'))
    throw new CliError(
      `--save-model: ${path} is a ${there.isDirectory() ? 'folder' : 'file'}. Name a folder, or a file that ends in .npz.`,
    );
  const folder = format === 'layers' && there ? path : dirname(path);
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new CliError(`--save-model: nothing can be written to ${folder} (${reasonOf(error)}). Name another place.`);
  }
}

/** What is there already may be the user's own model: one for TensorFlow.js is not told from it, so that only --force writes over it. */
function checkFresh(given: string, format: ModelFormat, force: boolean): void {
  if (format === 'npz') freshPath('save-model', given, force);
  else freshFolder('save-model', given, force);
}

/** Fetched from the page, and not yet written. */
export async function modelsMade(page: LabPage, wanted: readonly ModelWanted[]): Promise<MadeModel[]> {
  const made: MadeModel[] = [];
  for (const one of wanted) {
    const answer = await page.savedModel(one.arm, one.format);
    if ('refusal' in answer) made.push({ ...one, files: [], refusal: answer.refusal });
    else made.push({ ...one, files: answer.files.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') })) });
  }
  return made;
}

/** @throws CliError where a repair made no model, after the others are written; Unwritten */
export function writeModels(made: readonly MadeModel[]): void {
  for (const { format, path, files } of made) {
    if (format === 'layers') writeFiles(path, files);
    else writeFiles(dirname(path), files.map(({ content }) => ({ name: basename(path), content }))); // prettier-ignore
  }
  const refused = made.find(({ refusal }) => refusal !== undefined);
  if (refused) throw new CliError(`--save-model: ${refused.arm}: ${refused.refusal}`);
}
