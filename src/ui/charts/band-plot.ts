/** Draws a band chart, by uPlot, on a canvas. */
import { unsafeCSS } from 'lit';
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { chartScale, cssColor } from '../colors.ts';
import { wholePercent, type BandChartData, type BandLine, type BandLook } from './band-data.ts';
import { drawGuide, drawMarks, drawNames, drawNote, type Over } from './band-over.ts';
import { tickText } from './scales.ts';

/** Opacity of a ghost, as the last two digits of a colour. */
const PALE = '80';

const { styleSheet } = unsafeCSS(`${uPlotStyles}.uplot { font-family: inherit; }`);

/** What uPlot draws of the data. */
export function columnsOf({ x, lines, ghosts = [] }: BandChartData): uPlot.AlignedData {
  // uPlot takes null, not NaN, for a gap.
  const gaps = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return [
    x,
    ...ghosts.map((line) => gaps(line.mean)),
    ...lines.flatMap((line) => [gaps(line.hi), gaps(line.lo), gaps(line.mean)]),
  ] as uPlot.AlignedData;
}

/** The chart in `host`, which is inside the shadow root of `look`; undefined where that has no width. It follows `look.end` when its data are set. */
export function plotOf(look: HTMLElement & BandLook, host: HTMLElement): uPlot | undefined {
  const { clientWidth: width, clientHeight: height } = host;
  if (!width) return undefined;
  const { adoptedStyleSheets } = look.shadowRoot!;
  if (!adoptedStyleSheets.includes(styleSheet!)) adoptedStyleSheets.push(styleSheet!);
  const color = (name: string) => cssColor(look, name);
  const times = chartScale(look);
  const font = `${Math.round(11 * times)}px ${getComputedStyle(look).fontFamily}`;
  const axis: uPlot.Axis = { stroke: color('--ink-3'), font, labelFont: font, ticks: { show: false } };
  const { lines, ghosts = [] } = look.data;
  const dashed = ({ dash }: BandLine) => dash.map((length) => length * times);
  return new uPlot(
    {
      width,
      height,
      padding: [8 * times, look.labelWidth * times, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false, range: () => [0, look.end] }, y: { range: () => [look.yFrom, look.yTo] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          values: (_, ticks) => ticks.map((tick) => look.xFormat(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0))),
          space: 70 * times,
          size: 26 * times,
          gap: 6 * times,
          label: look.xTitle,
          labelSize: 18 * times,
          labelGap: 0,
        },
        {
          ...axis,
          grid: { stroke: color('--line'), width: 1 },
          values: (_, ticks) => ticks.map((tick) => yTick(look, tick, (ticks[1] ?? 0) - (ticks[0] ?? 0))),
          size: (look.yFormat === wholePercent ? 48 : 60) * times,
          space: 36 * times,
        },
      ],
      series: [
        {},
        ...ghosts.map((line): uPlot.Series => ({
          stroke: color(line.color) + PALE,
          width: times,
          dash: dashed(line),
          points: { show: false },
        })),
        ...lines.flatMap((line): uPlot.Series[] => [
          { stroke: 'transparent', width: 0, points: { show: false } },
          { stroke: 'transparent', width: 0, points: { show: false } },
          { stroke: color(line.color), width: 2.2 * times, dash: dashed(line), points: { show: false } },
        ]),
      ],
      bands: lines.map((line, i) => ({ series: [ghosts.length + 3 * i + 1, ghosts.length + 3 * i + 2], fill: color(line.color) + '1c' })),
      hooks: { draw: [(plot) => drawOver(look, plot)] },
    },
    columnsOf(look.data),
    host,
  );
}

/** So near to each other that whole percent would not tell them apart, ticks have a decimal. */
const yTick = ({ yFormat }: BandLook, tick: number, step: number): string =>
  yFormat === wholePercent ? `${tickText(100 * tick, 100 * step)} %` : yFormat(tick);

function drawOver(look: HTMLElement & BandLook, plot: uPlot): void {
  const over: Over = {
    plot,
    element: look,
    data: look.data,
    ratio: uPlot.pxRatio * chartScale(look),
    family: getComputedStyle(look).fontFamily,
  };
  plot.ctx.save();
  drawGuide(over);
  drawMarks(over);
  drawNote(over, look.yNote);
  drawNames(over);
  plot.ctx.restore();
}
