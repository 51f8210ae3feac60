import { expect } from 'chai';
import { led } from '../../../datasets/led/led.ts';
import { ledClass, ledWiring, SEGMENT_NOISE } from '../../../datasets/led/rows.ts';
import { expectColumns, expectShare, rowsOf } from '../stream-checks.ts';

/** Segments that are dark, by digit: what one sees on any such display. */
const DARK: readonly (readonly string[])[] = [
  ['middle'],
  ['top', 'top left', 'middle', 'bottom left', 'bottom'],
  ['top left', 'bottom right'],
  ['top left', 'bottom left'],
  ['top', 'bottom left', 'bottom'],
  ['top right', 'bottom left'],
  ['top right'],
  ['top left', 'middle', 'bottom left', 'bottom'],
  [],
  ['bottom left'],
];

const shown = (digit: number, stray = 0): number[] =>
  led.columns.map(({ name }, lamp) => (lamp < 7 ? Number(!DARK[digit]!.includes(name)) : stray));

describe('LED', () => {
  DARK.forEach((dark, digit) => {
    it(`shows ${digit} with ${7 - dark.length} segments, whatever the stray lamps do`, () => {
      expect(ledClass(shown(digit, 0))).to.equal(digit);
      expect(ledClass(shown(digit, 1))).to.equal(digit);
    });
  });

  it('reads no digit from a pattern that is none, all 128 of them tried', () => {
    const patterns = Array.from({ length: 128 }, (_, bits) => Array.from({ length: 24 }, (_, lamp) => (bits >> lamp) & 1));
    const digits = patterns.map((row) => ledClass(row)).filter((digit) => digit !== -1);
    expect(digits.sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('drifts by swapping segments with stray lamps', () => {
    expect(ledWiring(0)).to.deep.equal([...Array(24).keys()]);
    expect(ledWiring(2).slice(0, 10)).to.deep.equal([7, 8, 2, 3, 4, 5, 6, 0, 1, 9]);
    const row = shown(4);
    expect(
      ledClass(
        ledWiring(7).map((lamp) => row[lamp]!),
        7,
      ),
    ).to.equal(4);
    expect(() => ledWiring(8)).to.throw(RangeError);
  });

  it('inverts every tenth segment, lights stray lamps half the time, and shows every digit equally often', async () => {
    await expectColumns(led, []);
    const rows = await rowsOf(led, 4000);
    expectShare(
      rows.flatMap(({ row, label }) =>
        shown(label)
          .slice(0, 7)
          .map((lit, lamp) => row[lamp] !== lit),
      ),
      SEGMENT_NOISE,
    );
    expectShare(
      rows.flatMap(({ row }) => row.slice(7).map((lit) => lit === 1)),
      0.5,
    );
    for (let digit = 0; digit < 10; digit++)
      expectShare(
        rows.map(({ label }) => label === digit),
        0.1,
      );
  });
});
