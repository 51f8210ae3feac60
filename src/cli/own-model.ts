/** `--model`: the user's own TensorFlow.js model as the base, in place of one that is made here. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ModelLayerFacts } from '../contracts/services.ts';
import type { ImportedChoice } from '../models/families.ts';
import type { AnySpec } from '../spec/schema.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';
import type { LabPage } from './lab-page.ts';
import { isFamily } from './knobs.ts';
import { userPath } from './paths.ts';

export const modelOptions: readonly Option[] = [
  {
    name: 'model',
    value: 'model.json',
    help: 'softmax, mlp:64,64 or cnn:8,16:32; or your own TensorFlow.js model as the base, its weights files beside it',
  },
  { name: 'head', value: 'layer', help: 'where its head begins, a layer by name or number (what "lab inspect" says, unless told)' },
  { name: 'inputs', value: 'raw', help: 'it takes columns in their own units (standardised by the old world, unless told)' },
];

/** What the options say about the user's model. */
export interface ModelFiles {
  /** model.json, then every weights file that it lists. */
  readonly paths: readonly string[];
  readonly head: string | undefined;
  /** How it is read, where that is told. */
  readonly read: Pick<ImportedChoice, 'inputs' | 'classes'>;
}

/** The files of `--model`, checked as far as can be without reading the weights. @throws CliError */
export function modelFilesFrom({ values }: Given, spec: AnySpec): ModelFiles | undefined {
  const { head, inputs } = values;
  const model = isFamily(values.model) ? undefined : values.model;
  // The same option says how labels are read (`readingFrom`); what it may say is checked there.
  const classes = values.classes === 'matched' ? values.classes : undefined;
  if (inputs !== undefined && inputs !== 'raw') throw new CliError(`--inputs: "${inputs}" is not known. Write raw, or leave it out.`);
  if (model !== undefined)
    return { paths: pathsOfModel(model, '--model: '), head, read: { ...(inputs && { inputs }), ...(classes && { classes }) } };
  if (inputs ?? classes) throw new CliError('--inputs and --classes matched say how --model is read; give --model too.');
  if (head !== undefined) throw new CliError('--head says where the head of --model begins; give --model too.');
  if (spec.model.family === 'imported')
    throw new CliError(`This experiment uses the model ${spec.model.params.name}, which a spec does not hold. Give it with --model.`);
  return undefined;
}

/** The model's file and its weights, which stand in the same folder. @throws CliError that names the file, after `place`. */
export function pathsOfModel(given: string, place = ''): string[] {
  const path = userPath(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${place}${given} cannot be read (ENOENT). Check the path.`);
  if (!found.isFile()) throw new CliError(`${place}${given} is not a file. Name a model.json.`);
  if (!path.endsWith('.json'))
    throw new CliError(
      `${place}${given} is no model.json. Give the file that model.save of TensorFlow.js wrote; tensorflowjs_converter makes one of a Keras model (--output_format=tfjs_layers_model).`,
    );
  const all = [path, ...weightsNamed(readFileSync(path, 'utf8')).map((name) => join(dirname(path), name))];
  for (const each of all) {
    try {
      accessSync(each, constants.R_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CliError(
        each === path
          ? `${place}${given} cannot be read (${code}). Check its permissions.`
          : `${place}the weights file ${basename(each)}, which ${basename(path)} lists, cannot be read beside it (${code}). Put the files that were saved together into one folder.`,
      );
    }
  }
  return all;
}

/** File names in the manifest; none where there is no manifest: whoever reads the model says what is wrong with it. */
function weightsNamed(text: string): string[] {
  let manifest: unknown;
  try {
    manifest = (JSON.parse(text) as { readonly weightsManifest?: unknown } | null)?.weightsManifest;
  } catch {
    return [];
  }
  const groups = Array.isArray(manifest) ? (manifest as readonly ({ readonly paths?: unknown } | null)[]) : [];
  const paths = groups.flatMap((group) => (Array.isArray(group?.paths) ? (group.paths as readonly unknown[]) : []));
  return [...new Set(paths.flatMap((path) => (typeof path === 'string' && path ? basename(path) : [])))];
}

/**
 * Opens the model in the page; resolves with what the spec says of it. An experiment made with a model keeps its own head, and takes no
 * other model. @param note told what the import guessed or changed. @throws CliError
 */
export async function openOwnModel(
  page: Pick<LabPage, 'openModel'>,
  { model: asked }: Pick<AnySpec, 'model'>,
  { paths, head, read }: ModelFiles,
  note: (text: string) => void,
): Promise<AnySpec['model']> {
  const answer = await page.openModel(paths);
  if ('refusal' in answer) throw new CliError(answer.refusal);
  const { spec, layers, notes } = answer.model;
  const before = asked.family === 'imported' ? asked.params : undefined;
  if (before && before.sha256 !== spec.params.sha256)
    throw new CliError(
      `--model: ${basename(paths[0]!)} is not the ${before.name} this experiment was made with: its content differs. Give the right one.`,
    );
  const begins = head ?? before?.head;
  for (const text of notes) note(`Note: ${text}`);
  const params = { ...(before ?? spec.params), ...read };
  return { ...spec, params: begins === undefined ? params : { ...params, head: headOf(layers, begins) } };
}

/** The layer of that number, or, of a text, the one of that name before that of that number. @throws CliError with those at which a head may begin. */
export function headOf(layers: readonly Pick<ModelLayerFacts, 'name' | 'begins'>[], head: string | number): number {
  const named = layers.findIndex(({ name }) => name === head);
  const at = named < 0 && /^\d+$/.test(String(head)) ? Number(head) : named;
  const layer = layers[at];
  if (layer?.begins) return at;
  const possible = layers.flatMap(({ name, begins }, i) => (begins ? `${i} (${name})` : [])).join(', ');
  const what = layer ? `the head cannot begin at layer ${at} (${layer.name})` : `the model has no layer "${head}"`;
  throw new CliError(`--head: ${what}. It may begin at ${possible}.`);
}
