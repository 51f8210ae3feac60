import { expect } from 'chai';
import fc from 'fast-check';
import { packed, unpacked, type Json } from '../../../src/record/file/columns.ts';
import { tightened } from '../../../src/record/file/tightened.ts';

/** What JSON can hold, with the lists that records have: numbers that repeat, rise, are shares of rows or hexadecimal hashes. */
const numbers = fc.oneof(
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  fc.array(fc.integer()),
  fc.tuple(fc.integer({ min: 1, max: 400 }), fc.array(fc.nat(400))).map(([of, list]) => list.map((value) => value / of)),
  fc
    .tuple(fc.nat(50), fc.integer({ min: -9, max: 9 }), fc.nat(30))
    .map(([from, by, n]) => Array.from({ length: n }, (_, i) => from + i * by)),
  fc.array(fc.constantFrom(0, 0, 0, 0, 7, 0.5)),
  // Figures of six digits, shares of different numbers of rows, and curves that have no loss at their beginning.
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }).map((value) => Number(value.toPrecision(6)) + 0)),
  fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 300 })).map(([part, of]) => part / of)),
  fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: fc.nat(2_000).map((value) => value / 1_000) })),
);
const hashes = fc.array(
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: 8, maxLength: 8 }).map((letters) => letters.join('')),
);
const names = fc.string({ maxLength: 6 }).filter((name) => !name.startsWith('$'));
const anything = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 'text'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    numbers,
    hashes,
    fc.array(tie('value')),
    fc.dictionary(names, tie('value'), { noNullPrototype: true }),
    // Lists of objects of one shape, some of which lack a field.
    fc.array(fc.record({ a: fc.nat(5), b: tie('value'), c: numbers }, { requiredKeys: ['a', 'c'] })),
  ),
})).value;

/** As JSON has it, whatever the order of names. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a value column by column', () => {
  it('comes back to the same bits, through JSON', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(unpacked(plain(packed(value)) as Json)).to.deep.equal(plain(value));
        expect(unpacked(plain(tightened(packed(value))) as Json)).to.deep.equal(plain(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never longer than it was by more than its marks', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        expect(JSON.stringify(packed(list)).length).to.be.at.most(JSON.stringify(list).length);
        expect(JSON.stringify(tightened(packed(list))).length).to.be.at.most(JSON.stringify(packed(list)).length);
      }),
    );
  });

  it('says what the lists of a run are in few letters', () => {
    expect(packed(Array.from({ length: 40 }, () => 5))).to.deep.equal({ $times: 40, $value: 5 });
    expect(packed([10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85])).to.deep.equal({ $from: 10, $by: 5, $times: 16 });
    expect(packed(Array.from({ length: 40 }, (_, i) => ((i * 7) % 297) / 297))).to.have.property('$over', 297);
    const six = Array.from({ length: 24 }, (_, i) => Number(Math.sin(1 + i).toPrecision(6)));
    expect(tightened(packed(six)), 'figures').to.have.property('$over', 100_000_000);
    expect(tightened(packed(Array.from({ length: 24 }, (_, i) => (i * 7) / (29 + (i % 3))))), 'shares').to.have.all.keys('$parts', '$of');
    expect(
      tightened(packed(Array.from({ length: 24 }, (_, i) => (i % 8 ? Math.round(2_000 / i) / 1_000 : null)))),
      'a curve',
    ).to.have.property('$nulls');
    expect(packed(['ab', 'cd', 'ef', '01'].map((letters) => letters.repeat(16)))).to.have.property('$bytes', 16);
  });

  it('has one zero: minus zero is written in the same letters as zero, in whatever list', () => {
    const zeros = fc.array(fc.oneof(fc.constantFrom(0, -0), fc.nat(3), fc.constant(-0.5), fc.constant(null)), { maxLength: 40 });
    const text = (value: Json) => JSON.stringify(tightened(packed(value)));
    const plus = (list: readonly (number | null)[]) => list.map((value) => (value === null ? null : value + 0));
    fc.assert(
      fc.property(zeros, (list) => {
        expect(text(list)).to.equal(text(plus(list)));
        expect(unpacked(JSON.parse(text(list)) as Json)).to.deep.equal(plus(list));
      }),
    );
  });

  for (const [what, value] of [
    ['a list of minus one items', { $times: -1, $value: 0 }],
    ['a list of a billion items', { $times: 1e9, $value: 0 }],
    ['a mark nobody knows', { $surprise: 1 }],
    ['a column that is too short', { $rows: 3, $columns: { a: [1] } }],
    ['a row that is not there', { $rows: 1, $columns: { a: [1] }, $only: { a: [7] } }],
  ] as const)
    it(`refuses ${what}`, () => {
      expect(() => unpacked(value as unknown as Json)).to.throw(Error);
    });

  it('refuses a name that begins like a mark', () => {
    expect(() => packed({ $rows: 1 })).to.throw(RangeError, '$rows');
  });
});
