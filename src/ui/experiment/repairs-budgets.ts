/** What ends the training of a repair before its epochs are over, and whether its churn is measured. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Spec } from '../../spec/schema.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';

type Until = NonNullable<Spec['stop']['until']>;

/** Share of the new labels that decide, where none was chosen. */
const VALIDATION = 0.2;

/**
 * The ends with one of them set, or left out where `value` is undefined. A target and a plateau are looked at on labels kept from
 * training, so they bring a share of those with them; with neither, none is kept. Undefined when nothing is left.
 */
export function withEnd(until: Until | undefined, key: keyof Until, value: number | undefined): Until | undefined {
  const ends = Object.fromEntries(Object.entries({ ...until, [key]: value }).filter(([, each]) => each !== undefined)) as Until;
  const { validation, ...rest } = ends;
  if (rest.accuracy !== undefined || rest.plateau !== undefined) return { validation: validation ?? VALIDATION, ...rest };
  return Object.keys(rest).length ? rest : undefined;
}

@customElement('repairs-budgets')
export class RepairsBudgets extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding-top: 8px;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      .end {
        display: grid;
        gap: 4px;
      }
      label {
        display: grid;
        grid-template-columns: 20px 1fr;
        place-items: start;
      }
      input[type='checkbox'] {
        margin: 2px 0 0;
      }
      number-field {
        margin-left: 20px;
      }
    `,
  ];

  protected override render() {
    const { until } = this.store.spec.stop;
    const percent = (share: number | undefined) => (share === undefined ? undefined : Math.round(100 * share));
    return html`<p>${msg('The training of a repair ends when its epochs are over, or earlier, whichever comes first. The same for every repair that trains.')}</p>
      ${this.end('accuracy', msg('at a target accuracy'), msg('accuracy, %'), percent(until?.accuracy), { min: 0, max: 100, first: 90, scale: 100 })}
      ${this.end('plateau', msg('when nothing is gained any more'), msg('points of the curve'), until?.plateau, { min: 1, max: 24, first: 4 })}
      ${this.end('seconds', msg('when its time is up'), msg('seconds'), until?.seconds, { min: 0.001, max: 3600, first: 1, step: 0 })}
      ${this.end('joules', msg('when its energy is spent (modelled)'), msg('joules'), until?.joules, { min: 0.001, max: 1e6, first: 20, step: 0 })}
      ${
        until?.validation === undefined
          ? ''
          : html`<number-field
            label=${msg('new labels kept to decide, %')}
            min="5"
            max="90"
            .value=${percent(until.validation)!}
            @field-change=${(event: FieldChange<number>) => this.setEnd('validation', event.value / 100)}
          ></number-field>`
      }
      <label>
        <input type="checkbox" data-budget="self-churn" .checked=${this.store.spec.measure.selfChurn === true} @change=${() => this.toggleSelfChurn()} />
        <span>${msg('make every repair once more with other luck: how much of its churn is chance (takes twice as long)')}</span>
      </label>`;
  }

  private toggleSelfChurn(): void {
    const { selfChurn, ...measure } = this.store.spec.measure;
    this.store.edit({ measure: { ...measure, ...(!selfChurn && { selfChurn: true as const }) } });
  }

  /** One way to end, off or on with its number. `scale`: what the field shows is that many times what the spec holds. */
  private end(
    key: keyof Until,
    title: string,
    unit: string,
    value: number | undefined,
    { min, max, first, step = 1, scale = 1 }: { min: number; max: number; first: number; step?: number; scale?: number },
  ): TemplateResult {
    return html`<div class="end">
      <label>
        <input type="checkbox" data-budget=${key} .checked=${value !== undefined} @change=${() => this.setEnd(key, value === undefined ? first / scale : undefined)} />
        <span>${translated(title)}</span>
      </label>
      ${
        value === undefined
          ? ''
          : html`<number-field label=${unit} .min=${min} .max=${max} .step=${step} .value=${value} @field-change=${(event: FieldChange<number>) => this.setEnd(key, event.value / scale)}></number-field>`
      }
    </div>`;
  }

  private setEnd(key: keyof Until, value: number | undefined): void {
    const { epochs, until } = this.store.spec.stop;
    const next = withEnd(until, key, value);
    this.store.edit({ stop: { epochs, ...(next && { until: next }) } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'repairs-budgets': RepairsBudgets;
  }
}
