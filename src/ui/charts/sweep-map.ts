/** A sweep over one or two fields as a map: in every cell the repair that is ahead, in its colour, and its score. */
import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Summary } from '../../contracts/results.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { decided } from '../../measure/metrics/words.ts';
import { written } from '../../spec/vary.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';

export interface MapCell {
  readonly values: readonly unknown[];
  readonly summary?: Summary;
}

@customElement('sweep-map')
export class SweepMap extends LitElement {
  static override styles = [
    sharedStyles,
    armClasses,
    css`
      :host {
        display: block;
        overflow-x: auto;
      }
      td {
        text-align: left;
        border-left: 6px solid var(--mark, var(--line));
        background: color-mix(in srgb, var(--mark, transparent) calc(100% * var(--deep, 0.08)), transparent);
        padding-left: 8px;
      }
      th,
      td:first-child {
        padding-left: 8px;
      }
      .name {
        color: var(--name);
        font-weight: 600;
        display: block;
      }
      .open {
        color: var(--ink-3);
      }
      .deep-1 {
        --deep: 0.06;
      }
      .deep-2 {
        --deep: 0.14;
      }
      .deep-3 {
        --deep: 0.24;
      }
    `,
  ];

  /** What the axes are called, the first from top to bottom. */
  @property({ attribute: false }) axes: readonly string[] = [];
  @property({ attribute: false }) cells: readonly MapCell[] = [];

  protected override render() {
    const { axes, cells } = this;
    const [down, across] = [0, 1].map((axis) => [...new Map(cells.map(({ values }) => [written(values[axis]), values[axis]])).keys()]);
    const two = axes.length > 1;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${axes[0]}${two ? ` \\ ${axes[1]}` : ''}</th>
          ${two ? across!.map((value) => html`<th scope="col">${value}</th>`) : html`<th scope="col">${msg('ahead on new rows')}</th>`}
        </tr>
      </thead>
      <tbody>
        ${down!.map(
          (row) =>
            html`<tr>
              <th scope="row">${row}</th>
              ${(two ? across! : ['']).map((column) => this.cell(cells.find(({ values }) => written(values[0]) === row && (!two || written(values[1]) === column))))}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private cell(cell: MapCell | undefined) {
    if (!cell) return html`<td class="open"></td>`;
    const { summary } = cell;
    if (!summary) return html`<td class="open">${msg('to come')}</td>`;
    const ranked = [...summary.arms].sort((a, b) => meritOf(b).mean - meritOf(a).mean);
    const [best] = ranked;
    if (!best) return html`<td class="open">–</td>`;
    const alone = summary.standing.best.length === 1;
    const deep = alone ? 3 : summary.standing.best.length < summary.arms.length ? 2 : 1;
    return html`<td class="${best.id} deep-${deep}" title=${alone ? msg('shown better than all others') : msg('not shown better than all others')}>
      <span class="name">${best.title}${alone ? '' : ' ?'}</span>${decided(deciding(summary), meritOf(best))}
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-map': SweepMap;
  }
}
