/** What users get while a repair is under way: a second race, beside accuracy by work. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { doingsOf, freshnessSentences, inShort, titlesOf } from '../../decide/freshness.ts';
import type { Freshness } from '../../contracts/freshness.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { freshness, type Concluded } from '../../measure/freshness/freshness.ts';
import { hours } from '../../measure/freshness/words.ts';
import { HORIZON, type Lead } from '../../spec/lead/schema.ts';
import { whenHere } from '../../state/late-part.ts';
import { armClasses } from '../arm-style.ts';
import '../controls/range-field.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import { tableStyles } from '../table-styles.ts';
import './freshness-chart.ts';
import './lead-fields.ts';
import type { LeadChange } from './lead-fields.ts';

@customElement('freshness-stage')
export class FreshnessStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    armClasses,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        margin-top: var(--space-3);
      }
      .said {
        display: grid;
        gap: var(--space-2);
        color: var(--ink-2);
        margin-top: var(--space-3);
      }
      .said p:first-child {
        color: var(--ink);
        font-weight: 600;
      }
      .dials {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
        gap: var(--space-3) var(--space-4);
        align-items: start;
      }
      .dials > .all,
      .dials > lead-fields {
        grid-column: 1 / -1;
        max-width: 360px;
      }
      .all > summary {
        font-size: var(--text-1);
        color: var(--ink-2);
        margin-bottom: 6px;
      }
    `,
  ];

  /** While a slider is held: nothing is kept yet. */
  @state() private held: Lead | undefined;

  protected override render() {
    const { run, stale } = this.store;
    const { record } = run;
    if (!record || run.busy || record.aborted || record.derived.summary.arms.length < 2) return html``;
    const lead = this.held ?? (stale ? record.spec.lead : this.store.spec.lead);
    return html`<h2>${msg('What users get')}</h2>
      <p class="quiet">${msg('A repair takes time, and the world goes on meanwhile: labels, training, validation, approval, roll-out. Who has spared users most by when?')}</p>
      <div class="two">
        <div class="dials">
          ${lead ? this.dials(lead) : ''}
          ${
            lead
              ? html`<details class="all">
                  <summary>${msg('All of it')}</summary>
                  ${this.fields(lead)}
                </details>`
              : this.fields(lead)
          }
        </div>
        <div>${lead ? this.found(record, lead) : html`<p class="quiet">${msg('Here a repair serves at once, so that the most accurate is always the freshest. Choose a situation to see what waiting does.')}</p>`}</div>
      </div>`;
  }

  private fields(lead: Lead | undefined) {
    return html`<lead-fields .lead=${lead} @lead-change=${(event: LeadChange) => this.set(event.lead)}></lead-fields>`;
  }

  private found(record: RunRecord, lead: Lead) {
    const concluded = this.concludedOf(record);
    const found = this.freshnessOf(lead, concluded);
    if (!found) return html`<p class="quiet">${msg('There is no seed on which a repair and no repair can be compared.')}</p>`;
    const [waits, ...sentences] = freshnessSentences(found, doingsOf(concluded.summary));
    return html`<freshness-chart .lead=${lead} .concluded=${concluded} .freshness=${found}></freshness-chart>
      <div class="said" aria-live="polite">${[...sentences, waits].map((sentence) => html`<p>${translated(sentence)}</p>`)}</div>
      ${this.table(found, titlesOf(concluded.summary))}`;
  }

  private kept: { readonly record: RunRecord; readonly concluded: Concluded & Pick<RunRecord['derived'], 'summary'> } | undefined;
  /** The same object for the same record: the chart draws anew for another. */
  private concludedOf(record: RunRecord) {
    if (this.kept?.record.results !== record.results) {
      const { results, retired, derived } = record;
      this.kept = { record, concluded: { summary: derived.summary, results, ...(retired && { retired }) } };
    }
    return this.kept!.concluded;
  }

  private asked: { readonly lead: Lead; readonly concluded: Concluded; readonly found: Freshness | null } | undefined;
  private freshnessOf(lead: Lead, concluded: Concluded): Freshness | null {
    if (this.asked?.lead !== lead || this.asked.concluded !== concluded)
      this.asked = { lead, concluded, found: freshness(lead, concluded) };
    return this.asked.found;
  }

  private table({ served, leads, loss, traffic, horizon }: Freshness, titleOf: (id: string) => string) {
    const wait = (id: string, from: number | undefined) => {
      const { total: own = from ?? null } = leads[id] ?? {};
      return id === 'none' ? '–' : own === null ? msg('never') : own === 0 ? msg('at once') : hours(own);
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Waits and losses of every repair')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('repair')}</th>
            <th scope="col">${msg('serves after')}</th>
            <th scope="col">${translated({ wrong: traffic === null ? msg('wrong, %') : msg('wrong answers'), cost: msg('cost of errors'), error: msg('absolute error') }[loss])}, ${translated(hours(horizon))}</th>
          </tr>
        </thead>
        <tbody>
          ${served.map(
            (each) => html`<tr>
              <td>${translated(titleOf(each.id))}</td>
              <td>${translated(wait(each.id, each.steps.at(-1)?.from))}</td>
              <td>${translated(inShort(loss, each.loss, traffic, horizon))}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** The three that move the crossing most. Held, they are tried; let go, they are kept. */
  private dials(lead: Lead) {
    const { traffic, training, horizon = HORIZON } = lead;
    const dial = (label: string, value: number, [least, most]: readonly [number, number], shown: string, put: (value: number) => Lead) => {
      const at = Math.log10(Math.min(most, Math.max(least, value)));
      return html`<range-field
        label=${label}
        .value=${at}
        .min=${Math.log10(least)}
        .max=${Math.log10(most)}
        .step=${0.01}
        shown=${shown}
        @field-change=${(event: FieldChange<number>) => {
          event.stopPropagation();
          this.held = put(Number((10 ** event.value).toPrecision(2)));
        }}
        @change=${() => this.held && this.set(this.held)}
      ></range-field>`;
    };
    return html`
      ${traffic === undefined ? '' : dial(msg('answers an hour'), traffic, [1, 100_000], Math.round(traffic).toLocaleString('en'), (value) => ({ ...lead, traffic: value }))}
      ${training.by === 'full' ? dial(msg('a full retraining takes'), training.hours, [0.1, 2000], hours(training.hours), (value) => ({ ...lead, training: { by: 'full', hours: value } })) : ''}
      ${dial(msg('look ahead'), horizon, [1, 24 * 365 * 2], hours(horizon), (value) => ({ ...lead, horizon: value }))}
    `;
  }

  private set(lead: Lead | undefined): void {
    const { store } = this;
    whenHere(
      () => import('../../state/lead.ts'),
      async ({ setLead }) => {
        await setLead(store, lead);
        this.held = undefined;
      },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'freshness-stage': FreshnessStage;
  }
}
