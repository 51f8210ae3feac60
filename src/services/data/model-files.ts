/** A repaired model as files that others can open, with where it comes from and what its inputs went through. */
import { zipSync } from 'fflate';
import type { RepairedModel } from '../../contracts/repair.ts';
import type { RunRecord } from '../../contracts/record.ts';
import type { ModelFormat, SavedFile } from '../../contracts/services.ts';
import type { Column } from '../../data/types.ts';
import { npyBytes } from '../../data/writers/npy-bytes.ts';
import { parameterSlots } from '../../models/parameters.ts';
import type { Model } from '../../models/types.ts';

/** Writes a model as TensorFlow.js keeps it. */
export type SaveLayersModel = (
  model: Model,
  weights: Float32Array,
  about: Readonly<Record<string, unknown>>,
) => Promise<readonly SavedFile[]>;

/** ZIP files can say no earlier time; none is said, so that equal models are equal files. */
const NO_TIME = new Date('1980-01-01T00:00:00');

export async function modelFiles(
  { model, weights, encoder }: RepairedModel,
  { runId, specId, environment, data }: RunRecord,
  { arm, columns, format }: { readonly arm: string; readonly columns: readonly Column[]; readonly format: ModelFormat },
  saveLayersModel: SaveLayersModel,
): Promise<readonly SavedFile[]> {
  const about = {
    driftLab: {
      ...{ app: environment.app, runId, specId, arm, seed: 0, classes: data.classes },
      inputs: inputsOf(encoder, columns),
      outputs: encoder.target
        ? { rule: 'the number, standardised: number = output × sd + mean', ...encoder.target }
        : 'class probabilities in the order of the classes',
    },
  };
  if (format === 'layers') return saveLayersModel(model, weights, about);
  const arrays = parameterSlots(model).map(({ name, shape, offset, size }) => [
    `${name.replaceAll('/', '.')}.npy`,
    npyBytes(weights.slice(offset, offset + size), shape),
  ]);
  const entries = {
    ...(Object.fromEntries(arrays) as Record<string, Uint8Array>),
    'about.json': new TextEncoder().encode(JSON.stringify(about)),
  };
  return [{ name: 'model.npz', bytes: zipSync(entries, { level: 0, mtime: NO_TIME }) as Uint8Array<ArrayBuffer> }];
}

/** What a row has to go through before the model takes it. */
function inputsOf({ inputShape, codes }: RepairedModel['encoder'], columns: readonly Column[]) {
  if (codes.length === 0) return { shape: inputShape, rule: 'values as they are; pixels from 0 to 1' };
  return {
    shape: inputShape,
    rule: 'numbers: (value − mean) / sd, 0 where sd is 0 or the value is missing; categories: one number for each, 1 where it is that one',
    columns: codes.map((code, i) => {
      const { name, scale, offset } = columns[i]!;
      // The file's number is value × scale + offset.
      return { name, ...code, ...(scale !== undefined && { scale }), ...(offset !== undefined && { offset }) };
    }),
  };
}
