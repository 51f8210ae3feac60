import { expect } from 'chai';
import { staggerClass } from '../../../datasets/stagger/rows.ts';
import { stagger } from '../../../datasets/stagger/stagger.ts';
import { expectColumns, expectShare, rowsOf } from '../stream-checks.ts';

/** The rules of Schlimmer and Granger (1986) in names. */
const RULES: readonly ((size: string, colour: string, shape: string) => boolean)[] = [
  (size, colour) => size === 'small' && colour === 'red',
  (_size, colour, shape) => colour === 'green' || shape === 'circle',
  (size) => size === 'medium' || size === 'large',
];
/** Positive ones of the 27 combinations, counted by hand. */
const POSITIVE = [3, 15, 18];

describe('STAGGER', () => {
  RULES.forEach((rule, i) => {
    it(`concept ${i + 1} gives all 27 combinations their class`, () => {
      const [sizes, colours, shapes] = stagger.columns.map(({ categories }) => categories!);
      let positive = 0;
      sizes!.forEach((size, s) =>
        colours!.forEach((colour, c) =>
          shapes!.forEach((shape, h) => {
            expect(staggerClass([s, c, h], i + 1), `${size} ${colour} ${shape}`).to.equal(Number(rule(size, colour, shape)));
            positive += staggerClass([s, c, h], i + 1);
          }),
        ),
      );
      expect(positive).to.equal(POSITIVE[i]);
    });
  });

  it('draws every category, free of noise, in equal shares', async () => {
    await expectColumns(stagger, []);
    const rows = await rowsOf(stagger, 4000);
    for (const { row, label } of rows) expect(label).to.equal(staggerClass(row, 1));
    POSITIVE.forEach((count, i) =>
      expectShare(
        rows.map(({ row }) => staggerClass(row, i + 1) === 1),
        count / 27,
      ),
    );
  });
});
