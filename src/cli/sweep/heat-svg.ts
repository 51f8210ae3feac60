/** A sweep over two fields as a picture: how well the favourite of every cell does, and who that is. */
import { written } from '../../spec/vary.ts';
import type { CellRow, SweepIndex } from './index-file.ts';

const CELL = { width: 132, height: 56 };
const MARGIN = { left: 110, top: 24, right: 16, bottom: 44 };
/** Okabe & Ito 2008: told apart by everybody. */
const COLORS = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#D55E00', '#56B4E9', '#777777', '#000000'];
/** Of the ground, for the lowest and the highest score: light enough for black letters. */
const LOW = [250, 250, 250] as const;
const HIGH = [110, 190, 160] as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A whole SVG file: rows are the values of the first axis, columns those of the second. Cells without a run are left empty. */
export function heatSvg({ axes, cells }: SweepIndex): string {
  const [down, across] = axes as [SweepIndex['axes'][number], SweepIndex['axes'][number]];
  const [rows, columns] = [down.values.map(written), across.values.map(written)];
  const merits = cells.flatMap(({ standing }) => standing?.favourite.merit.mean ?? []);
  const [low, high] = [Math.min(...merits), Math.max(...merits)];
  const share = (merit: number) => (high > low ? (merit - low) / (high - low) : 1);
  const ground = (merit: number) => `rgb(${LOW.map((from, i) => Math.round(from + (HIGH[i]! - from) * share(merit))).join(',')})`;
  const favourites = [...new Map(cells.flatMap(({ standing }) => (standing ? [[standing.favourite.id, standing.favourite.title]] : [])))];
  const color = (id: string) => COLORS[favourites.findIndex(([other]) => other === id) % COLORS.length]!;
  const x = (column: number) => MARGIN.left + CELL.width * column;
  const y = (row: number) => MARGIN.top + CELL.height * row;
  const width = x(columns.length) + MARGIN.right;
  const below = y(rows.length) + MARGIN.bottom;
  const height = below + 18 * favourites.length + 30;

  const box = ({ values, standing, status }: CellRow): string => {
    const [left, top] = [x(columns.indexOf(written(values[1]))), y(rows.indexOf(written(values[0])))];
    const frame = (fill: string) =>
      `<rect x="${left}" y="${top}" width="${CELL.width - 2}" height="${CELL.height - 2}" fill="${fill}" stroke="#bbb"/>`;
    if (!standing)
      return `${frame('#fff')}<text x="${left + 10}" y="${top + 32}" fill="#777">${status === 'failed' ? 'failed' : 'not run'}</text>`;
    const { favourite, shown } = standing;
    const title = favourite.title.length > 17 ? `${favourite.title.slice(0, 16)}…` : favourite.title;
    return [
      frame(ground(favourite.merit.mean)),
      `<rect x="${left}" y="${top}" width="5" height="${CELL.height - 2}" fill="${color(favourite.id)}"/>`,
      `<text x="${left + 12}" y="${top + 22}" font-weight="600">${escaped(favourite.score)}</text>`,
      `<text x="${left + 12}" y="${top + 41}">${escaped(shown ? title : `(${title})`)}</text>`,
    ].join('');
  };
  const legend = favourites.map(
    ([id, title], i) =>
      `<rect x="${MARGIN.left}" y="${below + 18 * i}" width="10" height="10" fill="${color(id)}"/><text x="${MARGIN.left + 16}" y="${below + 18 * i + 9}">${escaped(title)}</text>`,
  );
  const title = `Score of the favourite by ${down.path} and ${across.path}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/><g font-family="sans-serif" font-size="12" fill="#222">`,
    `<text x="${MARGIN.left}" y="16">${escaped(title)}</text>`,
    ...rows.map((text, i) => `<text x="${MARGIN.left - 8}" y="${y(i) + 32}" text-anchor="end">${escaped(text)}</text>`),
    ...columns.map(
      (text, i) => `<text x="${x(i) + CELL.width / 2}" y="${y(rows.length) + 16}" text-anchor="middle">${escaped(text)}</text>`,
    ),
    `<text x="${MARGIN.left - 8}" y="16" text-anchor="end" font-style="italic">${escaped(down.path)}</text>`,
    `<text x="${MARGIN.left}" y="${y(rows.length) + 32}" font-style="italic">${escaped(across.path)}</text>`,
    ...cells.map(box),
    ...legend,
    `<text x="${MARGIN.left}" y="${height - 8}" fill="#555">In brackets: the highest mean, not shown to be better than the rest.</text>`,
    '</g></svg>',
  ].join('\n');
}
