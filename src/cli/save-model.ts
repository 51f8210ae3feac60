/** `--save-model`: the models that repairs made, as files. */
import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findArm } from '../adapt/registry.ts';
import type { ModelFormat } from '../contracts/services.ts';
import { can, kindsThat } from '../spec/kinds/registry.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import type { LabPage } from './lab-page.ts';
import { userPath } from './paths.ts';

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

/** What is asked for, checked before anything is trained for it. @throws CliError */
export function modelsWanted({ values }: Given, spec: AnySpec): ModelWanted[] {
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
    throw new CliError(`--save-model: nothing can be written to ${folder} (${(error as NodeJS.ErrnoException).code}). Name another place.`);
  }
}

/** @throws CliError where the repair made no model. */
export async function saveModels(page: LabPage, wanted: readonly ModelWanted[]): Promise<void> {
  for (const { arm, format, path } of wanted) {
    const answer = await page.savedModel(arm, format);
    if ('refusal' in answer) throw new CliError(`--save-model: ${arm}: ${answer.refusal}`);
    if (format === 'layers') mkdirSync(path, { recursive: true });
    for (const { name, base64 } of answer.files)
      writeFileSync(format === 'layers' ? join(path, name) : path, Buffer.from(base64, 'base64'));
  }
}
