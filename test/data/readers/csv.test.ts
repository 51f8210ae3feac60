import { expect } from 'chai';
import fc from 'fast-check';
import { DataError } from '../../../src/data/errors.ts';
import { readCsv, type CsvOptions } from '../../../src/data/readers/csv.ts';
import { labelled } from '../../../src/spec/reading-options.ts';
import { MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, rowLimit } from '../../../src/data/readers/limits.ts';

/** `header` above 20 rows, ten of class a, then ten of class b; `row(i)` gives the cells before the label. */
const table = (header: string, row: (i: number) => string): string =>
  [header, ...Array.from({ length: 20 }, (_, i) => `${row(i)},${i < 10 ? 'a' : 'b'}`)].join('\n');
const simple = table('v,label', String);

async function failure(text: string | Blob, options?: CsvOptions): Promise<DataError> {
  try {
    await readCsv(text, options);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('the file was read without complaint');
}

describe('reading a table', () => {
  it('makes a data set: numbers, categories, labels in the last column', async () => {
    const data = await readCsv(table('size,colour,kind', (i) => `${i / 2},${i % 2 ? 'red' : 'blue'}`));
    expect(data.classes).to.deep.equal(['a', 'b']);
    expect(data.columns).to.deep.equal([
      { name: 'size', kind: 'numeric' },
      { name: 'colour', kind: 'categorical', categories: ['blue', 'red'] },
    ]);
    expect(data.samples.inputShape).to.deep.equal([2]);
    expect([...data.samples.x.subarray(0, 6)]).to.deep.equal([0, 0, 0.5, 1, 1, 0]);
    expect([...data.samples.y]).to.deep.equal([...new Array<number>(10).fill(0), ...new Array<number>(10).fill(1)]);
    expect(data).to.deep.include({ id: 'own', notes: [] });
    expect(data.sha256).to.match(/^[0-9a-f]{64}$/);
  });

  it('takes the label column by name and the title from the file', async () => {
    const text = table('class,label', (i) => String(i % 2));
    const data = await readCsv(new File([text], 'my pumps.csv'), { reading: labelled('class') });
    expect(data.title).to.equal('my pumps.csv');
    expect(data.classes).to.deep.equal(['0', '1']);
    expect(data.columns.map(({ name }) => name)).to.deep.equal(['label']);
  });

  it('reads semicolons, tabs, CRLF, CR, a byte order mark and blank lines alike', async () => {
    const { sha256 } = await readCsv(simple);
    const variants = [
      simple.replaceAll(',', ';'),
      simple.replaceAll(',', '\t'),
      simple.replaceAll('\n', '\r\n') + '\r\n',
      simple.replaceAll('\n', '\r'),
      `\ufeff${simple}`,
      simple.replaceAll('\n', '\n\n'),
      simple.replaceAll(/([^,\n]+)/g, ' $1 '),
      simple.replaceAll(/([^,\n]+)/g, '"$1"').replaceAll('\n', '\r\n'),
    ];
    for (const variant of variants) expect((await readCsv(variant)).sha256).to.equal(sha256);
  });

  it('resolves quoted cells with separators, line breaks and doubled quotes in them', async () => {
    const names = ['"x, ""y"""', '"two\nlines"'];
    const data = await readCsv(table('v,label', (i) => names[i % 2]!));
    expect(data.columns[0]!.categories).to.deep.equal(['two\nlines', 'x, "y"']);
  });

  it('knows missing cells by their names', async () => {
    const missing = ['', 'NA', 'N/A', 'NaN', 'null', '?', 'nan', 'NULL'];
    const { samples, columns } = await readCsv(table('v,w,label', (i) => `${missing[i] ?? i},${missing[i] ?? 'x'}`));
    expect(columns.map(({ kind }) => kind)).to.deep.equal(['numeric', 'categorical']);
    expect([...samples.x].map(Number.isNaN).lastIndexOf(true)).to.equal(15);
    expect(samples.x.filter(Number.isNaN).length).to.equal(16);
  });

  it('orders numeric classes by value', async () => {
    const data = await readCsv(table('v,label', String).replace(/,a$/gm, ',10').replace(/,b$/gm, ',9'));
    expect(data.classes).to.deep.equal(['9', '10']);
  });

  it('gives equal cells back for any table of finite numbers', async () => {
    // Beyond them lie values that stand for “no data”.
    const rows = fc.array(fc.float({ noNaN: true, min: -(2 ** 40), max: 2 ** 40 }), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const { samples } = await readCsv(table('v,label', (i) => String(values[i])));
        samples.x.forEach((value, i) => expect(value === values[i], `${value}`).to.equal(true));
      }),
      { numRuns: 50 },
    );
  });
});

