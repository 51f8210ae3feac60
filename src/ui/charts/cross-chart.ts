/** Accuracy against what it cost: one point per repair or policy with its 95 % intervals as a cross. */
import { translated } from '../../words/msg.ts';
import { css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent } from '../../measure/format.ts';
import type { Interval } from '../../maths/interval.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';
import { baseAxis, shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, tenthBelow } from './scales.ts';
import { roundEnd, ticksOn } from './ticks.ts';
import { WidthElement } from './width-element.ts';

export interface Cross {
  readonly id: string;
  readonly title: string;
  readonly x: Interval;
  readonly y: Interval;
}

/** Where a cross stands in the drawing: its point, and the ends of its horizontal interval. */
interface Mark {
  readonly cross: Cross;
  readonly x: number;
  readonly y: number;
  readonly lo: number;
  readonly hi: number;
}

/** Of more crosses than these, a name stays near its point and off the others, or is left out: nobody could tell whose it is. */
const MANY = 8;
const NEAR_STEPS = 5;

let pen: CanvasRenderingContext2D | undefined;

/** Of a name as it is drawn, px. */
function widthOf(name: string, family: string): number {
  pen ??= document.createElement('canvas').getContext('2d')!;
  pen.font = `600 12px ${family}`;
  return pen.measureText(name).width;
}

const HEIGHT = 210;
const INSET = { left: 44, right: 16, top: 14, bottom: 34 };

@customElement('cross-chart')
export class CrossChart extends WidthElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armClasses,
    css`
      .mark line {
        stroke: var(--mark);
        stroke-width: 2;
      }
      .mark circle {
        fill: var(--mark);
      }
      .mark .name {
        fill: var(--name);
      }
    `,
  ];

  @property({ attribute: false }) crosses: readonly Cross[] = [];
  @property() xTitle = '';
  @property({ attribute: false }) xFormat: (value: number) => string = String;
  @property() label = '';
  /** Of the drawing, px. */
  @property({ type: Number }) height = HEIGHT;

  protected override render() {
    const { crosses, width, height } = this;
    const frame = frameOf(width, height, INSET);
    const lowest = tenthBelow(Math.min(1, ...crosses.map(({ y }) => y.lo)), Math.min(1, ...crosses.map(({ y }) => y.mean)));
    const y = linear([lowest, 1], [frame.bottom, frame.top]);
    const end = roundEnd(Math.max(1e-9, ...crosses.map(({ x }) => x.hi)), 4);
    const x = linear([0, end], [frame.left, frame.right]);
    const names = this.placeNames(
      crosses.map((cross) => ({
        cross,
        x: x(cross.x.mean),
        y: y(Math.max(lowest, cross.y.mean)),
        lo: x(Math.max(0, cross.x.lo)),
        hi: x(cross.x.hi),
      })),
    );
    return html`<svg viewBox="0 0 ${width} ${height}" height=${height} role="img" aria-label=${translated(this.label)}>
      ${shareAxis(ticksOn([lowest, 1], 4), y, frame)}
      ${baseAxis(ticksOn([0, end], width < 320 ? 3 : 5), x, frame, 15, (tick) => this.xFormat(tick))}
      <text x=${frame.right} y=${height - 3} text-anchor="end">${translated(this.xTitle)}</text>
      ${crosses.map((cross, i) => {
        const [cx, cy] = [x(cross.x.mean), y(Math.max(lowest, cross.y.mean))];
        const name = names[i];
        return svg`<g class="mark ${cross.id}">
          <title>${translated(cross.title)}: ${translated(percent(cross.y))}, ${translated(this.xFormat(cross.x.mean))}</title>
          <line x1=${x(Math.max(0, cross.x.lo))} x2=${x(cross.x.hi)} y1=${cy} y2=${cy}></line>
          <line x1=${cx} x2=${cx} y1=${y(Math.max(lowest, cross.y.lo))} y2=${y(Math.min(1, cross.y.hi))}></line>
          <circle cx=${cx} cy=${cy} r="4"></circle>
          ${name ? svg`<text class="name" x=${name.x} y=${name.y} text-anchor=${name.anchor}>${translated(cross.title)}</text>` : nothing}
        </g>`;
      })}
    </svg>`;
  }

  /** Beside each point, on the side with room, moved down or up until it touches no other name, point or interval; else it is left out. */
  private placeNames(marks: readonly Mark[]) {
    const placed: { x: number; y: number; anchor: 'start' | 'end'; from: number; to: number }[] = [];
    const many = marks.length > MANY;
    const family = getComputedStyle(this).fontFamily;
    const order = marks.map((_, i) => i).sort((a, b) => marks[a]!.y - marks[b]!.y);
    const result: ({ x: number; y: number; anchor: 'start' | 'end' } | undefined)[] = [];
    for (const i of order) {
      const { cross, x, y } = marks[i]!;
      const length = widthOf(translated(cross.title), family);
      const anchor = x + 12 + length > this.width ? 'end' : 'start';
      const at = anchor === 'start' ? x + 9 : x - 9;
      const [from, to] = anchor === 'start' ? [at, at + length] : [at - length, at];
      const onName = (line: number) => placed.some((other) => Math.abs(other.y - line) < 13 && other.from < to && from < other.to);
      const onMark = (line: number) =>
        marks.some(
          (other) =>
            Math.abs(other.y - line + 4) < (other === marks[i] ? 4 : 9) &&
            Math.max(other.x + 5, other.hi) > from &&
            Math.min(other.x - 5, other.lo) < to,
        );
      // Above its point if that is free, else further up or down, whichever is nearer.
      const shifts = [0, ...Array.from({ length: many ? NEAR_STEPS : 40 }, (_, step) => [-4 * (step + 1), 4 * (step + 1)]).flat()];
      const lines = shifts.map((shift) => y - 7 + shift).filter((line) => line > 8 && line < this.height - INSET.bottom && !onName(line));
      const line = lines.find((each) => !onMark(each)) ?? (many ? undefined : lines[0]);
      // Where many crowd together, some stay without a name: a pointer still gets it, and the table has it.
      if (line === undefined) continue;
      placed.push({ x: at, y: line, anchor, from, to });
      result[i] = { x: at, y: line, anchor };
    }
    return result;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cross-chart': CrossChart;
  }
}
