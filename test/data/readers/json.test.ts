import { expect } from 'chai';
import fc from 'fast-check';
import { DataError } from '../../../src/data/errors.ts';
import { readCsv } from '../../../src/data/readers/csv.ts';
import { jsonValues, type JsonValue } from '../../../src/data/readers/json-values.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { labelled } from '../../../src/spec/reading-options.ts';

const read = (text: string, label?: string) => readOwnFiles([new File([text], 'mine.json')], { reading: labelled(label) });
const lines = (row: (i: number) => unknown): string[] => Array.from({ length: 20 }, (_, i) => JSON.stringify(row(i)));
const simple = lines((i) => ({ v: i, w: i % 3 ? 'x' : 'y', label: i < 10 ? 'a' : 'b' }));

async function failure(text: string, label?: string): Promise<DataError> {
  const error: unknown = await read(text, label).catch((reason: unknown) => reason);
  if (error instanceof DataError) return error;
  throw new Error(`no DataError: ${String(error)}`);
}

async function values(text: string, chunk: number): Promise<JsonValue[]> {
  async function* texts() {
    for (let i = 0; i < text.length; i += chunk) yield text.slice(i, i + chunk);
  }
  const found: JsonValue[] = [];
  for await (const value of jsonValues(texts())) found.push(value);
  return found;
}

describe('reading JSON', () => {
  it('gives the data set that the same table gives as CSV, from lines and from an array', async () => {
    const csv = ['v,w,label', ...Array.from({ length: 20 }, (_, i) => `${i},${i % 3 ? 'x' : 'y'},${i < 10 ? 'a' : 'b'}`)].join('\n');
    const { sha256 } = await readCsv(csv);
    for (const text of [simple.join('\n'), simple.join('\r\n\r\n'), `[${simple.join(',')}]`, `\ufeff [\n${simple.join(' ,\n')}\n]\n`]) {
      expect((await read(text)).sha256).to.equal(sha256);
    }
  });

  it('takes the label by key; missing keys and null are missing cells', async () => {
    const data = await read(lines((i) => ({ kind: i < 10, v: i || null, ...(i !== 5 && { w: -i }) })).join('\n'), 'kind');
    expect(data.classes).to.deep.equal(['false', 'true']);
    expect(data.columns.map(({ name }) => name)).to.deep.equal(['v', 'w']);
    expect(Number.isNaN(data.samples.x[0])).to.equal(true);
    expect(Number.isNaN(data.samples.x[11])).to.equal(true);
  });

  it('says which further keys it ignored', async () => {
    const { notes } = await read([...simple, '{"v":1,"z":2,"label":"a"}'].join('\n'));
    expect(notes).to.deep.equal(['Keys that the first object does not have were ignored, such as “z” on line 21.']);
  });

  it('finds every element of an array on its line, however the text is cut', async () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const objects = fc.array(fc.dictionary(fc.string(), fc.oneof(scalar, fc.array(scalar))), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(objects, fc.integer({ min: 1, max: 40 }), async (list, chunk) => {
        const expected = list.map((value, i) => ({ line: i + 2, value: JSON.parse(JSON.stringify(value)) as unknown }));
        const array = `[\n${list.map((value) => JSON.stringify(value)).join(',\n')}\n]`;
        expect(await values(array, chunk)).to.deep.equal(expected);
        const asLines = await values(`\n${list.map((value) => JSON.stringify(value)).join('\n')}`, chunk);
        // One object of lists alone is a value as a whole, too.
        expect(asLines.map(({ line, value }) => ({ line, value }))).to.deep.equal(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('JSON that cannot be used', () => {
  const cases: readonly (readonly [string, string, Partial<DataError>])[] = [
    ['an empty file', ' \n', { message: 'the file holds no objects' }],
    ['an empty array', '[ ]', { message: 'the file holds no objects' }],
    [
      'a nested object',
      `${simple.join('\n')}\n{"v":{"deep":1},"w":"x","label":"a"}`,
      { message: 'the value of “v” is an object', line: 21, column: 'v' },
    ],
    [
      'a list in a cell',
      `[${simple.join(',\n')},\n{"v":[1],"w":"x","label":"a"}]`,
      { message: 'the value of “v” is a list', line: 21, column: 'v' },
    ],
    ['rows that are lists', '[[1,2],[3,4]]', { message: 'line 1 holds a list, not an object', line: 1 }],
    ['a truncated line', `${simple.join('\n')}\n{"v":1,`, { line: 21 }],
    ['a truncated array', `[${simple.join(',\n')},\n{"v":1`, { message: 'the file ends in the middle of the array', line: 20 }],
    ['text after the array', `[${simple.join(',')}] []`, { message: 'there is text after the array' }],
    ['a trailing comma', `[${simple.join(',\n')},]`, { line: 20 }],
    ['one key only', '{"v":1}\n{"v":2}', { message: 'only one column was found' }],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      const error = await failure(text);
      expect(error).to.include(expected);
      expect(error.remedy).not.to.equal('');
    });
  }

  it('a label key that is not there, with the keys that are', async () => {
    expect((await failure(simple.join('\n'), 'labels')).remedy).to.include('Did you mean “label”?');
  });
});
