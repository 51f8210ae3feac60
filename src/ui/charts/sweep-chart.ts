/** Accuracy against labels, one line with its band per repair; the axis of labels is logarithmic. With a table twin. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent } from '../../measure/format.ts';
import { sharedStyles } from '../shared-styles.ts';
import { armLineStyles, drawnLine, lineNames, type ArmLine } from './arm-lines.ts';
import { baseAxis, shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, logarithmic, tenthBelow, within, type Scale } from './scales.ts';
import { ticksOn } from './ticks.ts';
import { WidthElement } from './width-element.ts';

const HEIGHT = 260;
const INSET = { left: 44, right: 112, top: 16, bottom: 36 };
/** How wide a digit under the axis is, in px. */
const DIGIT = 6.5;

@customElement('sweep-chart')
export class SweepChart extends WidthElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armLineStyles,
    css`
      svg {
        height: ${HEIGHT}px;
      }
      .crossing {
        fill: var(--soft);
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

  /** The budgets of the axis, rising, two or more; the lines have an accuracy (0 … 1) for each. */
  @property({ attribute: false }) budgets: readonly number[] = [];
  @property({ attribute: false }) lines: readonly ArmLine[] = [];
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
        ${lines.map((line) => drawnLine(line, budgets.map(x), y, (i, value) => `${budgets[i]}: ${translated(percent(value))}`))}
        ${lineNames(lines, y, frame)}
      </svg>
      <details>
        <summary>${msg('Table')}</summary>
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
