/** Curves of several runs, a small drawing for each repair: a line per run, its number at the end, single seeds as dots. */
import { translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunsBeside } from '../../contracts/library.ts';
import { armClasses } from '../arm-style.ts';
import { shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, spread, tenthBelow, within } from './scales.ts';
import { ticksOn } from './ticks.ts';
import { WidthElement } from './width-element.ts';

const HEIGHT = 190;
const INSET = { left: 44, right: 44, top: 10, bottom: 12 };
/** As narrow as two of them may stand side by side. */
const NARROWEST = 320;
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

@customElement('beside-chart')
export class BesideChart extends WidthElement {
  static override styles = [
    drawingStyles,
    armClasses,
    css`
      .all {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-weight: 600;
        color: var(--name);
      }
      svg {
        height: ${HEIGHT}px;
      }
      path {
        fill: none;
        stroke: var(--mark);
        stroke-width: 2;
      }
      circle {
        fill: var(--mark);
        fill-opacity: 0.45;
      }
    `,
  ];

  @property({ attribute: false }) beside!: RunsBeside;
  @property({ attribute: false }) titles: readonly string[] = [];

  protected override render() {
    const arms = [...new Set(this.beside.rows.map(({ arm }) => arm))];
    const columns = Math.max(1, Math.min(3, Math.floor(this.width / NARROWEST)));
    return html`<div class="all">${arms.map((arm) => this.one(arm, Math.floor((this.width - 12 * (columns - 1)) / columns)))}</div>`;
  }

  private one(arm: string, width: number) {
    const { rows, curves, runs } = this.beside;
    const own = rows.filter((row) => row.arm === arm);
    const lines = curves.filter((curve) => curve.arm === arm && curve.points.length);
    const values = [...own.flatMap(({ score }) => score.values), ...lines.flatMap(({ points }) => points.map(([, value]) => value))];
    const lowest = tenthBelow(Math.min(...values));
    const frame = frameOf(width, HEIGHT, INSET);
    const x = linear([0, 1], [frame.left, frame.right]);
    const y = within([lowest, 1], linear([lowest, 1], [frame.bottom, frame.top]));
    const ends = own.map(({ run, score }) => ({ run, at: y(score.mean) })).sort((a, b) => a.at - b.at);
    spread(ends, 12, frame.bottom);
    const title = own[0]?.title ?? arm;
    const index = Number(arm);
    return html`<figure class=${Number.isInteger(index) ? `policy-${index % 8}` : arm}>
      <figcaption>${translated(title)}</figcaption>
      <svg width=${width} role="img" aria-label="${translated(title)}: ${translated(own.map(({ run, score }) => `${this.titles[run] ?? run + 1} ${(100 * score.mean).toFixed(1)} %`).join(', '))}">
        ${shareAxis(ticksOn([lowest, 1], 4), y, frame)}
        ${lines.map(({ run, points }) => svg`<path stroke-dasharray=${DASHES[run % DASHES.length]!} d=${`M${points.map(([share, value]) => `${x(share).toFixed(1)},${y(value).toFixed(1)}`).join('L')}`}></path>`)}
        ${own.map(({ run, score }) => score.values.map((value) => svg`<circle cx=${frame.right + 6 + (8 * run) / Math.max(1, runs.length)} cy=${y(value)} r="2"></circle>`))}
        ${ends.map(({ run, at }) => svg`<text class="name" x=${frame.right + 20} y=${at + 4}>${run + 1}</text>`)}
      </svg>
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'beside-chart': BesideChart;
  }
}
