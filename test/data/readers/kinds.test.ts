import { expect } from 'chai';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import type { ReadingOptions } from '../../../src/spec/reading-options.ts';
import type { Dataset } from '../../../src/data/types.ts';

const ROWS = 60;
const label = (i: number) => (i % 3 ? 'a' : 'b');
const rows = (cells: (i: number) => string, count = ROWS) => Array.from({ length: count }, (_, i) => cells(i)).join('\n');
const table = (header: string, cells: (i: number) => string, count = ROWS) => `${header}\n${rows(cells, count)}\n`;
const read = (text: string | Uint8Array<ArrayBuffer>, reading: ReadingOptions = {}, name = 'a.csv') =>
  readOwnFiles([new File([text], name)], { reading });
/** The first input of a data set. */
const first = ({ samples, columns }: Dataset) => Array.from({ length: samples.rows }, (_, row) => samples.x[row * columns.length]!);
/** Numbers that need every digit: from −4,000 to 9,000 in steps that repeat nowhere. */
const value = (i: number) => Math.round(100 * (((i * 7919) % 13007) - 4000.25)) / 100;
const written = (i: number, locale: string, digits = 2) =>
  value(i).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

describe('numbers are read however they are written', () => {
  const forms: readonly (readonly [what: string, header: string, cells: (i: number) => string])[] = [
    ['with a decimal comma', 'v;label', (i) => `${String(value(i)).replace('.', ',')};${label(i)}`],
    ['as in Germany', 'v;label', (i) => `${written(i, 'de-DE')};${label(i)}`],
    ['as in the United States', 'v,label', (i) => `"${written(i, 'en-US')}",${label(i)}`],
    ['with spaces between thousands', 'v;label', (i) => `${written(i, 'en-US').replace(',', ' ')};${label(i)}`],
    ['with narrow spaces and a comma', 'v;label', (i) => `${written(i, 'de-DE').replace('.', '\u202f')};${label(i)}`],
    ['as in Switzerland', 'v;label', (i) => `${written(i, 'en-US').replace(',', '’')};${label(i)}`],
    ['with a dollar before them', 'v;label', (i) => `$${written(i, 'en-US')};${label(i)}`],
    ['with an euro behind them', 'v;label', (i) => `${written(i, 'de-DE')} €;${label(i)}`],
    ['with a real minus', 'v,label', (i) => `${String(value(i)).replace('-', '\u2212')},${label(i)}`],
    ['between pipes', 'v|label', (i) => `${value(i)}|${label(i)}`],
    ['between rows of spaces', 'v  label', (i) => `  ${value(i)}   ${label(i)} `],
  ];
  for (const [what, header, cells] of forms) {
    it(what, async () => {
      const data = await read(table(header, cells));
      first(data).forEach((cell, i) => expect(cell, cells(i)).to.equal(Math.fround(value(i))));
    });
  }

  it('a decimal comma among ten thousand different numbers, more than are kept as texts', async () => {
    const data = await read(table('v;label', (i) => `${String(i / 8).replace('.', ',')};${label(i)}`, 40_000));
    expect(first(data).every((cell, i) => cell === i / 8)).to.equal(true);
  });

  it('points that may be either follow the other columns', async () => {
    const data = await read(table('v;w;label', (i) => `1.${100 + i};0,${10 + i};${label(i)}`));
    expect(first(data)[5]).to.equal(1105);
    expect(data.notes.join()).to.match(/“v” is taken to be “,”: other columns of the file have it\./);
    expect(data.report!.guesses.map(({ flag }) => flag)).to.include('--decimal .');
  });

  it('and where nothing settles it, that is said with the option', async () => {
    const data = await read(table('v,label', (i) => `1.${100 + i},${label(i)}`));
    expect(first(data)[5]).to.equal(Math.fround(1.105));
    expect(data.notes.join()).to.match(/it may be a decimal point or separate thousands\.$/);
    expect(data.report!.guesses.map(({ flag }) => flag)).to.include('--decimal ,');
  });

  it('whole numbers of sixteen digits keep their differences', async () => {
    const id = (i: number) => 2023552585717888000n + BigInt(i);
    const data = await read(
      table('v,w,label', (i) => `${id(i)},${i % 7},${label(i)}`, 200),
      { roles: { v: 'input' } },
    );
    expect(first(data)).to.deep.equal(Array.from({ length: 200 }, (_, i) => i));
    const json = await read(
      rows((i) => `{"v": ${id(i)}, "w": ${i % 7}, "label": "${label(i)}"}`, 200),
      { roles: { v: 'input' } },
      'a.jsonl',
    );
    expect(first(json)).to.deep.equal(first(data));
  });
});

