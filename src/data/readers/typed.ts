/** What is read is stored once, in as many bytes as it needs: typed arrays that grow, texts without what surrounds them. */

type Growing =
  Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** `array` if `index` lies in it, else a copy of at least twice its length in which it does; the rest is 0. */
export function withRoom<T extends Growing>(array: T, index: number): T {
  if (index < array.length) return array;
  const Type = array.constructor as new (length: number) => T;
  const larger = new Type(Math.max(1024, 2 * array.length, index + 1));
  larger.set(array);
  return larger;
}

/** Characters as numbers, for hashes of names. */
export const codeUnits = (text: string): Int32Array => Int32Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** The same text with memory of its own: engines keep the whole chunk alive for a part of it. */
export const detached = (text: string): string => ` ${text}`.slice(1);

/** Says that halves of characters were replaced (`wellFormed`). */
export const halvesNote = (file: string): string => `Halves of characters in ${file} (lone surrogates) were replaced by �.`;

/** Numbers of any width as those that are hashed: doubles in two halves each, with one NaN for all. */
export function hashable(array: Float64Array | Float32Array | Int32Array | Uint8Array): Float32Array | Int32Array {
  if (array instanceof Uint8Array) return Int32Array.from(array);
  if (!(array instanceof Float64Array)) return array;
  const view = new DataView(new ArrayBuffer(8));
  const halves = new Int32Array(2 * array.length);
  array.forEach((value, i) => {
    view.setFloat64(0, Number.isNaN(value) ? NaN : value, true);
    halves[2 * i] = view.getInt32(0, true);
    halves[2 * i + 1] = view.getInt32(4, true);
  });
  return halves;
}
