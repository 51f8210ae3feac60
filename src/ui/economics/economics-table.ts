/** The components of every repair's cost, their sum, and the year. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { componentTitles, totalCost, yearlyCost, type ComponentId, type CostBreakdown } from '../../decide/economics.ts';
import type { ArmSummary } from '../../contracts/results.ts';
import type { EconomicsStore } from '../../state/economics-store.ts';
import '../controls/term-tip.ts';
import { StoreElement } from '../store-element.ts';
import { money } from './economics-format.ts';
import { tableStyles } from '../table-styles.ts';

/** Amounts below this are told as such. */
const TINY = 0.001;

@customElement('economics-table')
export class EconomicsTable extends StoreElement<EconomicsStore> {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    css`
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
            <tr><th scope="col">${msg('cost of one repair')}</th>${this.arms.map(({ title }) => html`<th scope="col">${translated(title)}</th>`)}</tr>
          </thead>
          <tbody>
            ${(Object.entries(componentTitles) as [ComponentId, string][]).map(([id, title]) => html`<tr><th scope="row"><term-tip term=${title} meaning=${workedOut()[id]}></term-tip></th>${costs.map((cost) => this.cell(cost, id))}</tr>`)}
            <tr class="total"><th scope="row">${msg('total')}</th>${costs.map((cost) => html`<td>${translated(atLeast(cost, cost.total))}</td>`)}</tr>
            <tr><th scope="row">${msg('a year of such drifts')}</th>${costs.map((cost) => this.year(cost))}</tr>
          </tbody>
        </table>
      </div>
      ${missing.length ? html`<p class="small quiet missing">${msg(str`≥ marks a lower bound. Left out, since blank: ${missing.join('; ')}.`)}</p>` : ''}`;
  }

  private cell({ components, currency }: CostBreakdown, id: ComponentId) {
    const { amount, missing } = components.find((part) => part.id === id)!;
    if (amount === null) return html`<td class="blank" title=${translated(missing.join('; '))}>${msg('blank')}</td>`;
    return html`<td title=${translated(missing.join('; '))}>${translated(shown(amount, currency, missing.length > 0))}</td>`;
  }

  private year(cost: CostBreakdown) {
    const year = yearlyCost(cost, this.store.inputs);
    return year === null
      ? html`<td class="blank" title=${msg('Fill in the time from one drift to the next.')}>${msg('blank')}</td>`
      : html`<td>${translated(atLeast(cost, year))}</td>`;
  }
}

/** How each component is worked out. */
const workedOut = (): Readonly<Record<ComponentId, string>> => ({
  data: msg('Labels of the new world that the repair was given × your factor × price of a label.'),
  compute: msg('One run: training time × your factor × price of computing, plus its energy × price of electricity.'),
  iteration: msg(
    'The runs of the search before the last one, each at the price of one run. A single run hides this multiplier (Strubell, Ganesh & McCallum 2019).',
  ),
  maintenance: msg('Time in service × hours of upkeep a month × an hour of an engineer.'),
  infrastructure: msg('Time in service × infrastructure a month.'),
  talent: msg('Engineer’s work on this repair × an hour of an engineer.'),
  opportunity: msg('Days until the repaired model serves × value of a day’s delay.'),
});

const atLeast = ({ lowerBound, currency }: CostBreakdown, amount: number): string => shown(amount, currency, lowerBound);

/** An amount of which the last digits do not matter; a lower bound stays one when it is rounded down. */
function shown(amount: number, currency: string, lowerBound: boolean): string {
  const tiny = amount > 0 && amount < TINY;
  if (lowerBound) return `≥ ${money(tiny ? 0 : amount, currency)}`;
  return tiny ? `< ${money(TINY, currency)}` : money(amount, currency);
}

declare global {
  interface HTMLElementTagNameMap {
    'economics-table': EconomicsTable;
  }
}
