/** The prices that a cost is made of, by component, each with its source; and the currency they are told in. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  computePrices,
  componentTitles,
  defaultEconomics,
  fieldIds,
  fieldOf,
  type ComponentId,
  type FieldId,
} from '../../decide/economics.ts';
import { currencies, type EconomicsStore } from '../../state/economics-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import './economics-field.ts';
import { money } from './economics-format.ts';

@customElement('economics-inputs')
export class EconomicsInputs extends StoreElement<EconomicsStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 270px), 1fr));
        gap: var(--space-3) var(--space-5);
        margin-top: var(--space-3);
      }
      fieldset {
        border: 0;
        border-top: 1px solid var(--line);
        margin: 0;
        padding: var(--space-2) 0 0;
        min-width: 0;
        display: grid;
        gap: var(--space-2);
        align-content: start;
      }
      legend {
        float: left;
        padding: 0;
        font-weight: 600;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: end;
        margin-top: var(--space-2);
      }
      .head economics-field {
        width: 260px;
        max-width: 100%;
      }
    `,
  ];

  protected override render() {
    const { store } = this;
    const { currency } = store.inputs;
    const groups: [ComponentId | 'use', string][] = [
      ...(Object.entries(componentTitles) as [ComponentId, string][]),
      ['use', msg('errors, traffic and time')],
    ];
    return html`<p class="quiet small">${msg('Filled in is only what has a published source; press a name to read it. What is blank is left out of the sums and named. Your figures stay on this device.')}</p>
      <div class="head">
        <choice-field label=${msg('Currency')} value=${currency} .choices=${currencies.map((id) => ({ id, title: id }))} @field-change=${(event: FieldChange<string>) => store.setCurrency(event.value)}></choice-field>
        ${store.foreign.map((from) => this.rate(from))}
        <button @click=${() => store.reset()}>${msg('Reset all')}</button>
      </div>
      <div class="grid">
        ${groups.map(
          ([component, title]) => html`<fieldset>
            <legend>${translated(title)}</legend>
            ${component === 'iteration' ? html`<p class="small quiet">${msg('How many runs did the search take, the last one included?')}</p>` : ''}
            ${component === 'compute' ? this.hardware() : ''}
            ${fieldIds.filter((id) => fieldOf(id).component === component).map((id) => this.field(id))}
          </fieldset>`,
        )}
      </div>`;
  }

  /** Without a rate from the user, prices in another currency count as blank. */
  private rate(from: string) {
    const { currency, rates } = this.store.inputs;
    return html`<economics-field
      label=${msg(str`1 ${from} in ${currency}`)}
      unit=${msg('rate, yours to give')}
      above
      .value=${rates[from] ?? null}
      source=${msg('No rate is assumed: until you give one, prices in the other currency are left out.')}
      @field-change=${(event: FieldChange<number | null>) => this.store.setRate(from, event.value)}
    ></economics-field>`;
  }

  private hardware() {
    const { computePrice } = this.store.inputs.prices;
    const chosen = computePrices.findIndex(({ value, source }) => value === computePrice.value && source === computePrice.source);
    return html`<choice-field
      label=${msg('Published prices')}
      value=${String(chosen)}
      .choices=${[...(chosen < 0 ? [{ id: '-1', title: msg('your own') }] : []), ...computePrices.map(({ title, value, currency }, i) => ({ id: String(i), title: `${title}, ${money(value!, currency!)}` }))]}
      @field-change=${(event: FieldChange<string>) => this.store.useComputePrice(Number(event.value))}
    ></choice-field>`;
  }

  private field(id: FieldId) {
    const { store } = this;
    const { title, unit, money, least = 0 } = fieldOf(id);
    const { value, source, date, currency } = store.inputs.prices[id];
    return html`<economics-field
      data-id=${id}
      label=${title}
      unit=${money ? `${value === null ? store.inputs.currency : currency} ${unit}` : unit}
      least=${least}
      .value=${value}
      source=${date ? `${source} (${date})` : source}
      ?changed=${store.inputs.prices[id] !== defaultEconomics.prices[id]}
      @field-change=${(event: FieldChange<number | null>) => store.setPrice(id, event.value)}
      @field-reset=${() => store.resetPrice(id)}
    ></economics-field>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'economics-inputs': EconomicsInputs;
  }
}
