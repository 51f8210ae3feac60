/** What every repair or policy comes to: a dot for each seed with mean and interval, and the mean against the work it takes. */
import { interval } from '../../../maths/statistics.ts';
import { flops as writtenFlops } from '../../../measure/format.ts';
import { markup, type Markup } from './markup.ts';
import { around, axes, figure, placesX, placesY, WIDTH, type Axis, type Frame } from './plot.ts';
import { legendOf } from './line-chart.ts';
import type { Series } from './series.ts';

interface Measured {
  readonly series: readonly Series[];
  /** What decides. */
  readonly value: Pick<Axis, 'title' | 'write'>;
}

const ROW = 38;
/** More dots than these are more than a page of this width can show, and make it large. */
const MOST_DOTS = 2_000;

/** One row each: name, dots, mean with interval. */
export function seedsChart({ series, value }: Measured): Markup {
  const rows = series.filter(({ values }) => values.length > 0);
  const frame: Frame = { height: ROW * rows.length + 48, left: 8, right: 12, top: 4, bottom: 38 };
  const x: Axis = { ...value, ...around(rows.flatMap(({ values }) => [...values, interval(values).lo, interval(values).hi])) };
  const at = placesX(x, frame);
  const every = Math.ceil(rows.reduce((sum, { values }) => sum + values.length, 0) / MOST_DOTS);
  const drawn = rows.map(({ title, color, values }, row) => {
    const { mean, lo, hi } = interval(values);
    const y = frame.top + ROW * row + 26;
    const dots = ranked(values, every).map((each) => markup`<circle class="dot c-${color}" cx="${at(each)}" cy="${y}" r="3.5"/>`);
    return markup`<text class="name" x="${frame.left}" y="${y - 12}">${title}</text><line class="axis" x1="${frame.left}" x2="${WIDTH - frame.right}" y1="${y}" y2="${y}"/>${dots}<line class="bar c-${color}" x1="${at(lo)}" x2="${at(hi)}" y1="${y}" y2="${y}"/><circle class="mean c-${color}" cx="${at(mean)}" cy="${y}" r="5"/>`;
  });
  return figure(
    'Every seed',
    `Pale dots: one seed each${every > 1 ? `, of the seeds of a repair in their order of size one in ${every}, with the least and the greatest` : ''}. Full dot and bar: mean with its 95 % interval, each repair by itself; what decides are differences on the same seeds.`,
    undefined,
    frame.height,
    markup`${axes(x, undefined, frame)}${drawn}`,
  );
}

/** Every so many of them by size, with the least and the greatest. */
const ranked = (values: readonly number[], every: number): readonly number[] =>
  every === 1 ? values : values.toSorted((a, b) => a - b).filter((_, i) => i % every === 0 || i === values.length - 1);

const frame: Frame = { height: 250, left: 44, right: 16, top: 24, bottom: 38 };

/** What it takes against what it brings. Whatever trains nothing stands at the left edge. */
export function costChart({ series, value }: Measured): Markup | undefined {
  const points = series.filter(({ values }) => values.length > 0).map((each) => ({ ...each, y: interval(each.values) }));
  const work = points.map(({ flops }) => flops).filter((flops) => flops > 0);
  if (work.length === 0) return undefined;
  const free = Math.min(...work) / 3;
  const x: Axis = { title: 'operations of training per seed', write: writtenFlops, log: true, from: free, to: Math.max(...work) * 1.6 };
  const y: Axis = { ...value, ...around(points.flatMap((each) => [each.y.lo, each.y.hi])) };
  const [atX, atY] = [placesX(x, frame), placesY(y, frame)];
  const drawn = points.map(({ color, flops, y: { mean, lo, hi } }) => {
    const at = atX(flops > 0 ? flops : free);
    return markup`<line class="bar c-${color}" x1="${at}" x2="${at}" y1="${atY(lo)}" y2="${atY(hi)}"/><circle class="mean c-${color}" cx="${at}" cy="${atY(mean)}" r="5"/>`;
  });
  return figure(
    'What it takes, what it brings',
    'Counted operations, on a logarithmic axis; whatever trains nothing stands at its left end. Bars: 95 % intervals.',
    legendOf(points.map((each) => ({ ...each, dash: [] }))),
    frame.height,
    markup`${axes(x, y, frame)}${drawn}`,
  );
}
