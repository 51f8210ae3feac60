import { expect } from 'chai';
import type { Preview } from '../../../src/contracts/services.ts';
import '../../../src/ui/charts/shift-histograms.ts';
import { findAll, mount, words } from '../mount.ts';

/** Rows of a table from its columns. */
const rows = (columns: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from(
    { length: columns.length * columns[0]!.length },
    (_, at) => columns[at % columns.length]![Math.floor(at / columns.length)]!,
  );

/** Four rows: `still` stays, `some` moves by one row of four, `all` moves altogether. */
const preview: Preview = {
  inputShape: [3],
  columns: ['still', 'some', 'all'],
  classes: ['fine', 'worn'],
  classCounts: { before: [3, 1], after: [3, 1] },
  before: {
    x: rows([
      [0, 1, 2, 3],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ]),
    y: Int32Array.of(0, 0, 0, 1),
  },
  after: {
    x: rows([
      [0, 1, 2, 3],
      [0, 0, 1, 1],
      [1, 1, 1, 1],
    ]),
    y: Int32Array.of(0, 0, 0, 1),
  },
  ledger: [],
};
const names = (element: HTMLElement) => findAll(element, 'figcaption').map(words);

/** Counts of the grey bars of one figure, read from their heights; the highest bar or line stands for `top` rows. */
function bars(figure: HTMLElement, top: number): number[] {
  const [, , , height] = figure.querySelector('svg')!.getAttribute('viewBox')!.split(' ').map(Number);
  return [...figure.querySelectorAll('rect')].map(
    (bar) => Math.round((Number(bar.getAttribute('height')) / (height! - 2)) * top * 1000) / 1000,
  );
}

describe('distributions of a table before and after', () => {
  it('shows the columns that moved most first', async () => {
    const element = await mount('shift-histograms', { preview });
    expect(names(element)).to.deep.equal(['all', 'some', 'still']);
    expect(findAll(element, 'svg').map((svg) => svg.getAttribute('aria-label'))[0]).to.equal('all: distribution before and after');
  });

  it('shows no more columns than asked for', async () => {
    const element = await mount('shift-histograms', { preview, count: 2 });
    expect(names(element)).to.deep.equal(['all', 'some']);
  });

  it('counts every row once, in the bin of its value', async () => {
    const element = await mount('shift-histograms', { preview });
    const [all, some, still] = findAll(element, 'figure');
    const zeros = (many: number) => new Array<number>(many).fill(0);
    expect(bars(all!, 4)).to.deep.equal([4, ...zeros(17)]);
    expect(bars(some!, 3)).to.deep.equal([3, ...zeros(16), 1]);
    expect(bars(still!, 1)).to.deep.equal([1, ...zeros(5), 1, ...zeros(5), 1, ...zeros(4), 1]);
  });

  it('says how much is missing, and puts a column that lost its values first', async () => {
    const after = rows([
      [0, 1, NaN, NaN],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ]);
    const element = await mount('shift-histograms', { preview: { ...preview, after: { ...preview.after, x: after } } });
    expect(names(element)[0]).to.equal('still · 50 % missing');
  });

  it('shows how often classes occur only when that changed', async () => {
    const relabelled = { ...preview, classCounts: { before: [3, 1], after: [1, 3] } };
    const element = await mount('shift-histograms', { preview: relabelled });
    expect(names(element)[0]).to.equal('class frequencies');
    expect(bars(findAll(element, 'figure')[0]!, 3)).to.deep.equal([3, 1]);
  });

  it('takes a constant column without complaint', async () => {
    const constant = rows([
      [2, 2, 2, 2],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
    ]);
    const element = await mount('shift-histograms', {
      preview: { ...preview, before: { ...preview.before, x: constant }, after: { ...preview.after, x: constant } },
    });
    const still = findAll(element, 'figure').find((figure) => words(figure.querySelector('figcaption')!) === 'still')!;
    expect(bars(still, 4).reduce((a, b) => a + b)).to.equal(4);
  });
});
