import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect } from 'chai';
import { goldenAdwinWindow, goldenStreamCases } from '../../../src/detect/golden/cases.ts';
import { mulberry32, numpyRandomState, pythonRandom } from '../../../src/detect/golden/mersenne-twister.ts';
import { riverS1, riverS2, sevens, twoRates } from '../../../src/detect/golden/streams.ts';
import { raisedOn } from '../../../src/detect/streaming/alarms.ts';
import { ExponentialHistogram } from '../../../src/detect/streaming/exponential-histogram.ts';
import { findDetector, streamDetectors } from '../../../src/detect/streaming/registry.ts';
import { randomStream } from '../../../src/random/random.ts';

const digest = (digits: readonly number[]): string => bytesToHex(sha256(utf8ToBytes(digits.join('')))).slice(0, 16);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('golden streams', () => {
  it('are drawn again digit by digit: SHA-256 and sums as recorded from NumPy and by independent recomputation', () => {
    const known: readonly (readonly [readonly number[], string, number])[] = [
      [riverS1(), '246c3421338c8604', 3985],
      [riverS2(), '36baba1c7236c509', 1000],
      [twoRates(42, 0.2, 0.8), 'a8a5d23a7f596353', 982],
      [twoRates(3, 0.1, 0.2), '4c7b4146c611f77c', 283],
    ];
    for (const [digits, hash, total] of known) expect([digest(digits), sum(digits)]).to.deep.equal([hash, total]);
  });

  it('come from generators that agree with NumPy 2.4.6, CPython 3 and the published mulberry32', () => {
    const { normal } = numpyRandomState(31);
    const normals = [-0.41475721425159, -0.33336866866747, 0.08109198556483, -0.79102695242433, -0.21859967125216];
    for (const expected of normals) expect(normal(0, 1)).to.be.closeTo(expected, 1e-13);
    const python = pythonRandom(12345);
    expect([python.uniform(), python.uniform(), python.uniform()]).to.deep.equal([
      0.41661987254534116, 0.010169169457068361, 0.8252065092537432,
    ]);
    expect(python.gauss(0, 1)).to.be.closeTo(-0.28844068559457386, 1e-14);
    expect(python.gauss(0, 1)).to.be.closeTo(0.9142412044516643, 1e-14);
    const uniform = mulberry32(42);
    expect([uniform(), uniform(), uniform()]).to.deep.equal([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
  });
});

describe('detectors raise alarms where the published implementations do', () => {
  for (const { detector, params, stream: values, expected, firstWarning, source } of goldenStreamCases) {
    it(`${detector} ${JSON.stringify(params)} at [${expected.join(', ')}], ${source}`, () => {
      const { alarms, warnings } = raisedOn(findDetector(detector)!, params, values(), randomStream(1, 'golden'));
      expect(alarms).to.deep.equal(expected);
      if (firstWarning !== undefined) expect(warnings[0]).to.equal(firstWarning);
    });
  }

  it('every detector has a published answer but those whose authors left none that can be drawn again', () => {
    const without = streamDetectors.map(({ id }) => id).filter((id) => !goldenStreamCases.some(({ detector }) => detector === id));
    expect(without).to.deep.equal(['stepd', 'ecdd', 'k-of-n']);
  });
});

describe('the window of ADWIN', () => {
  it('after i mod 7, i < 200: width, total, squares and buckets of the reference', () => {
    const window = new ExponentialHistogram(5);
    for (const value of sevens()) window.add(value);
    expect([window.width, window.total]).to.deep.equal([goldenAdwinWindow.width, goldenAdwinWindow.total]);
    expect(window.squares).to.be.closeTo(goldenAdwinWindow.squares, 1e-6 * goldenAdwinWindow.squares);
    expect(Array.from(window.counts.subarray(0, window.rows))).to.deep.equal([...goldenAdwinWindow.buckets]);
  });
});
