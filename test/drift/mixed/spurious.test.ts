import { expect } from 'chai';
import type { Samples } from '../../../src/data/types.ts';
import { spuriousReversal } from '../../../src/drift/mixed/spurious.ts';
import { balanced, contextFor, isNear, numeric, samplesOf } from '../fixtures.ts';

const WRONG = [0.25, 0.5, 0.75, 0.9, 1];

describe('a broken shortcut in images', () => {
  const rows = 3000;
  const black = samplesOf(
    [14, 14, 1],
    new Array<number>(rows * 196).fill(0),
    [...Array(rows).keys()].map((row) => row % 10),
  );
  const context = (severity: number) =>
    contextFor(spuriousReversal, severity, { reference: black, columns: [], classes: [...'0123456789'] });
  /** Where the white pixel lies in every image. */
  const places = ({ x }: Samples): number[] => Array.from({ length: rows }, (_, row) => x.subarray(196 * row, 196 * row + 196).indexOf(1));
  /** The most frequent place of each class's cue in the old world. */
  const old = places(spuriousReversal.past!(black, context(1)));
  const own = Array.from({ length: 10 }, (_, c) => {
    const counts = new Map<number, number>();
    old.forEach((place, row) => black.y[row] === c && counts.set(place, (counts.get(place) ?? 0) + 1));
    return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
  });

  it('is one white pixel of 14×14 at the border, at another place for each class', () => {
    expect(new Set(own).size).to.equal(10);
    for (const place of own) expect(place < 14 || place >= 182).to.equal(true);
  });

  it('holds for 95 % of the old rows, and misleads in the tabulated share of the new (within five standard errors)', () => {
    const holds = (shown: readonly number[]): number => shown.filter((place, row) => place === own[black.y[row]!]).length / rows;
    expect(isNear(holds(old), 0.95, rows)).to.equal(true);
    WRONG.forEach((wrong, i) => {
      const { samples } = spuriousReversal.apply(black, context(i + 1));
      expect(isNear(1 - holds(places(samples)), wrong, rows)).to.equal(true);
      expect(samples.y).to.equal(black.y);
    });
  });
});

describe('a broken shortcut in tables', () => {
  const rows = balanced(3, 2000);
  const reference = samplesOf([1], [8, 12]);
  const context = (severity: number) =>
    contextFor(spuriousReversal, severity, { reference, columns: [numeric('cue')], classes: ['a', 'b', 'c'] });
  /** The class whose level, −3, 0 or 3 standard deviations of 2 about 10, is nearest; the spread of 0.2 never crosses. */
  const shown = ({ x }: Samples): number[] => Array.from(x, (value) => Math.round((value - 10) / 6) + 1);

  it('is a column at a level for each class: right in 95 % of the old rows, wrong in the tabulated share of the new', () => {
    const holds = (samples: Samples): number => shown(samples).filter((label, row) => label === rows.y[row]).length / rows.rows;
    const old = spuriousReversal.past!(rows, context(1));
    expect(isNear(holds(old), 0.95, rows.rows)).to.equal(true);
    expect(new Set(shown(old))).to.deep.equal(new Set([0, 1, 2]));
    WRONG.forEach((wrong, i) =>
      expect(isNear(1 - holds(spuriousReversal.apply(rows, context(i + 1)).samples), wrong, rows.rows)).to.equal(true),
    );
  });

  it('needs a numeric column', () => {
    const category = { name: 'c', kind: 'categorical' as const, categories: ['a', 'b'] };
    expect(spuriousReversal.refuses!({ columns: [category], inputShape: [1], classes: ['0', '1'] })).to.equal(
      'it needs a numeric column for the cue',
    );
  });
});
