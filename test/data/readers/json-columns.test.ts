import { expect } from 'chai';
import { rowsOfColumns } from '../../../src/data/readers/json-columns.ts';
import { jsonValues } from '../../../src/data/readers/json-values.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
async function values(text: string, size = 5) {
  const all = [];
  for await (const each of jsonValues(inPieces(text, size))) all.push(each);
  return all;
}
const rows = [
  { a: 1, y: 'u' },
  { a: 2, y: 'v' },
];

describe('a JSON object of columns', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['lists', { a: [1, 2], y: ['u', 'v'] }],
    ['objects by row', { a: { 0: 1, 1: 2 }, y: { 1: 'v', 0: 'u' } }],
    [
      'names, index and data',
      {
        columns: ['a', 'y'],
        index: [0, 1],
        data: [
          [1, 'u'],
          [2, 'v'],
        ],
      },
    ],
  ];
  for (const [what, value] of cases)
    it(`of ${what} is its rows, in one line or laid out, whatever the pieces it comes in`, async () => {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)])
        for (const size of [1, 5, 1000]) {
          const [whole, ...more] = await values(text, size);
          expect(more).to.have.length(0);
          expect(whole!.whole && rowsOfColumns(whole!.value)).to.deep.equal(rows);
        }
    });

  it('with lists of different lengths is refused with the column', () => {
    expect(() => rowsOfColumns({ a: [1, 2], y: ['u'] })).to.throw(/column “y” has 1 values, “a” 2/);
  });

  it('is none where values are neither', () => {
    for (const value of [{ a: [1], y: 2 }, [1], 3, {}]) expect(rowsOfColumns(value)).to.equal(undefined);
  });

  it('lines of objects that begin with a list stay lines', async () => {
    expect((await values('{"a":[1]}\n{"a":[2]}\n')).map(({ line, value, whole }) => [line, value, whole])).to.deep.equal([
      [1, { a: [1] }, undefined],
      [2, { a: [2] }, undefined],
    ]);
  });

  it('lines of flat objects are what they were, in pieces of one character too', async () => {
    expect((await values('{"a":1,"y":"u"}\n{"a":2,"y":"v"}', 1)).map(({ value }) => value)).to.deep.equal(rows);
  });
});
