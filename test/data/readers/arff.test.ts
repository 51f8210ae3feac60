import { expect } from 'chai';
import type { DataError } from '../../../src/data/errors.ts';
import { isArff } from '../../../src/data/readers/arff.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { labelled } from '../../../src/spec/reading-options.ts';
import { failure } from './failure.ts';
import { arff, fileOf, gzip } from './fixtures.ts';

const read = (text: string, label?: string) => readOwnFiles([fileOf('table', text)], { reading: labelled(label) });

describe('reading ARFF', () => {
  it('takes kinds, categories and classes as declared', async () => {
    const data = await read(arff);
    expect(data.columns).to.deep.equal([
      { name: 'v', kind: 'numeric' },
      { name: 'w w', kind: 'categorical', categories: ['low', 'so so', 'high'] },
    ]);
    expect(data.classes).to.deep.equal(['UP', 'DOWN']);
    expect([...data.samples.x.subarray(0, 6)]).to.deep.equal([0, 0, 1, 1, 2, 2]);
    expect([...data.samples.y.subarray(0, 2)]).to.deep.equal([1, 0]);
  });

  it('is the same with CRLF, gzipped, and under any name', async () => {
    const { sha256 } = await read(arff);
    expect((await read(arff.replaceAll('\n', '\r\n'))).sha256).to.equal(sha256);
    expect((await readOwnFiles([fileOf('a.arff.gz', gzip(new TextEncoder().encode(arff)))])).sha256).to.equal(sha256);
  });

  it('knows missing cells, and another label than the class', async () => {
    const data = await read(`${arff}\n20,low,UP\n?,high,UP\n22,high,?`, 'w w');
    expect(data.classes).to.deep.equal(['low', 'high']);
    expect(data.notes).to.deep.equal(['Class “so so” was left out: it has 7 rows, fewer than 8.']);
    expect(data.samples.x.filter(Number.isNaN)).to.have.length(2);
  });

  it('is recognised below comments and blank lines only', () => {
    expect(isArff('% x\n\n  \n@Relation r')).to.equal(true);
    expect(isArff('a,@relation\n')).to.equal(false);
    expect(isArff('\n'.repeat(4000))).to.equal(false);
  });
});

describe('ARFF that cannot be used', () => {
  const cases: readonly (readonly [string, string, Partial<DataError>])[] = [
    [
      'an undeclared category',
      arff.replace('3,low', '3,lower'),
      { message: '“lower” is none of the values declared for “w w”', line: 11, column: 'w w' },
    ],
    [
      'an undeclared class',
      arff.replace('3,low,UP', '3,low,SIDEWAYS'),
      { message: '“SIDEWAYS” is none of the values declared for “class”', line: 11, column: 'class' },
    ],
    ['a sparse row', `${arff}\n{0 1}`, { message: 'rows are written in the sparse form', line: 28 }],
    ['a ragged row', `${arff}\n1,low`, { message: 'line 28 has 2 cells, the header 3', line: 28 }],
    ['no @data', arff.slice(0, arff.indexOf('@data')), { message: 'the file has no @data' }],
    ['no attribute', '@relation r\n@data\n1', { message: 'no attribute is declared above @data', line: 2 }],
    [
      'a relational attribute',
      arff.replace('v numeric', 'v relational'),
      { message: 'attribute “v” is of type relational', line: 4, column: 'v' },
    ],
    ['an attribute without type', arff.replace('v numeric', 'v'), { message: 'the attribute cannot be read', line: 4 }],
    ['something else', arff.replace('@attribute v', 'attribute v'), { message: '“attribute v numeric” is no declaration', line: 4 }],
    ['an unclosed quotation mark', arff.replace("'so so',DOWN", "'so so,DOWN"), {}],
  ];
  for (const [name, text, expected] of cases) it(name, async () => expect(await failure(read(text))).to.include(expected));
});