describe('missing values', () => {
  it('have many names among numbers, and none of their own among words', async () => {
    const marks = ['--', '<NA>', 'n.a.', 'missing', '#VALUE!', '(null)', '\\N', 'None', '.', '#N/A'];
    const { samples, columns } = await read(table('v,w,label', (i) => `${marks[i] ?? i / 4},${['None', 'some'][i % 2]},${label(i)}`));
    expect(samples.x.filter(Number.isNaN).length).to.equal(marks.length);
    expect(columns.map(({ categories }) => categories)).to.deep.equal([undefined, ['None', 'some']]);
  });

  it('are −999 and its like where they stand apart, unless the user names the marks', async () => {
    const text = table('v,label', (i) => `${i % 9 ? i / 4 : -999},${label(i)}`);
    expect(first(await read(text)).filter(Number.isNaN).length).to.equal(7);
    expect(first(await read(text, { missing: ['x'] })).filter(Number.isNaN).length).to.equal(0);
    const within = table('v,label', (i) => `${i * 100 - 2999},${label(i)}`);
    expect(first(await read(within)).filter(Number.isNaN).length).to.equal(0);
  });
});

describe('the first lines of a file', () => {
  const cases: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
    ['a title above the header', `Report 2024\n\n${table('v,label', (i) => `${value(i)},${label(i)}`)}`, ['v']],
    ['no header', rows((i) => `${value(i)},${label(i)}`), ['column 1']],
    ['no header, decimal commas', rows((i) => `${String(value(i)).replace('.', ',')};${label(i)}`), ['column 1']],
    ['a header behind #', table('#v,label', (i) => `${value(i)},${label(i)}`), ['v']],
    ['names of rows without a name of their own', table('"v","label"', (i) => `"${i}",${value(i)},"${label(i)}"`), ['v']],
    ['sep= and a comma', `sep=,\n${table('v,label', (i) => `${value(i)},${label(i)}`)}`, ['v']],
  ];
  for (const [what, text, names] of cases) {
    it(what, async () => {
      const data = await read(text);
      expect(data.columns.map(({ name }) => name)).to.deep.equal(names);
      expect(first(data)).to.deep.equal(Array.from({ length: ROWS }, (_, i) => Math.fround(value(i))));
    });
  }
});

