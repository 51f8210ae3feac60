/** Accuracy against labels, one line with its band per repair; the axis of labels is logarithmic. With a table twin. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent } from '../../measure/format.ts';
import type { Interval } from '../../maths/interval.ts';
import { armClasses, armStyle } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';
import { baseAxis, shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, logarithmic, spread, tenthBelow, ticksOn, within, type Scale } from './scales.ts';
import { WidthElement } from './width-element.ts';

export interface SweepLine {
  /** Of the repair, which gives colour and dash. */
  readonly id: string;
  readonly title: string;
  /** Accuracy (0 … 1), one per budget; null where there is none, or not yet. */
  readonly values: readonly (Interval | null)[];
}

const HEIGHT = 260;
const INSET = { left: 44, right: 112, top: 16, bottom: 36 };
/** Height of a name, and how wide a digit under the axis is, in px. */
const NAME = 14;
const DIGIT = 6.5;

@customElement('sweep-chart')
export class SweepChart extends WidthElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armClasses,
    css`
      svg {
        height: ${HEIGHT}px;
      }
      .crossing {
        fill: var(--soft);
      }
      .band {
        fill: var(--mark);
        opacity: 0.11;
      }
      .line {
        fill: none;
        stroke: var(--mark);
        stroke-width: 2.2;
      }
      circle {
        fill: var(--mark);
      }
      .name {
        fill: var(--name);
      }
      details {
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  /** The budgets of the axis, rising, two or more; the lines have a value for each. */
  @property({ attribute: false }) budgets: readonly number[] = [];
  @property({ attribute: false }) lines: readonly SweepLine[] = [];
  /** Budgets between which the lead changes: shaded. */
  @property({ attribute: false }) between: readonly [from: number, to: number] | undefined;
  /** What the chart shows, for screen readers. */
  @property() label = '';

  protected override render() {
    const { budgets, lines, between, width } = this;
    if (budgets.length < 2) return html``;
    const frame = frameOf(width, HEIGHT, INSET);
    const { left, right, top, bottom } = frame;
    const least = (of: 'lo' | 'mean') => Math.min(0.9, ...lines.flatMap(({ values }) => values.map((value) => value?.[of] ?? 1)));
    const shares = [tenthBelow(least('lo'), least('mean')), 1] as const;
    const y = within(shares, linear(shares, [bottom, top]));
    const x = logarithmic([budgets[0]!, budgets.at(-1)!], [left, right]);
    return html`<svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label=${translated(this.label)}>
        ${
          between
            ? svg`<rect class="crossing" x=${x(between[0])} width=${x(between[1]) - x(between[0])} y=${top} height=${bottom - top}></rect>
              <text x=${(x(between[0]) + x(between[1])) / 2} y=${top - 5} text-anchor="middle">${msg('the lead changes')}</text>`
            : ''
        }
        ${shareAxis(ticksOn(shares, 5), y, frame)} ${baseAxis(spaced(budgets, x), x, frame, 16)}
        <text x=${right} y=${HEIGHT - 4} text-anchor="end">${msg('labels of the new world (log)')}</text>
        ${lines.map((line) => drawn(line, budgets, x, y))}
        ${named(lines, y, bottom).map(({ id, title, at }) => svg`<text class="name ${id}" x=${right + 8} y=${at + 4}>${translated(title)}</text>`)}
      </svg>
      <details>
        <summary>${msg('As a table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${translated(this.label)}>${this.table()}</div>
      </details>`;
  }

  private table() {
    const { budgets, lines } = this;
    return html`<table>
      <thead>
        <tr><th scope="col">${msg('labels')}</th>${lines.map(({ title }) => html`<th scope="col">${translated(title)}</th>`)}</tr>
      </thead>
      <tbody>
        ${budgets.map((budget, i) => html`<tr><th scope="row">${budget}</th>${lines.map(({ values }) => html`<td>${values[i] ? translated(percent(values[i])) : '–'}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }
}

/** One repair: its band, its line and its points, as far as they go. */
function drawn({ id, title, values }: SweepLine, budgets: readonly number[], x: Scale, y: Scale) {
  const known = values.flatMap((value, i) => (value ? [{ budget: budgets[i]!, value }] : []));
  const corners = (of: (value: Interval) => number) => known.map(({ budget, value }) => `${x(budget)},${y(of(value))}`);
  const band = [...corners(({ hi }) => hi), ...corners(({ lo }) => lo).reverse()].join(' ');
  return svg`<g class=${id}>
    <polygon class="band" points=${band}></polygon>
    <polyline class="line" points=${corners(({ mean }) => mean).join(' ')} stroke-dasharray=${armStyle(id).dash.join(' ')}></polyline>
    ${known.map(({ budget, value }) => svg`<circle cx=${x(budget)} cy=${y(value.mean)} r="3.2"><title>${translated(title)}, ${budget}: ${translated(percent(value))}</title></circle>`)}
  </g>`;
}

/** Where the names stand beside the ends of their lines, pushed apart where they would touch. */
function named(lines: readonly SweepLine[], y: Scale, bottom: number) {
  const ends = lines
    .flatMap(({ id, title, values }) => {
      const last = values.findLast((value) => value !== null);
      return last ? [{ id, title, at: y(last.mean) }] : [];
    })
    .sort((a, b) => a.at - b.at);
  spread(ends, NAME, bottom);
  return ends;
}

/** The budgets whose numbers have room under the axis: the last one, then as many as fit before it. */
function spaced(budgets: readonly number[], x: Scale): number[] {
  return budgets.reduceRight<number[]>(
    (shown, budget) =>
      shown[0] === undefined || x(shown[0]) - x(budget) >= DIGIT * (String(shown[0]).length + 2) ? [budget, ...shown] : shown,
    [],
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-chart': SweepChart;
  }
}
