/** The weights of a TensorFlow.js layers model: what its manifest lists, cut out of its shards by name. */
import { readBytes } from '../data/readers/byte-chunks.ts';
import { DataError } from '../data/errors.ts';

/** One array of the manifest, decoded. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** How numbers are kept in a shard. */
interface Storage {
  readonly bytes: number;
  /** The number at that byte. */
  read(view: DataView, at: number): number;
}

interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly storage: Storage;
}

const RESAVE = 'Save the model again with float32 weights.';
const RECONVERT = 'Convert the model again, without quantisation or with float16, uint16 or uint8.';

const float32: Storage = { bytes: 4, read: (view, at) => view.getFloat32(at, true) };
const float16: Storage = { bytes: 2, read: (view, at) => halfOf(view.getUint16(at, true)) };
/** Whole numbers, which steps of one width make of the weights of an array. */
const whole = {
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
} as const satisfies Readonly<Record<string, Storage>>;

/**
 * All arrays in the order of the manifest. Shards of a group are one run of bytes, little endian.
 * @throws DataError when a shard is not among the files, lengths do not fit, or weights are no finite float32, quantised or not.
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
    for (const weight of weights) {
      const length = lengthOf(weight);
      if (at + length > joined.size) break;
      const { name, shape } = weight;
      all.push({ name, shape, values: floats(await readBytes(joined, at, at + length), weight) });
      at += length;
    }
    const wanted = weights.reduce((sum, weight) => sum + lengthOf(weight), 0);
    if (wanted !== joined.size) {
      throw new DataError(`${paths.join(' + ')} has ${joined.size} bytes; the model lists ${wanted}`, {
        remedy: 'Choose the files that were saved together, complete.',
      });
    }
  }
  return all;
}

/** In bytes. */
const lengthOf = ({ shape, storage }: ManifestWeight): number => storage.bytes * shape.reduce((a, b) => a * b, 1);

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
  if (dtype !== 'float32') throw new DataError(`the weights ${name} are of type ${written(dtype)}`, { remedy: RESAVE });
  return { name, shape: shape as number[], storage: quantization === undefined ? float32 : quantised(quantization, name) };
}

/** As the converter of TensorFlow.js quantises: halves, or whole numbers with a scale and the number that 0 stands for. */
function quantised(quantization: unknown, name: string): Storage {
  const { dtype, scale, min, original_dtype: original = 'float32' } = (quantization ?? {}) as Record<string, unknown>;
  if (original !== 'float32') throw new DataError(`the weights ${name} were of type ${written(original)}`, { remedy: RESAVE });
  if (dtype === 'float16') return float16;
  if (dtype !== 'uint8' && dtype !== 'uint16')
    throw new DataError(`the weights ${name} are quantised as ${written(dtype)}`, { remedy: RECONVERT });
  if (typeof scale !== 'number' || typeof min !== 'number')
    throw new DataError(`the weights ${name} are quantised without a scale or a minimum`, { remedy: RECONVERT });
  const { bytes, read } = whole[dtype];
  return { bytes, read: (view, at) => read(view, at) * scale + min };
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

function shardOf(path: string, files: readonly File[]): File {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = files.find((candidate) => candidate.name === name);
  if (file) return file;
  throw new DataError(`the weights file ${name} is missing`, { remedy: 'Choose model.json together with all its .bin files.' });
}

function floats(bytes: Uint8Array, { name, storage }: ManifestWeight): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: bytes.length / storage.bytes }, (_, i) => storage.read(view, storage.bytes * i));
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw new DataError(`the weights ${name} hold ${values[odd]} at index ${odd}`, { remedy: 'Train the model again: it has diverged.' });
  return values;
}

/** A value of a file for a message, whatever it is. */
const written = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')).slice(0, 60);
