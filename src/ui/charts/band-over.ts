/** What a band chart draws over its lines, on the same canvas: a guide, moments, a note, and names. */
import { translated } from '../../words/msg.ts';
import type uPlot from 'uplot';
import { cssColor } from '../colors.ts';
import type { BandChartData, BandLine } from './band-data.ts';
import { spread } from './scales.ts';

const LABEL_HEIGHT = 15;
/** A name farther from its line than this has a line that leads there, px. */
const LED = 4;

/** Where it is drawn. */
export interface Over {
  readonly plot: uPlot;
  /** Has the colours. */
  readonly element: Element;
  readonly data: BandChartData;
  /** Pixels of the canvas for each px of a page. */
  readonly ratio: number;
  readonly family: string;
}

export function drawGuide({ plot, element, data, ratio }: Over): void {
  if (data.guide === undefined) return;
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(data.guide, 'y', true));
  ctx.strokeStyle = cssColor(element, '--ink-3');
  ctx.lineWidth = ratio * 0.75;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
}

export function drawMarks(over: Over): void {
  const { plot, element, data, ratio, family } = over;
  const { ctx, bbox } = plot;
  ctx.font = `${11 * ratio}px ${family}`;
  data.marks?.forEach(({ at, text, low }, i) => {
    const x = plot.valToPos(at, 'x', true);
    ctx.strokeStyle = cssColor(element, '--ink-3');
    ctx.lineWidth = ratio * 0.75;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    // On the side where there is room, the later ones nearer to the middle.
    const right = x + ctx.measureText(text).width + 5 * ratio > bbox.left + bbox.width;
    const inwards = (2 + i * LABEL_HEIGHT) * ratio;
    const y = low ? bbox.top + bbox.height - LABEL_HEIGHT * ratio - inwards : bbox.top + inwards;
    write(over, text, x + (right ? -5 : 5) * ratio, y, right ? 'right' : 'left');
  });
}

/** At the foot of the chart, where lines end: those that rise from below come in at the left. */
export function drawNote(over: Over, note: string): void {
  const { ratio, family } = over;
  const { ctx, bbox } = over.plot;
  if (!note) return;
  ctx.font = `${11 * ratio}px ${family}`;
  write(over, note, bbox.left + bbox.width - 5 * ratio, bbox.top + bbox.height - LABEL_HEIGHT * ratio, 'right');
}

/** Small text, legible on whatever it crosses. */
function write({ plot: { ctx }, element, ratio }: Over, text: string, x: number, y: number, align: CanvasTextAlign): void {
  ctx.textBaseline = 'top';
  ctx.textAlign = align;
  ctx.fillStyle = cssColor(element, '--ink-3');
  ctx.strokeStyle = cssColor(element, '--bg');
  ctx.lineWidth = 4 * ratio;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** Names at the right end of their lines, pushed apart where they would touch, and dots where training ended. */
export function drawNames({ plot, element, data, ratio, family }: Over): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  const foot = bbox.top + bbox.height;
  const ends = data.lines
    .map((line) => ({ line, value: line.mean.findLast((value) => !Number.isNaN(value)) }))
    .filter((end): end is { line: BandLine; value: number } => end.value !== undefined)
    .map(({ line, value }) => ({ line, true: plot.valToPos(value, 'y', true) }))
    // A line that ends below what is seen has its name at the foot, with an arrow.
    .map((end) => ({ ...end, below: end.true > foot + 1, at: Math.min(end.true, foot) }))
    .sort((a, b) => a.at - b.at);
  spread(ends, LABEL_HEIGHT * ratio, foot - 4 * ratio);
  ctx.font = `600 ${12 * ratio}px ${family}`;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { line, at, below, true: place } of ends) {
    const stop = line.mean[line.endsAt];
    if (!below && stop !== undefined && !Number.isNaN(stop) && line.endsAt > 0) {
      ctx.fillStyle = cssColor(element, line.color);
      ctx.beginPath();
      ctx.arc(plot.valToPos(data.x[line.endsAt]!, 'x', true), plot.valToPos(stop, 'y', true), 3.2 * ratio, 0, 7);
      ctx.fill();
    }
    ctx.fillStyle = cssColor(element, `${line.color}-text`) || cssColor(element, line.color);
    // A name that had to give way is led to its line.
    if (!below && Math.abs(at - place) > LED * ratio) {
      ctx.strokeStyle = cssColor(element, line.color);
      ctx.lineWidth = ratio;
      ctx.beginPath();
      ctx.moveTo(right, place);
      ctx.lineTo(right + 7 * ratio, at);
      ctx.stroke();
    }
    ctx.fillText(`${translated(line.title)}${below ? ' ↓' : ''}`, right + 9 * ratio, at);
  }
}
