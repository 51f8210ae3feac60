/** Accuracy along the way: a mean line with its 95 % band for each repair or policy. */
import { markup, type Markup } from './markup.ts';
import { around, axes, figure, placesX, placesY, WIDTH, type Axis, type Frame } from './plot.ts';
import type { Look, Series } from './series.ts';

export interface LineChart {
  readonly title: string;
  readonly caption: string;
  readonly series: readonly Series[];
  readonly x: Pick<Axis, 'title' | 'write'>;
  readonly y: Pick<Axis, 'title' | 'write'>;
  /** Where the world changed, by x. */
  readonly drifts: readonly number[];
}

const frame: Frame = { height: 250, left: 44, right: 10, top: 24, bottom: 38 };
/** More points than a line of this width can show are left out. */
const MOST_POINTS = 120;

export function lineChart({ title, caption, series, x, y, drifts }: LineChart): Markup {
  const lines = series.map((each) => ({ ...each, line: thinned(each.line) }));
  const all = lines.flatMap(({ line }) => line);
  const across: Axis = { ...x, from: Math.min(...all.map((point) => point.x)), to: Math.max(...all.map((point) => point.x)) };
  const up: Axis = { ...y, ...bounded(all.flatMap((point) => [point.y.mean, point.y.lo, point.y.hi]), all.map((point) => point.y.mean)) }; // prettier-ignore
  const [atX, atY] = [placesX(across, frame), placesY(up, frame)];
  const inside = (value: number) => atY(Math.min(up.to, Math.max(up.from, value)));
  const drawn = lines.map(({ line, color, dash }) => {
    const style = markup`class="run c-${color}"${dash.length ? markup` stroke-dasharray="${dash.join(' ')}"` : undefined}`;
    if (line.length === 1) return markup`<path ${style} d="M${frame.left},${inside(line[0]!.y.mean)}H${WIDTH - frame.right}"/>`;
    const path = (points: readonly string[]) => `M${points.join('L')}`;
    const edge = [...line.map((point) => `${atX(point.x)},${inside(point.y.hi)}`), ...line.toReversed().map((point) => `${atX(point.x)},${inside(point.y.lo)}`)]; // prettier-ignore
    const mean = line.map((point) => `${atX(point.x)},${inside(point.y.mean)}`);
    return markup`<path class="band c-${color}" d="${path(edge)}Z"/><path ${style} d="${path(mean)}"/>`;
  });
  const marks = drifts
    .filter((at) => at >= across.from && at <= across.to)
    .map((at) => markup`<line class="drift" x1="${atX(at)}" x2="${atX(at)}" y1="${frame.top}" y2="${frame.height - frame.bottom}"/><text x="${atX(at) + 4}" y="${frame.top + 9}">drift</text>`); // prettier-ignore
  return figure(title, caption, legendOf(series), frame.height, markup`${axes(across, up, frame)}${marks}${drawn}`);
}

/** All of a share's bands, unless they leave 0 … 1, where no share is; a mean is always inside. */
function bounded(values: readonly number[], means: readonly number[]): { from: number; to: number } {
  const { from, to } = around(values, 0.04);
  return { from: Math.min(Math.max(from, 0), ...means), to: Math.max(Math.min(to, 1), ...means) };
}

function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** Names in their order, each with how its line looks. */
export const legendOf = (looks: readonly Look[]): Markup =>
  markup`<ul class="legend">${looks.map(
    ({ title, color, dash }) =>
      markup`<li><svg viewBox="0 0 26 10" aria-hidden="true"><path class="run c-${color}"${dash.length ? markup` stroke-dasharray="${dash.join(' ')}"` : undefined} d="M1,5H25"/></svg>${title}</li>`,
  )}</ul>`;
