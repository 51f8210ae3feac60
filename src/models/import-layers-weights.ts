/** The weights of a TensorFlow.js layers model: what its manifest lists, cut out of its shards by name. */
import { readBytes } from '../data/readers/byte-chunks.ts';
import { DataError } from '../data/errors.ts';

/** One array of the manifest, decoded. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
}

const BYTES = 4;
const RESAVE = 'Save the model again with float32 weights.';

/**
 * All arrays in the order of the manifest. Shards of a group are one run of bytes, little endian.
 * @throws DataError when a shard is not among the files, lengths do not fit or weights are not finite float32.
 */
export async function readWeights(manifest: unknown, files: readonly File[]): Promise<NamedWeight[]> {
  if (!Array.isArray(manifest))
    throw new DataError('the model file has no weightsManifest', { remedy: 'Choose the model.json that model.save wrote.' });
  const all: NamedWeight[] = [];
  for (const group of manifest as readonly unknown[]) {
    const { paths, weights } = groupOf(group);
    const shards = paths.map((path) => shardOf(path, files));
    const joined = new Blob(shards);
    let at = 0;
    for (const { name, shape } of weights) {
      const length = BYTES * shape.reduce((a, b) => a * b, 1);
      if (at + length > joined.size) break;
      all.push({ name, shape, values: floats(await readBytes(joined, at, at + length), name) });
      at += length;
    }
    const wanted = weights.reduce((sum, { shape }) => sum + BYTES * shape.reduce((a, b) => a * b, 1), 0);
    if (wanted !== joined.size) {
      throw new DataError(`${paths.join(' + ')} has ${joined.size} bytes; the model lists ${wanted}`, {
        remedy: 'Choose the files that were saved together, complete.',
      });
    }
  }
  return all;
}

function groupOf(group: unknown): { readonly paths: readonly string[]; readonly weights: readonly ManifestWeight[] } {
  const { paths, weights } = (group ?? {}) as { readonly paths?: unknown; readonly weights?: unknown };
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string') || !Array.isArray(weights)) {
    throw new DataError('the weightsManifest of the model cannot be read', { remedy: 'Choose the model.json that model.save wrote.' });
  }
  return { paths, weights: weights.map(weightOf) };
}

function weightOf(entry: unknown): ManifestWeight {
  const { name, shape, dtype, quantization } = (entry ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new DataError('an entry of the weightsManifest has no name or shape', { remedy: 'Choose the model.json that model.save wrote.' });
  }
  if (quantization !== undefined)
    throw new DataError(`the weights ${name} are quantised`, { remedy: 'Convert the model again without quantisation.' });
  if (dtype !== 'float32') throw new DataError(`the weights ${name} are of type ${String(dtype)}`, { remedy: RESAVE });
  return { name, shape: shape as number[] };
}

function shardOf(path: string, files: readonly File[]): File {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = files.find((candidate) => candidate.name === name);
  if (file) return file;
  throw new DataError(`the weights file ${name} is missing`, { remedy: 'Choose model.json together with all its .bin files.' });
}

function floats(bytes: Uint8Array, name: string): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: bytes.length / BYTES }, (_, i) => view.getFloat32(BYTES * i, true));
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw new DataError(`the weights ${name} hold ${values[odd]} at index ${odd}`, { remedy: 'Train the model again: it has diverged.' });
  return values;
}