describe('what the reader leaves out, it says', () => {
  it('rows without a label', async () => {
    const data = await readCsv(`${simple}\n5,\n6,NA`);
    expect(data.samples.rows).to.equal(20);
    expect(data.notes).to.deep.equal(['Rows without a label were skipped: 2.']);
  });

  it('classes with fewer than 8 rows', async () => {
    const data = await readCsv(`${simple}\n5,c\n6,c`);
    expect(data.classes).to.deep.equal(['a', 'b']);
    expect(data.notes).to.deep.equal(['Class “c” was left out: it has 2 rows, fewer than 8.']);
  });

  it('text columns with more than 50 values, and empty columns', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `id${i},,${i},${i % 2}`);
    const { columns, notes } = await readCsv(['id,empty,v,label', ...many].join('\n'));
    expect(columns.map(({ name }) => name)).to.deep.equal(['v']);
    expect(notes).to.deep.equal(['Column “id” was left out: its texts hardly repeat.', 'Column “empty” was left out: it has no values.']);
  });

  it('cells that are no numbers among numbers, with the line of the first', async () => {
    for (const cell of ['sensor off', 'Infinity', '1e999']) {
      const { columns, samples, notes, report } = await readCsv(table('v,label', (i) => (i === 4 ? cell : String(i))));
      expect(columns[0]!.kind).to.equal('numeric');
      expect([...samples.x].map(Number.isNaN).indexOf(true)).to.equal(4);
      expect(notes).to.deep.equal([`Column “v” holds numbers, but line 6 holds “${cell}”: 1 cell is read as missing.`]);
      expect(report!.leftOut[0]).to.include({ line: 6, column: 'v' });
    }
  });

  it('most of 200 different texts: the 49 most frequent stay, and the rest is one category', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `t${Math.floor(200 * (i / 2000) ** 2)},${i % 2}`);
    const { columns, notes } = await readCsv(['town,label', ...rows].join('\n'));
    expect(columns[0]!.categories).to.have.length(50).and.to.include('other');
    expect(notes[0]).to.match(/^Column “town”: the 49 most frequent of 200 values are kept \(\d+ % of the cells\); the rest is “other”\.$/);
  });

  it('a column without a name gets one', async () => {
    const { columns, notes } = await readCsv(table(',label', String));
    expect(columns[0]!.name).to.equal('column 1');
    expect(notes).to.deep.equal(['Column 1 has no name; here it is called “column 1”.']);
  });
});

describe('files that cannot be used', () => {
  const cases: readonly (readonly [string, string | Blob, Partial<DataError>])[] = [
    ['empty file', '', { message: 'the file is empty' }],
    ['blank lines only', '\n \n', { message: 'the file is empty' }],
    ['header only', 'a,b\n', { message: 'there are no rows below the header' }],
    ['no labelled row', 'a,b\n1,\n2,', { message: 'no row has a label' }],
    ['ragged row', `${simple}\n1,2,a`, { message: 'line 22 has 3 cells, the header 2', line: 22 }],
    ['ragged row after line breaks in quotes', 'v,w\n"x\n\ny",a\n"z\n",b\n1', { line: 7 }],
    ['one column', 'v\n1\n2', { message: 'only one column was found', line: 1 }],
    ['one class', simple.replaceAll('b', 'a'), { message: 'all rows have the same label, “a”' }],
    ['unclosed quotation mark', simple.replace('\n3,', '\n"3,'), { line: 5 }],
    ['text after a quotation mark', simple.replace('\n3,', '\n"3"4,'), { line: 5 }],
    ['binary file', new Blob([Uint8Array.of(80, 75, 3, 0)]), { message: 'this is not a text file (it holds NUL bytes)' }],
    ['no usable input', table('v,label', () => ''), { message: 'no column can be used as an input' }],
  ];
  for (const [name, text, expected] of cases) {
    it(name, async () => {
      const error = await failure(text);
      expect(error).to.include(expected);
      expect(error.remedy).not.to.equal('');
    });
  }

  it('a label column that is not there, with the nearest name and the list', async () => {
    const error = await failure('width,height,species\n1,2,x', { reading: labelled('Specis') });
    expect(error.message).to.equal('there is no column “Specis”');
    expect(error.remedy).to.equal('Did you mean “species”? The columns are: width, height, species.');
  });

  it('a number to be told, where classes are asked for', async () => {
    const rows = (n: number): string => ['v,label', ...Array.from({ length: n }, (_, i) => `1,${i / 7}`)].join('\n');
    const reading = { target: 'classes' } as const;
    expect((await failure(rows(1500), { reading })).message).to.include('regression target');
    expect((await failure(rows(30), { reading })).message).to.include('regression target');
  });

  it('too many columns', async () => {
    const names = Array.from({ length: MAX_COLUMNS + 1 }, (_, i) => `c${i}`).join(',');
    expect((await failure(names)).message).to.equal('the file has 5001 columns; at most 5000 can be used');
  });

  it('a file that is too large, by its size alone', async () => {
    const vast = new Blob([]);
    Object.defineProperty(vast, 'size', { value: MAX_FILE_BYTES + 1 });
    const error = await failure(vast);
    expect(error.message).to.equal('the file has 513 MB, and at most 512 MB can be read');
  });

  it('a line that never ends', async () => {
    const error = await failure(`v,label\n${'1'.repeat(1_200_000)}`);
    expect(error).to.include({ message: 'line 2 has more than 1,048,576 characters', line: 2 });
  });

  it('more classes than rows could fill', async () => {
    const text = ['v,label', ...Array.from({ length: 20 }, (_, i) => `${i},kind ${i}`)].join('\n');
    expect(await failure(text)).to.include({ message: 'only 0 of 20 labels have 8 rows or more', column: 'label' });
  });
});

