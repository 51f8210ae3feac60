/** NPY, NumPy's array file (numpy.lib.format, versions 1.0 to 3.0): a magic string, a header, the numbers. */
import { DataError } from '../errors.ts';
import { latin1, startsWith, viewOf } from './bytes.ts';

export const NPY_MAGIC = '\x93NUMPY';

export interface NpyArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** As NumPy writes it, without the byte order: `f4`, `u1`, … */
  readonly type: string;
  /** Element `i` in C order. */
  at(i: number): number;
}

type Getter = (view: DataView, at: number) => number;

/** Little endian, or single bytes. 64-bit integers are exact up to 2⁵³. */
const TYPES: Readonly<Record<string, readonly [bytes: number, Getter]>> = {
  f4: [4, (view, at) => view.getFloat32(at, true)],
  f8: [8, (view, at) => view.getFloat64(at, true)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  i4: [4, (view, at) => view.getInt32(at, true)],
  i8: [8, (view, at) => Number(view.getBigInt64(at, true))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  u8: [8, (view, at) => Number(view.getBigUint64(at, true))],
  b1: [1, (view, at) => view.getUint8(at)],
};

/** @throws DataError when it is no array of little-endian numbers in C order, or its length is not what it says. */
export function parseNpy(bytes: Uint8Array, name: string): NpyArray {
  if (!startsWith(bytes, NPY_MAGIC) || bytes.length < 12) throw damaged(name, 'it does not begin as an NPY file');
  const version = bytes[6]!;
  if (version < 1 || version > 3) throw damaged(name, `it is of version ${version} (byte 6)`);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? viewOf(bytes).getUint16(8, true) : viewOf(bytes).getUint32(8, true);
  if (start + length > bytes.length || length > 0xffff) throw damaged(name, 'its header is cut off');
  const header = latin1(bytes.subarray(start, start + length));
  const [, order, type] = /'descr':\s*'([<>|=])(\w+)'/.exec(header) ?? [];
  const [, fortran] = /'fortran_order':\s*(True|False)/.exec(header) ?? [];
  const [, dims] = /'shape':\s*\(([\d, ]*)\)/.exec(header) ?? [];
  if (fortran === undefined || dims === undefined) throw damaged(name, 'its header cannot be read');
  const number = type === undefined ? undefined : TYPES[type];
  if (!number) {
    const kind = type ? `of type ${type}` : 'of several fields or objects';
    throw new DataError(`the array in ${name} is ${kind}`, {
      remedy: 'Save it as numbers, such as a.astype(np.float32); labels as integers.',
    });
  }
  if (order === '>') throw new DataError(`the array in ${name} is big endian`, { remedy: `Save it with a.astype('<${type}').` });
  const shape = dims
    .split(',')
    .filter((dim) => dim.trim() !== '')
    .map(Number);
  if (fortran === 'True' && shape.length > 1) {
    throw new DataError(`the array in ${name} is in Fortran order`, { remedy: 'Save it with np.ascontiguousarray(a).' });
  }
  const [size, get] = number;
  const data = bytes.subarray(start + length);
  const wanted = size * shape.reduce((a, b) => a * b, 1);
  if (data.length !== wanted) throw damaged(name, `it has ${data.length} bytes of numbers, its header says ${wanted}`);
  const view = viewOf(data);
  return { name, shape, type: type!, at: (i) => get(view, i * size) };
}

const damaged = (name: string, why: string): DataError =>
  new DataError(`${name} is damaged: ${why}`, { remedy: 'Save it again with np.save or np.savez.' });
