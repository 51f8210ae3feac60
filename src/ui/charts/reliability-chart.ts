/** A reliability diagram: how often a model is right against how sure it is, one point per bin of equally many rows. */
import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReliabilityBin } from '../../contracts/measures.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';
import { drawingStyles } from './drawing-styles.ts';

export interface ReliabilityLine {
  /** Id of the arm, for its colour. */
  readonly id: string;
  readonly title: string;
  readonly bins: readonly ReliabilityBin[];
}

const SIDE = 270;
const INSET = { left: 40, right: 10, top: 8, bottom: 36 };

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
    const x = (share: number) => INSET.left + share * (SIDE - INSET.left - INSET.right);
    const y = (share: number) => SIDE - INSET.bottom - share * (SIDE - INSET.top - INSET.bottom);
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    return html`<svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${this.label}>
        ${ticks.map(
          (tick) => svg`<line class="grid" x1=${x(0)} x2=${x(1)} y1=${y(tick)} y2=${y(tick)}></line>
            <text x=${x(0) - 5} y=${y(tick) + 4} text-anchor="end">${100 * tick} %</text>
            ${tick === 0.25 || tick === 0.75 ? nothing : svg`<text x=${x(tick)} y=${SIDE - INSET.bottom + 15} text-anchor=${tick === 1 ? 'end' : 'middle'}>${100 * tick} %</text>`}`,
        )}
        <text x=${x(1)} y=${SIDE - 4} text-anchor="end">${msg('how sure the model is')}</text>
        <line class="ideal" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)}></line>
        ${this.lines.map(
          ({ id, bins }) => svg`<g class=${id}>
            <polyline points=${bins.map((bin) => `${x(bin.confidence)},${y(bin.accuracy)}`).join(' ')}></polyline>
            ${bins.map((bin) => svg`<circle cx=${x(bin.confidence)} cy=${y(bin.accuracy)} r="2.6"></circle>`)}
          </g>`,
        )}
      </svg>
      <p>${this.lines.map(({ id, title }) => html`<span class="title"><span class="key ${id}"></span>${title}</span>`)}</p>
      <details>
        <summary>${msg('As a table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>${this.table()}</div>
      </details>`;
  }

  private table() {
    const percent = (share: number | undefined) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
    const bins = Math.max(0, ...this.lines.map((line) => line.bins.length));
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${msg('bin')}</th>
          ${this.lines.map(({ title }) => html`<th scope="col">${title}: ${msg('sure')}</th><th scope="col">${msg('right')}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${Array.from({ length: bins }, (_, i) => html`<tr><th scope="row">${i + 1}</th>${this.lines.map((line) => html`<td>${percent(line.bins[i]?.confidence)}</td><td>${percent(line.bins[i]?.accuracy)}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'reliability-chart': ReliabilityChart;
  }
}
