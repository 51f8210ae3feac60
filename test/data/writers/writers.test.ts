import { expect } from 'chai';
import fc from 'fast-check';
import { readCsv } from '../../../src/data/readers/csv.ts';
import { parseNpy } from '../../../src/data/readers/npy.ts';
import type { Column, Samples } from '../../../src/data/types.ts';
import { csvText } from '../../../src/data/writers/csv-text.ts';
import { npyBytes } from '../../../src/data/writers/npy-bytes.ts';

const value: Column = { name: 'value', kind: 'numeric' };
const colour: Column = { name: 'colour', kind: 'categorical', categories: ['red', 'dark, blue'] };
const table = (x: readonly number[], y: readonly number[], more: Partial<Samples> = {}): Samples => ({
  rows: y.length,
  inputShape: [x.length / y.length],
  x: Float32Array.from(x),
  y: Int32Array.from(y),
  ...more,
});
const lines = (text: string): string[] => text.split('\n');

describe('a batch as CSV', () => {
  it('has a header, one line per row with the label last, and a line break at the end', () => {
    const text = csvText(table([1.5, 0, -2, 1], [1, 0]), { columns: [value, colour], classes: ['no', 'yes'] });
    expect(text).to.equal('value,colour,label\n1.5,red,yes\n-2,"dark, blue",no\n');
  });

  it('leaves missing cells empty and calls a category that the old world never had “unseen”', () => {
    const text = csvText(table([NaN, NaN, 0, 2], [0, 0]), { columns: [value, colour], classes: ['no'] });
    expect(lines(text).slice(1, 3)).to.deep.equal([',,no', '0,unseen,no']);
  });

  it('quotes separators, quotation marks, line breaks and spaces at the ends (RFC 4180, section 2)', () => {
    const classes = ['a "b"', 'two\nlines', ' led', 'trailed ', 'plain text'];
    const text = csvText(table([0, 0, 0, 0, 0], [0, 1, 2, 3, 4]), { columns: [{ ...value, name: 'x,y' }], classes });
    expect(text).to.equal('"x,y",label\n0,"a ""b"""\n0,"two\nlines"\n0," led"\n0,"trailed "\n0,plain text\n');
  });

  it('names the group before the label, where there are groups', () => {
    const samples = table([1, 2], [0, 0], { group: Int32Array.of(1, 0) });
    const names = { columns: [value], classes: ['no'], groups: { name: 'site', names: ['north', 'south'] } };
    expect(lines(csvText(samples, names)).slice(0, 3)).to.deep.equal(['value,site,label', '1,south,no', '2,north,no']);
  });

  it('finds another name for a group or label that is called like a column', () => {
    const samples = table([1, 2, 3], [0], { group: Int32Array.of(0) });
    const columns = [value, { ...value, name: 'label' }, { ...value, name: 'site' }];
    expect(lines(csvText(samples, { columns, classes: ['no'], groups: { name: 'site', names: ['a'] } }))[0]).to.equal(
      'value,label,site,site_,label_',
    );
  });

  it('never calls two columns the same, whatever the groups are called', () => {
    const texts = table([], [0], { text: ['hello'], group: Int32Array.of(0) });
    const header = (name: string) => lines(csvText(texts, { columns: [], classes: ['no'], groups: { name, names: ['a'] } }))[0];
    expect(header('text')).to.equal('text,text_,label');
    expect(header('label')).to.equal('text,label,label_');
  });

  it('holds texts as they were written, without their bags of words', () => {
    const texts = table([1, 0, 0, 1], [0, 1], { text: ['Where is my card?', 'it was "lost", I think'] });
    const text = csvText(texts, { columns: [], classes: ['card', 'loss'] });
    expect(text).to.equal('text,label\nWhere is my card?,card\n"it was ""lost"", I think",loss\n');
  });

  it('writes numbers as short as they read back: 0.7 as such, a third with eight digits', () => {
    const text = csvText(table([0.1, 0.7, 1 / 3, 16_777_216, 1e-7], [0, 0, 0, 0, 0]), { columns: [value], classes: ['no'] });
    expect(lines(text).slice(1, 6)).to.deep.equal(['0.1,no', '0.7,no', '0.33333334,no', '16777216,no', '1e-7,no']);
  });

  it('lets no spreadsheet take a text for a formula (OWASP, CSV injection), unless it is to be raw; numbers stay', () => {
    const starts = ['=1+1', '+x', '-x', '@SUM(A1)', '-0.53', '+7'];
    const samples = table(starts.map((_, i) => i), starts.map((_, i) => i % 2), { inputShape: [1], group: Int32Array.from(starts.keys()) }); // prettier-ignore
    const columns = [{ name: '=A', kind: 'categorical' as const, categories: starts }];
    const names = { columns, classes: ['=HYPERLINK("x")', '-yes'], groups: { name: '@site', names: starts } };
    expect(lines(csvText(samples, names)).slice(0, 7)).to.deep.equal([
      "'=A,'@site,label",
      `'=1+1,'=1+1,"'=HYPERLINK(""x"")"`,
      "'+x,'+x,'-yes",
      `'-x,'-x,"'=HYPERLINK(""x"")"`,
      "'@SUM(A1),'@SUM(A1),'-yes",
      `-0.53,-0.53,"'=HYPERLINK(""x"")"`,
      "+7,+7,'-yes",
    ]);
    expect(lines(csvText(samples, names, { raw: true })).slice(0, 2)).to.deep.equal(['=A,@site,label', '=1+1,=1+1,"=HYPERLINK(""x"")"']);
  });

  it('reads back as the same 32-bit floats, categories and labels', async () => {
    const row = fc.record({
      x: fc.option(fc.float({ noNaN: true, min: -(2 ** 40), max: 2 ** 40 }), { nil: NaN, freq: 8 }),
      c: fc.nat(1),
      y: fc.nat(1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 5, maxLength: 30 }), async (drawn) => {
        // Eight rows of each class and one of each category, so that the reader leaves nothing out.
        const fixed = Array.from({ length: 16 }, (_, i) => ({ x: i, c: i % 2, y: Math.floor(i / 8) }));
        const rows = [...fixed, ...drawn];
        const written = table(
          rows.flatMap(({ x, c }) => [x, c]),
          rows.map(({ y }) => y),
        );
        const categories = ['dark, blue', 'red'];
        const { samples, columns, classes, notes } = await readCsv(
          csvText(written, { columns: [value, { ...colour, categories }], classes: ['no', 'yes'] }),
        );
        expect(notes).to.deep.equal([]);
        expect(columns).to.deep.equal([value, { ...colour, categories }]);
        expect(classes).to.deep.equal(['no', 'yes']);
        expect(samples.y).to.deep.equal(written.y);
        samples.x.forEach((cell, i) =>
          expect(cell === written.x[i] || (Number.isNaN(cell) && Number.isNaN(written.x[i])), `${cell}`).to.equal(true),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('an array as NPY', () => {
  const header = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, 10 + bytes[8]! + 256 * bytes[9]!));

  it('begins as NumPy 2.4.6 writes np.zeros((2, 3), "<f4"), byte for byte', () => {
    const expected = "\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(127) + '\n';
    const bytes = npyBytes(new Float32Array(6), [2, 3]);
    expect(String.fromCharCode(...bytes.subarray(0, 128))).to.equal(expected);
    expect(bytes).to.have.length(128 + 24);
  });

  it('has its numbers at a multiple of 64 bytes, whatever its shape (NEP 1)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }), fc.boolean(), (shape, floats) => {
        const size = shape.reduce((a, b) => a * b, 1);
        fc.pre(size < 20_000);
        const text = header(npyBytes(floats ? new Float32Array(size) : new Int32Array(size), shape));
        expect(text.length % 64).to.equal(0);
        expect(text.at(-1)).to.equal('\n');
      }),
    );
  });

  it('writes a single dimension with the comma of a Python tuple', () => {
    expect(header(npyBytes(new Int32Array(3), [3]))).to.include("'descr': '<i4', 'fortran_order': False, 'shape': (3,), }");
  });

  it('reads back with its type, its shape and every bit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float(), { maxLength: 40 }),
        fc.array(fc.double(), { maxLength: 40 }),
        fc.array(fc.integer(), { maxLength: 40 }),
        (floats, doubles, integers) => {
          const [reals, exact, wholes] = [Float32Array.from(floats), Float64Array.from(doubles), Int32Array.from(integers)];
          for (const [array, shape, type] of [
            [reals, [reals.length], 'f4'],
            [exact, [exact.length], 'f8'],
            [wholes, [1, wholes.length], 'i4'],
          ] as const) {
            const read = parseNpy(npyBytes(array, shape), 'a.npy');
            expect(read).to.deep.include({ shape: [...shape], type });
            array.forEach((number, i) => expect(Object.is(read.at(i), number), `${number}`).to.equal(true));
          }
        },
      ),
    );
  });
});
