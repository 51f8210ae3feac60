import { expect } from 'chai';
import fc from 'fast-check';
import { byteChunks } from '../../../src/data/readers/byte-chunks.ts';
import { parseQuoted, readRecords } from '../../../src/data/readers/csv-records.ts';
import { scanRecords } from '../../../src/data/readers/csv-scan.ts';
import { textChunks } from '../../../src/data/readers/text-chunks.ts';

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

async function read(text: string, chunkBytes?: number, scan = scanRecords): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  const texts = textChunks(byteChunks(new Blob([text]), {}, chunkBytes));
  await readRecords(
    texts,
    (source, spans, count, line) =>
      void records.push({ line, cells: Array.from({ length: count }, (_, i) => source.slice(spans[2 * i], spans[2 * i + 1])) }),
    { scan },
  );
  return records;
}

describe('records of a CSV file', () => {
  const cell = fc.stringMatching(/^[a-zé€😀0-9 ,;"\r\n]{0,6}$/u);
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  it('come out the same however the bytes are cut into chunks', async () => {
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 8, max: 300 }), async (table, step) => {
        const text = ['a,b,c', ...table.map((row) => row.map(quote).join(','))].join('\r\n');
        const records = await read(text, step);
        const expected = table.map((row) => row.map((value) => value.trim()));
        expect(records.slice(1).map(({ cells }) => cells)).to.deep.equal(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('come out of the quick scanner as they do out of Papa Parse', async () => {
    const character = fc.constantFrom('a', '7', '.', '-', ' ', '\u00a0', '\u3000', 'é', '😀', ',', ',', ';', '\t', '\n', '\r', '\r\n');
    const anyText = fc.array(character, { maxLength: 120 }).map((parts) => `x,y\n${parts.join('')}`);
    const newline = fc.constantFrom('\n', '\r\n', '\r');
    await fc.assert(
      fc.asyncProperty(anyText, newline, fc.integer({ min: 16, max: 200 }), async (text, end, step) => {
        const file = text.replace('\n', end);
        expect(await read(file, step)).to.deep.equal(await read(file, step, parseQuoted));
      }),
      { numRuns: 300 },
    );
  });

  it('know the line they begin on, whatever is inside the quotes', async () => {
    const records = await read('a,b\n\n"1\n2","\n"\n3,4\r\n"5\r\n6",7\n8,9');
    expect(records.map(({ line }) => line)).to.deep.equal([1, 3, 6, 7, 9]);
  });

  it('are cut where the first line says so, not where decimal commas do', async () => {
    const records = await read('a;b\n1,5;2,5\n');
    expect(records[1]!.cells).to.deep.equal(['1,5', '2,5']);
  });

  it('end with an error when a quotation mark swallows the rest of a large file', async () => {
    const text = `a,b\n1,2\n"3,${'4,5\n'.repeat(400_000)}`;
    const error: unknown = await read(text).catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'DataError', line: 3 });
  });
});
