/** How long repairs take until they serve, as fields: a situation to start from, and each of its figures. Says the whole lead in a `lead-change`. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { alarmRules, HORIZON, type Lead } from '../../spec/lead/schema.ts';
import { leadSituations } from '../../spec/lead/situations.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Undefined: repairs serve at once. */
export class LeadChange extends Event {
  constructor(readonly lead: Lead | undefined) {
    super('lead-change', { bubbles: true, composed: true });
  }
}

const MOST_HOURS = 1_000_000;
const DAY = 24;

@customElement('lead-fields')
export class LeadFields extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      h4 {
        margin: 4px 0 0;
        font-size: var(--text-1);
        font-weight: 600;
        color: var(--ink-2);
      }
      .sources {
        margin: 0;
        padding-left: 1.1em;
        font-size: var(--text-1);
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) lead: Lead | undefined;
  /** Of a stream: it has alarms, and neither a horizon nor labels of its own. */
  @property({ type: Boolean }) stream = false;
  /** What a situation is for this experiment. */
  @property({ attribute: false }) fitted: (lead: Lead) => Lead | undefined = (lead) => lead;

  protected override render() {
    const { lead } = this;
    const situation = this.situation();
    return html`<choice-field
        label=${msg('Situation')}
        .choices=${[
          { id: 'none', title: msg('a repair serves at once') },
          ...leadSituations.map(({ id, title }) => ({ id, title })),
          ...(lead && !situation ? [{ id: '', title: msg('your own') }] : []),
        ]}
        value=${lead ? (situation?.id ?? '') : 'none'}
        help=${situation?.help ?? ''}
        @field-change=${(event: FieldChange<string>) => this.choose(event)}
      ></choice-field>
      ${situation ? html`<ul class="sources">${situation.sources.map((source) => html`<li>${translated(source)}</li>`)}</ul>` : ''}
      ${lead ? this.fields(lead) : ''}`;
  }

  private situation() {
    const is = JSON.stringify(this.lead);
    return leadSituations.find(({ lead }) => JSON.stringify(this.fitted(lead)) === is);
  }

  private choose(event: FieldChange<string>): void {
    event.stopPropagation();
    const found = leadSituations.find(({ id }) => id === event.value);
    if (found || event.value === 'none') this.say(found && this.fitted(found.lead));
  }

  private fields(lead: Lead) {
    const { training } = lead;
    const hours = (label: string, value: number, put: (value: number) => Lead, max = MOST_HOURS) =>
      html`<number-field label=${label} .value=${value} .min=${0} .max=${max} .step=${0} @field-change=${(event: FieldChange<number>) => this.put(event, put(event.value))}></number-field>`;
    const steps = (of: 'tune' | 'retrain') => {
      const own = lead.steps[of];
      const put =
        (part: keyof typeof own) =>
        (value: number): Lead => ({ ...lead, steps: { ...lead.steps, [of]: { ...own, [part]: value } } });
      return html`${hours(msg('to validate, hours'), own.validation, put('validation'))}
        ${hours(msg('until approved, hours'), own.approval, put('approval'))} ${hours(msg('to roll out, hours'), own.rollout, put('rollout'))}`;
    };
    return html`
      ${hours(this.stream ? msg('rows an hour') : msg('answers an hour'), lead.traffic ?? 0, (traffic) => ({ ...lead, traffic }), 1e12)}
      ${
        this.stream
          ? html`<choice-field
              label=${msg('An alarm while a repair is under way')}
              .choices=${alarmRules.map((id) => ({ id, title: { ignore: msg('is ignored'), restart: msg('begins it anew'), queue: msg('begins another after it') }[id] }))}
              value=${lead.alarms ?? 'ignore'}
              @field-change=${(event: FieldChange<NonNullable<Lead['alarms']>>) => this.put(event, { ...lead, alarms: event.value })}
            ></choice-field>`
          : html`${hours(msg('until a label is known, hours'), lead.labels?.delay ?? 0, (delay) => ({ ...lead, labels: { ...lead.labels, delay } }))}
            ${hours(
              msg('labels an hour (0: all at once)'),
              lead.labels?.perHour ?? 0,
              (perHour) => ({ ...lead, labels: { delay: lead.labels?.delay ?? 0, ...(perHour > 0 && { perHour }) } }),
              1e12,
            )}`
      }
      <choice-field
        label=${msg('Training')}
        .choices=${[
          { id: 'full', title: msg('by work, a full retraining takes') },
          ...(this.stream ? [] : [{ id: 'factor', title: msg('as here, times a factor') }]),
          { id: 'own', title: msg('so many hours, whatever the work') },
        ]}
        value=${training.by}
        @field-change=${(event: FieldChange<Lead['training']['by']>) => this.put(event, { ...lead, training: trainings[event.value] })}
      ></choice-field>
      ${
        training.by === 'full'
          ? hours(msg('a full retraining, hours'), training.hours, (value) => ({ ...lead, training: { by: 'full', hours: value } }))
          : training.by === 'factor'
            ? html`<number-field label=${msg('an hour here is so many there')} .value=${training.factor} .min=${1e-9} .max=${1e12} .step=${0} @field-change=${(event: FieldChange<number>) => this.put(event, { ...lead, training: { by: 'factor', factor: event.value } })}></number-field>`
            : html`${hours(msg('fine-tuning, hours'), training.tune, (tune) => ({ ...lead, training: { ...training, tune } }))}
              ${hours(msg('retraining, hours'), training.retrain, (retrain) => ({ ...lead, training: { ...training, retrain } }))}`
      }
      <h4>${msg('After fine-tuning')}</h4>
      ${steps('tune')}
      <h4>${msg('After retraining')}</h4>
      ${steps('retrain')}
      ${
        this.stream
          ? hours(msg('to roll back, hours'), lead.rollback ?? 0, (rollback) => ({ ...lead, rollback }))
          : html`<number-field label=${msg('look ahead, days')} .value=${Number(((lead.horizon ?? HORIZON) / DAY).toPrecision(4))} .min=${0.01} .max=${40_000} .step=${0} @field-change=${(event: FieldChange<number>) => this.put(event, { ...lead, horizon: event.value * DAY })}></number-field>`
      }`;
  }

  private put(event: Event, lead: Lead): void {
    event.stopPropagation();
    this.say(lead);
  }

  private say(lead: Lead | undefined): void {
    this.dispatchEvent(new LeadChange(lead));
  }
}

/** What each way to say it begins with. */
const trainings = {
  full: { by: 'full', hours: 6 },
  factor: { by: 'factor', factor: 3600 },
  own: { by: 'own', tune: 1, retrain: 6 },
} as const satisfies Readonly<Record<Lead['training']['by'], Lead['training']>>;

declare global {
  interface HTMLElementTagNameMap {
    'lead-fields': LeadFields;
  }
  interface HTMLElementEventMap {
    'lead-change': LeadChange;
  }
}
