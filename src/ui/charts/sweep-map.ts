/**
 * A sweep over one to four fields as maps: in every cell the repair that is ahead, in its colour, and its score. The first field goes down, the
 * second across; of a third and a fourth there is a map for each value or pair of values (small multiples), all with the same rows and columns.
 */
import { msg, translated } from '../../words/msg.ts';
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

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** The values of the third and the fourth field: `learning rate 0.01, epochs of a repair 5`. */
const captionOf = (axes: readonly string[], values: readonly unknown[]): string =>
  axes
    .slice(2)
    .map((title, i) => `${title} ${written(values[i + 2])}`)
    .join(', ');

@customElement('sweep-map')
export class SweepMap extends LitElement {
  static override styles = [
    sharedStyles,
    armClasses,
    css`
      :host {
        display: block;
      }
      .all {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), max-content));
        gap: var(--space-4);
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        font-weight: 600;
        padding-bottom: var(--space-1);
      }
      .scroll {
        overflow-x: auto;
      }
      td {
        text-align: left;
        border-left: 6px solid var(--mark, var(--line));
        background: color-mix(in srgb, var(--mark, transparent) calc(100% * var(--deep, 0.08)), transparent);
        padding-left: 8px;
      }
      /* Two names in one cell are not to push the values off a phone. */
      .corner {
        white-space: normal;
        text-align: left;
        min-width: 9ch;
        max-width: 16ch;
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

  /** What the fields are called, one to four. */
  @property({ attribute: false }) axes: readonly string[] = [];
  @property({ attribute: false }) cells: readonly MapCell[] = [];

  protected override render() {
    const [down = [], across = [], ...others] = this.axes.map((_, axis) => distinct(this.cells.map(({ values }) => written(values[axis]))));
    if (!others.length) return this.map(this.cells, down, across, this.axes.join(' \\ '));
    // Only what was asked for: of a random draw not every pair is there.
    const key = ({ values }: MapCell) => captionOf(this.axes, values);
    return html`<div class="all">
      ${distinct(this.cells.map(key)).map((caption) => {
        const own = this.cells.filter((cell) => key(cell) === caption);
        return html`<figure>
          <figcaption>${translated(caption)}</figcaption>
          ${this.map(own, down, across, `${this.axes.slice(0, 2).join(' \\ ')}, ${caption}`)}
        </figure>`;
      })}
    </div>`;
  }

  private map(cells: readonly MapCell[], down: readonly string[], across: readonly string[], label: string) {
    const { axes } = this;
    const two = axes.length > 1;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${translated(label)}><table>
      <thead>
        <tr>
          <th scope="col" class="corner">${translated(axes.slice(0, 2).join(' \\ '))}</th>
          ${two ? across.map((value) => html`<th scope="col">${translated(value)}</th>`) : html`<th scope="col">${msg('ahead on new rows')}</th>`}
        </tr>
      </thead>
      <tbody>
        ${down.map(
          (row) =>
            html`<tr>
              <th scope="row">${translated(row)}</th>
              ${(two ? across : ['']).map((column) => this.cell(cells.find(({ values }) => written(values[0]) === row && (!two || written(values[1]) === column))))}
            </tr>`,
        )}
      </tbody>
    </table></div>`;
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
      <span class="name">${translated(best.title)}${alone ? '' : ' ?'}</span>${translated(decided(deciding(summary), meritOf(best)))}
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-map': SweepMap;
  }
}