describe('encodings', () => {
  /** `text` in UTF-16 with a byte order mark, written byte by byte as the Unicode Standard (3.10, D96–D98) has it. */
  function utf16(text: string, order: 'LE' | 'BE'): Blob {
    const view = new DataView(new ArrayBuffer(2 * text.length + 2));
    [0xfeff, ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))].forEach((unit, i) =>
      view.setUint16(2 * i, unit, order === 'LE'),
    );
    return new Blob([view.buffer]);
  }

  it('UTF-16 with a byte order mark reads as UTF-8 does, whichever byte comes first', async () => {
    const text = table('größe,label', (i) => (i % 2 ? '“😀”' : 'é'));
    const { sha256, columns } = await readCsv(text);
    expect(columns[0]!.name).to.equal('größe');
    for (const order of ['LE', 'BE'] as const) expect((await readCsv(utf16(text, order))).sha256).to.equal(sha256);
  });

  it('UTF-16 that ends within a character is refused', async () => {
    const whole = utf16(table('v,label', String), 'LE');
    expect((await failure(whole.slice(0, whole.size - 1))).message).to.equal('the file is not UTF-16 text');
  });
});

describe('files with more rows than can be used', () => {
  const limit = 200_000;
  const rows = 250_000;
  const reading = { rows: limit };
  const text = (last = '') =>
    ['v,label', ...Array.from({ length: rows - 1 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`), last || '0,a'].join('\n');

  it('give a random sample, in the order of the file, and say so', async () => {
    const { samples, notes } = await readCsv(text(), { reading });
    expect(samples.rows).to.equal(limit);
    expect(notes[0]).to.equal('200,000 of 250,000 rows were drawn at random: no more can be used.');
    const kept = samples.x.subarray(0, limit - 1);
    expect(kept.every((value, i) => i === 0 || value > kept[i - 1]!)).to.equal(true);
    expect([rowLimit(2), rowLimit(1000), rowLimit(1000, 10)]).to.deep.equal([MAX_ROWS, MAX_CELLS / 1000, 10]);
  });

  it('give the same sample at every reading', async () => {
    expect((await readCsv(text(), { reading })).sha256).to.equal((await readCsv(text(), { reading })).sha256);
  });

  it('draw every row with the same chance (χ² over ten tenths of the file; 99.9 % point of χ²₉: 27.9)', async () => {
    const { samples } = await readCsv(text(), { reading });
    const counts = new Float64Array(10);
    samples.x.forEach((value) => counts[Math.floor((10 * value) / rows)]!++);
    const expected = limit / 10;
    // Without replacement the counts vary less, by the share of rows left out.
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) / (1 - limit / rows);
    expect(chi2).to.be.below(27.9);
  });

  it('are checked to the last row', async () => {
    expect(await failure(text('1,2,a'), { reading })).to.include({ line: rows + 1 });
  });
});

describe('progress and stopping', () => {
  const long = `v,label\n${'1.25,a\n2.5,b\n'.repeat(50_000)}`;

  it('reports bytes up to the size of the file', async () => {
    const seen: number[] = [];
    await readCsv(long, { onProgress: (done, total) => seen.push(done / total) });
    expect(seen.length).to.be.above(2);
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).to.equal(1);
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const reading = readCsv(long, { signal: controller.signal, onProgress: () => controller.abort() });
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'AbortError');
  });
});

describe('what the reader warns of', () => {
  const table = (header: string, cells: (i: number) => string) => [header, ...Array.from({ length: 40 }, (_, i) => cells(i))].join('\n');

  it('a column with one value, and a header that looks like data', async () => {
    const { notes } = await readCsv(table('same,7,y', (i) => `3,${i},${i % 2 ? 'a' : 'b'}`));
    expect(notes.join(' ')).to.match(/“same” has the same value in every row/);
    expect(notes.join(' ')).to.match(/A column is called “7”/);
  });

  it('the hash tells apart tables of the same numbers under other names', async () => {
    const hash = async (header: string, classes: readonly [string, string]) =>
      (await readCsv(table(header, (i) => `${i},${classes[i % 2]!}`))).sha256;
    const hashes = [
      await hash('a,y', ['n', 'p']),
      await hash('b,y', ['n', 'p']),
      await hash('a,y', ['0', '1']),
      await hash('a,y', ['n', 'p']),
    ];
    expect(new Set(hashes).size).to.equal(3);
    expect(hashes[3]).to.equal(hashes[0]);
  });
});
