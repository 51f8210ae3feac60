/** Axes of drawings in SVG: a thin line and its number for each tick. Looks are those of `drawingStyles`. */
import { translated } from '../../words/msg.ts';
import { svg } from 'lit';
import type { Frame, Scale } from './scales.ts';

/** How far a number's foot lies below the line that goes through its middle, in px. */
const MIDDLE = 4;

/** Shares (0 … 1) as percent at the left, `gap` px beside a line across the drawing for each. */
export const shareAxis = (ticks: readonly number[], y: Scale, { left, right }: Frame, gap = 6) =>
  ticks.map(
    (tick) => svg`<line class="grid" x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)}></line>
      <text x=${left - gap} y=${y(tick) + MIDDLE} text-anchor="end">${Math.round(100 * tick)} %</text>`,
  );

/** Numbers below the drawing, `drop` px under it. */
export const baseAxis = (ticks: readonly number[], x: Scale, { bottom }: Frame, drop: number, text: (tick: number) => string = String) =>
  ticks.map((tick) => svg`<text x=${x(tick)} y=${bottom + drop} text-anchor="middle">${translated(text(tick))}</text>`);