describe('dates', () => {
  const day = (i: number) => new Date(Date.UTC(2023, 0, 1 + i));
  const two = (n: number) => String(n).padStart(2, '0');
  const forms: readonly (readonly [what: string, cell: (d: Date) => string])[] = [
    ['2023-01-31', (d) => d.toISOString().slice(0, 10)],
    ['2023-01-31T02:00:00+02:00', (d) => `${d.toISOString().slice(0, 10)}T02:00:00+02:00`],
    ['31.01.2023', (d) => `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.2023`],
    ['1/31/2023', (d) => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/2023`],
    ['31/1/2023', (d) => `${d.getUTCDate()}/${d.getUTCMonth() + 1}/2023`],
    ['31-Jan-2023', (d) => `${d.getUTCDate()}-${d.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })}-2023`],
    ['20230131', (d) => d.toISOString().slice(0, 10).replaceAll('-', '')],
    ['seconds since 1970', (d) => String(d.getTime() / 1000)],
  ];
  for (const [what, cell] of forms) {
    it(`are the time: ${what}`, async () => {
      const { samples, time, columns } = await read(table('date,v,label', (i) => `${cell(day(i))},${value(i)},${label(i)}`));
      expect(time).to.deep.equal({ name: 'date', kind: 'date' });
      expect([...samples.time!]).to.deep.equal(Array.from({ length: ROWS }, (_, i) => day(i).getTime()));
      expect(columns.map(({ name }) => name)).to.deep.equal(['v']);
    });
  }

  it('that repeat are inputs: year, month, weekday, days', async () => {
    const { columns } = await read(table('born,label', (i) => `19${50 + (i % 4)}-0${1 + (i % 3)}-1${i % 5},${label(i)}`, 400));
    expect(columns.map(({ name }) => name)).to.deep.equal(['born: year', 'born: month', 'born: weekday', 'born: days since the first']);
  });
});

describe('several tables', () => {
  const both = (a: string, b: string, reading: ReadingOptions = {}) =>
    readOwnFiles([new File([a], 'old.csv'), new File([b], 'new.csv')], { reading });

  it('are matched by the names of their columns, whatever the order; classes are united; what one lacks is said', async () => {
    const old = table('v,gone,label', (i) => `${i},1,${label(i)}`);
    const fresh = table('label;extra;v', (i) => `${i % 2 ? 'c' : 'a'};7;${String(i / 2).replace('.', ',')}`);
    const { samples, columns, classes, regimes, notes } = await both(old, fresh);
    expect(columns.map(({ name }) => name)).to.deep.equal(['v']);
    expect(classes).to.deep.equal(['a', 'b', 'c']);
    expect(regimes).to.deep.equal({ names: ['old.csv', 'new.csv'], by: 'files' });
    expect(samples.x[ROWS + 3]).to.equal(1.5);
    expect(notes.join(' '))
      .to.include('Column “gone” was left out: new.csv lacks it.')
      .and.include('Column “extra” of new.csv was left out: old.csv lacks it.');
  });

  it('name the file where one cannot be read', async () => {
    const error = await both(
      table('v,label', (i) => `${i},${label(i)}`),
      'v,label\n1,a\n2\n',
    ).catch((reason: Error) => reason);
    expect(error).to.have.property('message', 'new.csv: line 3 has 1 cells, the header 2');
  });
});

describe('texts', () => {
  it('in UTF-16 without a mark, and Windows-1252 that begins late, are recognised', async () => {
    const text = table('größe,label', (i) => `${value(i)},${label(i)}`);
    const utf16 = new Uint8Array(2 * text.length);
    Array.from(text).forEach((character, i) => utf16.set([character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8], 2 * i));
    expect((await read(utf16)).columns[0]!.name).to.equal('größe');
    const late = table('v,town,label', (i) => `${value(i)},${i >= 29_900 ? 'Köln' : 'Bonn'},${label(i)}`, 30_000);
    expect((await read(Uint8Array.from(late, (character) => character.charCodeAt(0)))).columns[1]!.categories).to.deep.equal([
      'Bonn',
      'Köln',
    ]);
  });

  it('hold no half characters', async () => {
    const { classes } = await read(
      rows((i) => `{"v": ${i}, "label": "${i % 2 ? '\\ud800' : 'x'}"}`),
      {},
      'a.jsonl',
    );
    expect(classes).to.deep.equal(['x', '\ufffd']);
  });
});

describe('two decimal marks in one column', () => {
  it('are each read by its own, as where the old file has points and the new one commas', async () => {
    const old = table('v,label', (i) => `${i + 0.25},${label(i)}`, 300);
    const fresh = table('v;label', (i) => `${i},75;${label(i)}`, 300);
    const data = await readOwnFiles([new File([old], 'old.csv'), new File([fresh], 'new.csv')]);
    expect(first(data)).to.deep.equal([
      ...Array.from({ length: 300 }, (_, i) => i + 0.25),
      ...Array.from({ length: 300 }, (_, i) => i + 0.75),
    ]);
    expect(data.notes.join(' ')).to.match(/“v”: 300 cells have the other decimal mark/);
  });

  it('are one where the user says so, and a mark that the user names is missing wherever it comes', async () => {
    const text = table('v;label', (i) => `${i === 250 ? '1,5' : i === 200 ? -999 : i + 0.5};${label(i)}`, 300);
    const values = first(await read(text, { decimal: '.', missing: ['-999'] }));
    expect(values.flatMap((cell, i) => (Number.isNaN(cell) ? [i] : []))).to.deep.equal([200, 250]);
  });
});

describe('what files say of their rows beside their cells', () => {
  it('ARFF weights that stand in some rows only; the others count 1', async () => {
    const body = rows((i) => `${i},${i % 2 ? 'x' : 'y'}${i % 3 ? ',{2.5}' : ''}`);
    const { samples, file } = await read(`@relation a\n@attribute v numeric\n@attribute class {x,y}\n@data\n${body}`, {}, 'a.arff');
    expect([...samples.weight!.slice(0, 3)]).to.deep.equal([1, 2.5, 2.5]);
    expect(file!.header).to.deep.equal(['v', 'class', 'weight']);
  });

  it('groups, slices and worlds that the user names', async () => {
    const text = table(
      'sex,who,year,v,label',
      (i) => `${i % 2 ? 'm' : 'f'},p${i % 9},${2000 + (i % 3)},${value(i)},${label(i * 5 + (i >> 3))}`,
    );
    const data = await read(text, { roles: { sex: 'slice', who: 'group', year: 'regime' } });
    expect(data.groups).to.deep.equal({ name: 'sex', names: ['f', 'm'] });
    expect([...data.samples.group!.slice(0, 3)]).to.deep.equal([0, 1, 0]);
    expect(data.cluster).to.deep.equal({ name: 'who' });
    expect(new Set(data.samples.cluster).size).to.equal(9);
    expect(data.regimes).to.deep.equal({ names: ['2000', '2001', '2002'], by: 'column' });
    expect(data.columns.map(({ name }) => name)).to.deep.equal(['v']);
  });
});
