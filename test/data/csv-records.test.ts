import { expect } from 'chai';
import fc from 'fast-check';
import { readRecords, type CsvRecord } from '../../src/data/csv-records.ts';

async function read(text: string, chunkBytes?: number): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(new Blob([text]), {}, chunkBytes)) records.push(...batch);
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
