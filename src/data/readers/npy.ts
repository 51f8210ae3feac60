/** NPY, NumPy's array file (numpy.lib.format, versions 1.0 to 3.0): a magic string, a header, the numbers. */
import { DataError } from '../errors.ts';
import { latin1, startsWith, viewOf } from './bytes.ts';
import { wellFormed } from '../../spec/well-formed.ts';

export const NPY_MAGIC = '\x93NUMPY';

export interface NpyArray {
  readonly name: string;
  readonly shape: readonly number[];
  /** As NumPy writes it, without the byte order: `f4`, `u1`, … */
  readonly type: string;
  /** Element `i` in C order; NaN of texts. */
  at(i: number): number;
  /** Element `i` in C order as it is written: texts, and integers that double precision does not hold. */
  textAt(i: number): string;
  /** Of texts: whether halves of letters in those read so far were replaced by �. */
  replaced?(): boolean;
  /** Of 64-bit integers: element `i` exactly. */
  bigAt?(i: number): bigint;
}

type Getter = (view: DataView, at: number, little: boolean) => number;

/** 64-bit integers are exact up to 2⁵³. */
const TYPES: Readonly<Record<string, readonly [bytes: number, Getter]>> = {
  f2: [2, (view, at, little) => half(view.getUint16(at, little))],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  b1: [1, (view, at) => view.getUint8(at)],
};

/** IEEE 754 half precision: 1 sign bit, 5 bits of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** Texts of a fixed length: four bytes a character (U) or one (S), filled up with NUL. */
const TEXT = /^([US])(\d+)$/;

/** @throws DataError when it is no array of numbers or texts, or its length is not what it says. */
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
  const text = TEXT.exec(type ?? '');
  const number = type !== undefined && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (!number && !text) throw notNumbers(name, type, header);
  const shape = dims
    .split(',')
    .filter((dim) => dim.trim() !== '')
    .map(Number);
  const size = text ? Number(text[2]) * (text[1] === 'U' ? 4 : 1) : number![0];
  if (size === 0) throw damaged(name, 'its texts have no length');
  const data = bytes.subarray(start + length);
  const wanted = size * shape.reduce((a, b) => a * b, 1);
  if (data.length !== wanted) throw damaged(name, `it has ${data.length} bytes of numbers, its header says ${wanted}`);
  const view = viewOf(data);
  const little = order !== '>';
  const place = fortran === 'True' && shape.length > 1 ? fortranPlace(shape) : (i: number) => i;
  if (text) {
    const wide = text[1] === 'U';
    let replaced = false;
    return {
      ...{ name, shape, type: type!, at: () => NaN },
      textAt(i) {
        const raw = textAt(view, place(i) * size, size, wide, little);
        const text = wellFormed(raw);
        replaced ||= text !== raw;
        return text;
      },
      replaced: () => replaced,
    };
  }
  const get = number![1];
  const at = (i: number) => get(view, place(i) * size, little);
  const big =
    type === 'i8' ? (i: number) => view.getBigInt64(8 * place(i), little) : (i: number) => view.getBigUint64(8 * place(i), little);
  const long = type === 'i8' || type === 'u8';
  return { name, shape, type: type!, at, textAt: (i) => String(long ? big(i) : at(i)), ...(long && { bigAt: big }) };
}

/** Where element `i` in C order stands in an array whose first axis changes fastest. */
function fortranPlace(shape: readonly number[]): (i: number) => number {
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  return (i) => {
    let [rest, place] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]!) * steps[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    return place;
  };
}

function textAt(view: DataView, start: number, size: number, wide: boolean, little: boolean): string {
  let text = '';
  for (let at = start; at < start + size; at += wide ? 4 : 1) {
    const code = wide ? view.getUint32(at, little) : view.getUint8(at);
    if (code === 0) break;
    text += code < 0x110000 ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

function notNumbers(name: string, type: string | undefined, header: string): DataError {
  const fields = [...header.matchAll(/\('([^']*)', '/g)].map(([, field]) => field!);
  if (fields.length > 0)
    return new DataError(`the array in ${name} is structured: its rows have the fields ${fields.slice(0, 10).join(', ')}`, {
      remedy: 'Save it as CSV, such as pandas.DataFrame(a).to_csv("table.csv", index=False), which keeps the names.',
    });
  const kind = type ? `of type ${type}` : 'of Python objects';
  return new DataError(`the array in ${name} is ${kind}`, {
    remedy: 'Save it as numbers, such as a.astype(np.float32); labels as integers or as texts (a.astype(str)).',
  });
}

const damaged = (name: string, why: string): DataError =>
  new DataError(`${name} is damaged: ${why}`, { remedy: 'Save it again with np.save or np.savez.' });
