/** How many labels the new world gives, and which repairs race. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { arms } from '../../state/catalogue.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/rail-card.ts';
import { StoreElement } from '../store-element.ts';

const STOPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

@customElement('repairs-card')
export class RepairsCard extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      fieldset {
        border: 0;
        padding: 0;
        margin: 0;
        display: grid;
        gap: 8px;
      }
      legend {
        padding: 0;
        color: var(--ink-2);
        font-size: var(--text-1);
        margin-bottom: 4px;
      }
      .arm {
        display: grid;
        grid-template-columns: 20px 1fr;
        align-items: start;
      }
      .arm input {
        margin: 3px 0 0;
      }
    `,
  ];

  protected override render() {
    const { labels, data, arms: chosen, stop } = this.store.spec;
    const pool = data.split.newPool;
    const stops = [...STOPS.filter((count) => count < pool), pool];
    const titles = arms.filter(({ id }) => chosen.some((arm) => arm.id === id)).map(({ title }) => title);
    return html`<rail-card number="4" title=${msg('Labels and repairs')} open choice=${msg(str`${labels.budget} new labels`)} detail=${titles.join(' · ')}>
      <stop-slider
        label=${msg('Labels of the new world')}
        .stops=${stops}
        .value=${labels.budget}
        first="10"
        last=${msg(str`all ${pool}`)}
        meaning=${String(labels.budget)}
        @field-change=${(event: FieldChange<number>) => this.store.edit({ labels: { budget: event.value } })}
      ></stop-slider>
      <fieldset>
        <legend>${msg('Repairs in the race')}</legend>
        ${arms.map(
          ({ id, title, help }) => html`<label class="arm">
            <input type="checkbox" .checked=${chosen.some((arm) => arm.id === id)} ?disabled=${id === 'none'} @change=${() => this.toggle(id)} />
            <span>${title}<span class="small quiet"><br />${help}</span></span>
          </label>`,
        )}
      </fieldset>
      <number-field
        label=${msg('epochs of fine-tuning')}
        min="1"
        max="500"
        .value=${stop.epochs}
        @field-change=${(event: FieldChange<number>) => this.store.edit({ stop: { epochs: event.value } })}
      ></number-field>
    </rail-card>`;
  }

  private toggle(id: string): void {
    const chosen = new Set(this.store.spec.arms.map((arm) => arm.id));
    if (!chosen.delete(id)) chosen.add(id);
    this.store.edit({ arms: arms.filter((arm) => chosen.has(arm.id)).map((arm) => ({ id: arm.id })) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'repairs-card': RepairsCard;
  }
}
