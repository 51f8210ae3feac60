import { expect } from 'chai';
import { encode, fitEncoder } from '../../../src/data/encode.ts';
import { withEmbedding } from '../../../src/data/readers/embeddings.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import type { Column } from '../../../src/data/types.ts';

const numeric = (names: readonly string[]): Column[] => names.map((name) => ({ name, kind: 'numeric' }));
const numbered = (prefix: string, count: number, from = 0) => Array.from({ length: count }, (_, i) => `${prefix}${i + from}`);
const marked = (names: readonly string[]) => withEmbedding(numeric(names)).columns.filter(({ embedding }) => embedding).length;

describe('embeddings', () => {
  it('are columns numbered in a row, eight at least, from 0 or 1', () => {
    expect(marked([...numbered('e', 16), 'age'])).to.equal(16);
    expect(marked(numbered('emb_', 8, 1))).to.equal(8);
    expect(marked(numbered('e', 7))).to.equal(0);
    expect(marked(numbered('sensor', 20))).to.equal(0);
    expect(marked(numbered('e', 10, 5))).to.equal(0);
  });

  it('keep their scale among each other: all are divided by one number', async () => {
    const names = numbered('e', 8);
    const rows = Array.from({ length: 40 }, (_, row) =>
      [...names.map((_name, f) => (f + 1) * Math.sin(row * 7 + f)), row % 2 ? 'a' : 'b'].join(','),
    );
    const data = await readOwnFiles([new File([[[...names, 'label'].join(','), ...rows].join('\n')], 'vectors.csv')], {});
    expect(data.notes.join(' ')).to.match(/e0 … e7 are the numbers of an embedding/);
    const encoder = fitEncoder(data.samples, data.columns);
    const encoded = encode(encoder, data.samples);
    const ratio = encoded[3]! / data.samples.x[3]!;
    expect([1, 9, 100].every((i) => Math.abs(encoded[i]! / data.samples.x[i]! - ratio) < 1e-5)).to.equal(true);
    // The mean square of all numbers is 1.
    expect(encoded.reduce((sum, value) => sum + value ** 2 / encoded.length, 0)).to.be.closeTo(1, 1e-4);
  });
});
