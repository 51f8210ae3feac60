/** The components of every repair's cost, their sum, and the year. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { componentTitles, totalCost, yearlyCost, type ComponentId, type CostBreakdown } from '../../decide/economics.ts';
import type { ArmSummary } from '../../measure/types.ts';
import type { EconomicsStore } from '../../state/economics-store.ts';
import { StoreElement } from '../store-element.ts';
import { money } from './economics-format.ts';

@customElement('economics-table')
export class EconomicsTable extends StoreElement<EconomicsStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        font-size: 0.78125rem;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
        min-width: 70px;
      }
      tbody th {
        text-align: left;
        padding-left: 0;
        white-space: normal;
      }
      .total > * {
        font-weight: 600;
        color: var(--ink);
      }
      .blank {
        color: var(--ink-3);
      }
      .missing {
        margin-top: var(--space-2);
      }
    `,
  ];

  /** The repairs, with their energy. */
  @property({ attribute: false }) arms: readonly ArmSummary[] = [];

  protected override render() {
    const { inputs } = this.store;
    const costs = this.arms.map((arm) => totalCost(arm, inputs));
    const missing = [...new Set(costs.flatMap((cost) => cost.missing))];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Cost of one repair by component')}>
        <table>
          <thead>
            <tr><th scope="col">${msg('cost of one repair')}</th>${this.arms.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr>
          </thead>
          <tbody>
            ${(Object.entries(componentTitles) as [ComponentId, string][]).map(([id, title]) => html`<tr><th scope="row">${title}</th>${costs.map((cost) => this.cell(cost, id))}</tr>`)}
            <tr class="total"><th scope="row">${msg('total')}</th>${costs.map((cost) => html`<td>${atLeast(cost, cost.total)}</td>`)}</tr>
            <tr><th scope="row">${msg('a year of such drifts')}</th>${costs.map((cost) => this.year(cost))}</tr>
          </tbody>
        </table>
      </div>
      ${missing.length ? html`<p class="small quiet missing">${msg(str`≥ marks a lower bound. Left out, since blank: ${missing.join('; ')}.`)}</p>` : ''}`;
  }

  private cell({ components, currency }: CostBreakdown, id: ComponentId) {
    const { amount, missing } = components.find((part) => part.id === id)!;
    if (amount === null) return html`<td class="blank" title=${missing.join('; ')}>${msg('blank')}</td>`;
    return html`<td title=${missing.join('; ')}>${missing.length ? '≥ ' : ''}${money(amount, currency)}</td>`;
  }

  private year(cost: CostBreakdown) {
    const year = yearlyCost(cost, this.store.inputs);
    return year === null ? html`<td class="blank" title=${msg('Fill in the time from one drift to the next.')}>${msg('blank')}</td>` : html`<td>${atLeast(cost, year)}</td>`;
  }
}

const atLeast = ({ lowerBound, currency }: CostBreakdown, amount: number): string => `${lowerBound ? '≥ ' : ''}${money(amount, currency)}`;

declare global {
  interface HTMLElementTagNameMap {
    'economics-table': EconomicsTable;
  }
}
