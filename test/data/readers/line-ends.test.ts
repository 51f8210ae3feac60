import { expect } from 'chai';
import fc from 'fast-check';
import { lineFed, lineFeeds } from '../../../src/data/readers/line-ends.ts';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';

async function fed(parts: readonly string[]): Promise<string> {
  let text = '';
  for await (const part of lineFeeds((async function* () { yield* parts; })())) text += part; // prettier-ignore
  return text;
}

const rows = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 11},${i % 5},${i % 2 ? 'p' : 'q'}`);
const read = async (text: string, name = 'a.csv') => readOwnFiles([new File([text], name)]);

describe('line ends', () => {
  it('stay as they are where LF or CRLF ends lines, and become LF where CR alone does', () => {
    expect(lineFed('a,b\r\n1,2\r\n')).to.equal('a,b\r\n1,2\r\n');
    expect(lineFed('a,b\n1,"x\ry"\n')).to.equal('a,b\n1,"x\ry"\n');
    expect(lineFed('a,b\r1,2\r')).to.equal('a,b\n1,2\n');
    expect(lineFed('a,b\r1,2\r\n')).to.equal('a,b\n1,2\n');
    expect(lineFed('a,b\r1,"x\ny"\r3,4\r')).to.equal('a,b\n1,"x\ny"\n3,4\n');
  });

  it('are the same however the text is cut', async () => {
    const letter = fc.constantFrom('a', ',', '"', '\r', '\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(fc.array(letter, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (letters, step) => {
        // What the beginning says holds for the whole.
        const text = `a\r${letters.join('').replaceAll('\n', '')}`;
        const parts = Array.from({ length: Math.ceil(text.length / step) }, (_, i) => text.slice(i * step, (i + 1) * step));
        expect(await fed(parts)).to.equal(text.replaceAll('\r', '\n'));
      }),
    );
    expect(await fed(['a\r', '\nb\r', '\n'])).to.equal('a\r\nb\r\n');
    expect(await fed(['a\rb\r', '\nc'])).to.equal('a\nb\nc');
  });

  it('that are a lone CR give the same table as LF, with an LF at the end, in quotation marks or after the header, too', async () => {
    const { sha256 } = await read(['x,y,label', ...rows].join('\n'));
    const cases: Readonly<Record<string, string>> = {
      'CR throughout': ['x,y,label', ...rows, ''].join('\r'),
      'no CR at the end': ['x,y,label', ...rows].join('\r'),
      'CR, and LF at the end': `${['x,y,label', ...rows].join('\r')}\n`,
      'CR, and CRLF at the end': `${['x,y,label', ...rows].join('\r')}\r\n`,
      'LF after the header alone': `x,y,label\n${rows.join('\r')}\r`,
      'blank lines between': ['x,y,label', ...rows].join('\r\r'),
      'cells in quotation marks': ['x,y,label', ...rows.map((row) => row.replace(/\w+/g, '"$&"'))].join('\r'),
    };
    for (const [what, text] of Object.entries(cases)) expect((await read(text)).sha256, what).to.equal(sha256);
    const quoted = await read(['x,y,label', ...rows.map((row) => row.replace('p', '"p\np"'))].join('\r'));
    expect(quoted.classes).to.deep.equal(['p\np', 'q']);
  });

  it('that are a lone CR end the lines of ARFF and JSON files', async () => {
    const arff = ['@relation r', '@attribute x numeric', '@attribute y numeric', '@attribute label {p,q}', '@data', ...rows];
    expect((await read(arff.join('\r'), 'a.arff')).sha256).to.equal((await read(arff.join('\n'), 'a.arff')).sha256);
    const lines = rows.map((row) => JSON.stringify(Object.fromEntries(row.split(',').map((cell, c) => [['x', 'y', 'label'][c], cell]))));
    expect((await read(lines.join('\r'), 'a.jsonl')).sha256).to.equal((await read(lines.join('\n'), 'a.jsonl')).sha256);
  });
});
