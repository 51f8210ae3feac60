/** What a repair may cost: for which prices which policy has the lowest total cost, as a strip over prices and in numbers. */
import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { priceText } from '../../decide/price-sentences.ts';
import { PRICES } from '../../measure/repair-prices.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamRecord } from '../../record/stream-types.ts';
import { policyStyle } from '../policy-style.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Where a price stands on the strip, in percent of its width. */
const place = (price: number): number => (100 * Math.log(price / PRICES[0])) / Math.log(PRICES.at(-1)! / PRICES[0]);

@customElement('stream-prices')
export class StreamPrices extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        margin: var(--space-4) 0;
      }
      .strip {
        position: relative;
        display: flex;
        height: 18px;
        margin-top: 22px;
        border-radius: 4px;
        background: var(--soft);
      }
      .strip > span {
        border-right: 2px solid var(--panel);
      }
      .now {
        position: absolute;
        top: -20px;
        bottom: -4px;
        border-left: 2px solid var(--ink);
        padding-left: 4px;
        font-size: var(--text-1);
        line-height: 1.2;
        white-space: nowrap;
      }
      .now.late {
        border-left: 0;
        border-right: 2px solid var(--ink);
        padding: 0 4px 0 0;
        transform: translateX(-100%);
      }
      .scale {
        position: relative;
        height: 1.5em;
        font-size: var(--text-1);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .scale span {
        position: absolute;
        transform: translateX(-50%);
      }
      .scale span:first-child {
        transform: none;
      }
      .scale span:last-child {
        transform: translateX(-100%);
      }
      ul {
        list-style: none;
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        padding: 0;
        margin: 4px 0 8px;
        font-size: var(--text-1);
      }
      i {
        display: inline-block;
        width: 10px;
        height: 10px;
        border-radius: 2px;
        margin-right: 5px;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: left;
        font-weight: 400;
        padding: 3px 16px 3px 0;
      }
      td {
        vertical-align: top;
      }
      th {
        color: var(--ink-3);
      }
      summary {
        cursor: pointer;
        color: var(--ink-2);
      }
      .sentences {
        color: var(--ink-2);
        max-width: 80ch;
      }
    `,
  ];

  @property({ attribute: false }) record!: StreamRecord;

  protected override render() {
    const { spec, derived } = this.record;
    const { prices, price, verdict } = derived;
    if (!prices) return '';
    const title = (policy: number) => policyTitle(spec.policies[policy]!);
    const shown = Math.min(PRICES.at(-1)!, Math.max(PRICES[0], price));
    return html`<h2>${msg('What a repair may cost')}</h2>
      <div class="sentences">${verdict.prices.map((sentence) => html`<p>${sentence}</p>`)}</div>
      <div class="strip" role="img" aria-label=${verdict.prices[0]}>
        ${prices.ranges.map(({ from, to, lowest }) => html`<span style="width: ${place(to) - place(from)}%; background: var(${policyStyle(lowest[0]!).color})" title=${lowest.map(title).join(', ')}></span>`)}
        <div class="now ${place(shown) > 60 ? 'late' : ''}" style="left: ${place(shown)}%">${msg(str`${priceText(price)} in this experiment`)}</div>
      </div>
      <div class="scale" aria-hidden="true">${[1, 10, 100, 1000, 10_000].map((at) => html`<span style="left: ${place(at)}%">${priceText(at)}</span>`)}</div>
      <ul>
        ${prices.ranges.map(({ from, to, lowest }) => html`<li><i style="background: var(${policyStyle(lowest[0]!).color})"></i>${priceText(from)} – ${priceText(to)}: ${lowest.map(title).join(', ')}</li>`)}
      </ul>
      <details>
        <summary>${msg('Price by price')}</summary>
        <div class="scroll">
          <table>
            <tr><th>${msg('a repair counts as')}</th><th>${msg('lowest mean total cost')}</th><th>${msg('of')}</th><th>${msg('may cost least')}</th></tr>
            ${prices.points.map(({ price: at, costs, best }) => {
              const least = Math.min(...costs);
              return html`<tr><td>${priceText(at)}</td><td>${least.toFixed(0)}</td><td>${title(prices.policies[costs.indexOf(least)]!)}</td><td>${best.length === 1 ? msg('only this one') : best.length === prices.policies.length ? msg('any') : best.map(title).join(', ')}</td></tr>`;
            })}
          </table>
        </div>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-prices': StreamPrices;
  }
}
