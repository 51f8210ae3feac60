/** FAULT-FINDINGS row 22: numbers are read in batches, and are the very doubles that JavaScript reads. */
import { expect } from 'chai';
import fc from 'fast-check';
import { NumberLines } from '../../src/cli/number-lines.ts';

/** All numbers of a text that comes in parts of so many bytes. */
function read(text: string, size: number): number[] {
  const bytes = new TextEncoder().encode(text);
  const lines = new NumberLines((line, at) => {
    throw new Error(`${at}: ${line}`);
  });
  const all: number[] = [];
  for (let at = 0; at < bytes.length; at += size) for (const batch of lines.of(bytes.subarray(at, at + size))) all.push(...batch);
  for (const batch of lines.of(new Uint8Array(0), true)) all.push(...batch);
  return all;
}

describe('numbers a line', () => {
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.tuple(fc.nat(99_999_999), fc.nat(999_999)).map(([a, b]) => `${a}.${b}`),
    fc.constantFrom('-0', '.5', '5.', '+3', ' 7\t', '0x10', '1e-7', '0.1', '0.30000000000000004', '123456789012345678', '\uFEFF1'),
  );

  it('are what Number makes of each, however the file is cut and its lines end', () => {
    fc.assert(
      fc.property(
        fc.array(written),
        fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028'),
        fc.integer({ min: 1, max: 9 }),
        (texts, end, size) => {
          expect(read(texts.join(end), size)).to.deep.equal(texts.map(Number));
        },
      ),
    );
  });

  it('that are none are refused with their line, blank lines counted', () => {
    for (const wrong of ['.', '-', 'Infinity', 'NaN', '1,5', '1.2.3', '--1'])
      for (const size of [1, 4, 100]) expect(() => read(`1\r\n\n2\n${wrong}\n5`, size), wrong).to.throw(`4: ${wrong}`);
  });
});
