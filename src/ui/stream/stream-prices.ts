/** What a repair may cost: for which prices which policy has the lowest total cost, as a strip over prices and in numbers. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { priceText } from '../../decide/price-sentences.ts';
import { PRICES } from '../../measure/cost/repair-prices.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamRecord } from '../../contracts/record.ts';
import { logarithmic, within, type Span } from '../charts/scales.ts';
import { policyStyle } from '../../policies/mark.ts';
import { sharedStyles } from '../shared-styles.ts';

const ends: Span = [PRICES[0], PRICES.at(-1)!];
/** Where a price stands on the strip, in percent of its width. */
const place = logarithmic(ends, [0, 100]);

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
        display: block;
        width: 100%;
        height: 62px;
        margin-top: 8px;
        overflow: visible;
      }
      text {
        font-size: var(--text-1);
        fill: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .now {
        fill: var(--ink);
      }
      line {
        stroke: var(--ink);
        stroke-width: 2;
      }
      .end {
        stroke: var(--panel);
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
      .key {
        width: 10px;
        height: 10px;
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
      td:last-child {
        white-space: normal;
        min-width: 12em;
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
    const { prices, verdict } = derived;
    if (!prices) return '';
    const title = (policy: number) => policyTitle(spec.policies[policy]!);
    return html`<h2>${msg('What a repair may cost')}</h2>
      <div class="sentences">${verdict.prices.map((sentence) => html`<p>${translated(sentence)}</p>`)}</div>
      ${this.strip(derived)}
      <ul>
        ${prices.ranges.map(({ from, to, lowest }) => html`<li><svg class="key" aria-hidden="true"><rect width="10" height="10" rx="2" fill=${colorOf(lowest)}></rect></svg>${translated(priceText(from))} – ${translated(priceText(to))}: ${translated(lowest.map(title).join(', '))}</li>`)}
      </ul>
      <details>
        <summary>${msg('Price by price')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg('Price by price')}>
          <table>
            <tr><th>${msg('a repair counts as')}</th><th>${msg('lowest mean total cost')}</th><th>${msg('of')}</th><th>${msg('may cost least')}</th></tr>
            ${prices.points.map(({ price: at, costs, best }) => {
              const least = Math.min(...costs);
              return html`<tr><td>${translated(priceText(at))}</td><td>${translated(least.toFixed(0))}</td><td>${translated(title(prices.policies[costs.indexOf(least)]!))}</td><td>${
                best.length === 1
                  ? msg('only this one')
                  : best.length === prices.policies.length
                    ? msg('any')
                    : best.length > 2
                      ? msg(
                          str`one of ${best.length}, not ${prices.policies
                            .filter((policy) => !best.includes(policy))
                            .map(title)
                            .join(', ')}`,
                        )
                      : translated(best.map(title).join(msg(' or ')))
              }</td></tr>`;
            })}
          </table>
        </div>
      </details>`;
  }

  /** Prices from left to right, each in the colour of the policy with the lowest mean total cost. */
  private strip({ prices, price, verdict }: StreamRecord['derived']) {
    const now = within(ends, place)(price);
    const anchor = (at: number) => (at === 0 ? 'start' : at === 100 ? 'end' : 'middle');
    return html`<svg class="strip" role="img" aria-label=${translated(verdict.prices[0]!)}>
      ${prices!.ranges.map(({ from, to, lowest }, i) => svg`<rect x="${place(from)}%" width="${place(to) - place(from)}%" y="22" height="18" fill=${colorOf(lowest)}></rect>${i ? svg`<line class="end" x1="${place(from)}%" x2="${place(from)}%" y1="22" y2="40"></line>` : ''}`)}
      ${[1, 10, 100, 1000, 10_000].map((at) => svg`<text x="${place(at)}%" y="57" text-anchor=${anchor(place(at))}>${translated(priceText(at))}</text>`)}
      <line x1="${now}%" x2="${now}%" y1="4" y2="43"></line>
      <text class="now" x="${now}%" dx=${now > 60 ? -6 : 6} y="15" text-anchor=${now > 60 ? 'end' : 'start'}>${msg(str`${priceText(price)} in this experiment`)}</text>
    </svg>`;
  }
}

const colorOf = (policies: readonly number[]): string => `var(${policyStyle(policies[0]!).color})`;

declare global {
  interface HTMLElementTagNameMap {
    'stream-prices': StreamPrices;
  }
}
