import { expect } from 'chai';
import fc from 'fast-check';
import { numberAt, numberIn } from '../../../src/data/readers/cells.ts';

/** ECMAScript's own reading of a decimal: the reference. */
const reference = Number;

describe('numbers in cells', () => {
  it('are what ECMAScript reads, however they are written', () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toExponential()),
      fc.stringMatching(/^[+-]?[0-9]{1,20}(\.[0-9]{0,20})?([eE][+-]?[0-9]{1,3})?$/),
      fc.stringMatching(/^[+-]?\.[0-9]{1,20}([eE][+-]?[0-9]{1,3})?$/),
    );
    fc.assert(
      fc.property(written, (text) => Object.is(numberIn(text), reference(text))),
      { numRuns: 3000 },
    );
  });

  it('are found within a longer text without regard to what surrounds them', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.stringMatching(/^[0-9e.+-]{0,4}$/), (value, around) => {
        const text = String(value);
        expect(numberAt(`${around}${text}${around}`, around.length, around.length + text.length)).to.equal(reference(text));
      }),
    );
  });

  it('are nothing else: no hexadecimal, no stray sign, no empty exponent, no separator', () => {
    for (const text of ['', '+', '-', '.', '-.', 'e5', '1e', '1e+', '1e5x', '0x10', '1_000', '1,5', '1 2', '--1', '1.2.3', 'NaN', 'one']) {
      expect(numberIn(text), text).to.equal(undefined);
    }
  });

  it('are infinite where they say so or do not fit', () => {
    for (const text of ['inf', 'Infinity', '-INF', '1e999']) expect(Math.abs(numberIn(text)!), text).to.equal(Infinity);
  });
});
