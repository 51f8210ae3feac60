/** Arrays as NPY files, version 1.0 (NumPy Enhancement Proposal 1): what `numpy.load` opens. */

/** The bytes of one array in C order; `shape` multiplies to its length. */
export function npyBytes(values: Float32Array | Float64Array | Int32Array, shape: readonly number[]): Uint8Array {
  const type = values instanceof Float32Array ? '<f4' : values instanceof Float64Array ? '<f8' : '<i4';
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  // The header ends in a line break, and the data begins at a multiple of 64.
  const padded = `${head.padEnd(Math.ceil((10 + head.length + 1) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + padded.length + values.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8]);
  for (let i = 0; i < padded.length; i++) bytes[10 + i] = padded.charCodeAt(i);
  const data = new DataView(bytes.buffer, 10 + padded.length);
  if (values instanceof Float32Array) values.forEach((value, i) => data.setFloat32(4 * i, value, true));
  else if (values instanceof Float64Array) values.forEach((value, i) => data.setFloat64(8 * i, value, true));
  else values.forEach((value, i) => data.setInt32(4 * i, value, true));
  return bytes;
}
