/** A reliability diagram: how often a model is right against how sure it is, one point per bin of equally many rows. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReliabilityBin } from '../../contracts/measures.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';
import { baseAxis, shareAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear } from './scales.ts';

export interface ReliabilityLine {
  /** Id of the repair, for its colour. */
  readonly id: string;
  readonly title: string;
  readonly bins: readonly ReliabilityBin[];
}

const SIDE = 270;
const INSET = { left: 40, right: 10, top: 8, bottom: 36 };

const frame = frameOf(SIDE, SIDE, INSET);
const percent = (share: number): string => `${100 * share} %`;

@customElement('reliability-chart')
export class ReliabilityChart extends LitElement {
  static override styles = [
    sharedStyles,
    drawingStyles,
    armClasses,
    css`
      svg {
        max-width: 270px;
        overflow: hidden;
      }
      .ideal {
        stroke: var(--ink-3);
        stroke-dasharray: 2 3;
      }
      polyline {
        fill: none;
        stroke: var(--mark);
        stroke-width: 2;
      }
      circle {
        fill: var(--mark);
      }
      .none polyline {
        stroke-dasharray: 2 4;
      }
      p {
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      .key {
        display: inline-block;
        width: 14px;
        border-top: 3px solid var(--mark);
        vertical-align: middle;
        margin: 0 5px 0 0;
      }
      .key.none {
        border-top-style: dotted;
      }
      .title {
        margin-right: 10px;
      }
      details {
        font-size: var(--text-1);
        color: var(--ink-2);
        margin-top: 4px;
      }
      .scroll {
        overflow: auto;
        max-height: 220px;
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly ReliabilityLine[] = [];
  @property() label = '';

  protected override render() {
    const x = linear([0, 1], [frame.left, frame.right]);
    const y = linear([0, 1], [frame.bottom, frame.top]);
    return html`<svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${translated(this.label)}>
        ${shareAxis([0, 0.25, 0.5, 0.75, 1], y, frame, 5)} ${baseAxis([0, 0.5], x, frame, 15, percent)}
        <text x=${x(1)} y=${frame.bottom + 15} text-anchor="end">${translated(percent(1))}</text>
        <text x=${x(1)} y=${SIDE - 4} text-anchor="end">${msg('how sure the model is')}</text>
        <line class="ideal" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)}></line>
        ${this.lines.map(
          ({ id, bins }) => svg`<g class=${id}>
            <polyline points=${bins.map((bin) => `${x(bin.confidence)},${y(bin.accuracy)}`).join(' ')}></polyline>
            ${bins.map((bin) => svg`<circle cx=${x(bin.confidence)} cy=${y(bin.accuracy)} r="2.6"></circle>`)}
          </g>`,
        )}
      </svg>
      <p>${this.lines.map(({ id, title }) => html`<span class="title"><span class="key ${id}"></span>${translated(title)}</span>`)}</p>
      <details>
        <summary>${msg('Table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${translated(this.label)}>${this.table()}</div>
      </details>`;
  }

  private table() {
    const shown = (share: number | undefined) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
    const bins = Math.max(0, ...this.lines.map((line) => line.bins.length));
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg('bin')}</th>
          ${this.lines.map(({ title }) => html`<th scope="col">${translated(title)}: ${msg('sure')}</th><th scope="col">${msg('right')}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from({ length: bins }, (_, i) => html`<tr><th scope="row">${i + 1}</th>${this.lines.map((line) => html`<td>${translated(shown(line.bins[i]?.confidence))}</td><td>${translated(shown(line.bins[i]?.accuracy))}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'reliability-chart': ReliabilityChart;
  }
}
