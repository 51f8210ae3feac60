import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'chai';
import fc from 'fast-check';
import { readWeights } from '../../src/models/import-layers-weights.ts';
import { failure } from '../data/readers/failure.ts';

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: unknown;
}

const read = (bytes: Uint8Array, ...weights: readonly Entry[]) =>
  readWeights([{ paths: ['a.bin'], weights }], [new File([bytes.slice()], 'a.bin')]);

/** What TensorFlow.js makes of the same bytes. */
const theirs = (bytes: Uint8Array, ...weights: readonly Entry[]): number[][] =>
  Object.values(tf.io.decodeWeights(bytes.slice().buffer, weights as unknown as tf.io.WeightsManifestEntry[])).map((tensor) => [
    ...tensor.dataSync(),
  ]);

/** All 65,536 numbers of two bytes, little endian. */
const pairs = Uint8Array.from({ length: 2 * 65536 }, (_, i) => (i % 2 ? i >> 9 : (i >> 1) & 255));

describe('quantised weights', () => {
  before(async () => {
    await tf.setBackend('cpu');
  });

  it('are every byte, and every two bytes, times a scale and a minimum, as TensorFlow.js decodes them', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const number = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
    await fc.assert(
      fc.asyncProperty(number, number, fc.constantFrom('uint8', 'uint16'), async (scale, min, dtype) => {
        const given = dtype === 'uint8' ? bytes : pairs;
        const shape = dtype === 'uint8' ? [256] : [256, 256];
        const entry = { name: 'w', shape, dtype: 'float32', quantization: { dtype, scale, min, original_dtype: 'float32' } };
        const [ours] = await read(given, entry);
        expect(ours).to.deep.include({ name: 'w', shape });
        expect([...ours!.values]).to.deep.equal(theirs(given, entry)[0]);
      }),
      { numRuns: 20 },
    );
  });

  it('are every half that is finite, as TensorFlow.js decodes it', async () => {
    const finite = pairs.filter((_, i) => (pairs[i | 1]! & 0x7c) !== 0x7c);
    const entry = {
      name: 'w',
      shape: [finite.length / 2],
      dtype: 'float32',
      quantization: { dtype: 'float16', original_dtype: 'float32' },
    };
    expect([...(await read(finite, entry))[0]!.values]).to.deep.equal(theirs(finite, entry)[0]);
  });

  it('stand beside others in one shard, wherever they begin', async () => {
    const entries = [
      { name: 'a', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.01, min: -1 } },
      { name: 'b', shape: [1, 2], dtype: 'float32', quantization: { dtype: 'uint16', scale: 0.001, min: 0 } },
      { name: 'c', shape: [1], dtype: 'float32' },
      { name: 'd', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
    ];
    const bytes = Uint8Array.from([7, 0, 255, 1, 2, 3, 4, 0, 0, 32, 65, 0, 60, 1, 188]);
    expect((await read(bytes, ...entries)).map(({ values }) => [...values])).to.deep.equal(theirs(bytes, ...entries));
    expect((await failure(read(bytes.subarray(1), ...entries))).message).to.equal('a.bin has 14 bytes; the model lists 15');
  });

  const half = (dtype: unknown, more: object = {}) => ({ name: 'w', shape: [1], dtype: 'float32', quantization: { dtype, ...more } });
  const refused: Readonly<Record<string, readonly [entry: Entry, message: RegExp]>> = {
    'whole numbers': [{ name: 'w', shape: [1], dtype: 'int32' }, /the weights w are of type int32/],
    'whole numbers that were quantised': [{ ...half('uint8', { scale: 1, min: 0 }), dtype: 'int32' }, /are of type int32/],
    'what was of another type before': [half('uint8', { scale: 1, min: 0, original_dtype: 'int32' }), /were of type int32/],
    'another way to quantise': [half('int8', { scale: 1, min: 0 }), /quantised as int8/],
    'no scale': [half('uint8', { min: 0 }), /without a scale or a minimum/],
    'no way at all': [{ ...half(''), quantization: null }, /quantised as none/],
    'a half that is no number': [half('float16'), /hold NaN at index 0/],
  };
  for (const [what, [entry, message]] of Object.entries(refused))
    it(`are refused: ${what}`, async () => {
      expect((await failure(read(Uint8Array.from([1, 126]), entry))).message).to.match(message);
    });
});
