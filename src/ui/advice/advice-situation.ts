/** What no run can measure: regulation, the old world, the way back, earlier patches, and the limits that rules hold numbers against. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Limits, Situation } from '../../decide/situation.ts';
import type { AdviceStore } from '../../state/advice-store.ts';
import '../controls/fields.ts';
import type { Choice, FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';

type Switch = 'regulated' | 'oldWorldMatters' | 'rollback' | 'unfairBase';

const architectures = (): readonly Choice[] => [
  { id: 'evidence', title: msg('as this run shows') },
  { id: 'true', title: msg('yes') },
  { id: 'false', title: msg('no') },
];

@customElement('advice-situation')
export class AdviceSituation extends StoreElement<AdviceStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      label {
        display: grid;
        grid-template-columns: 22px minmax(0, 1fr);
        padding: 3px 0;
      }
      .fields {
        display: grid;
        gap: 6px;
        margin-top: var(--space-2);
      }
      .wrong {
        color: var(--alert);
        font-size: var(--text-1);
      }
    `,
  ];

  /** How the base model treated groups in the old world, as this run measured it; empty where the data has none. */
  @property() measuredFairness = '';
  @state() private wrong = '';

  protected override render() {
    const { situation } = this.store;
    const { limits } = situation;
    const switches: readonly (readonly [Switch, string])[] = [
      ['regulated', msg('The domain is regulated')],
      ['oldWorldMatters', msg('The old world still matters')],
      ['rollback', msg('Going back within hours must be possible')],
      ['unfairBase', msg('The model was unfair to groups before the drift')],
    ];
    return html`${switches.map(
      ([key, label]) =>
        html`<label><input type="checkbox" .checked=${situation[key]} @change=${(event: Event) => this.say({ [key]: (event.target as HTMLInputElement).checked })} /><span>${translated(label)}</span></label>`,
    )}
      ${this.measuredFairness ? html`<p class="small quiet">${translated(this.measuredFairness)}</p>` : ''}
      <div class="fields">
        <choice-field label=${msg('Inputs, classes or layers have to change')} .choices=${architectures()} .help=${msg('The evidence is a retraining of another model that fits the new labels, and unseen rows, where one of the old model does not.')} .value=${String(situation.architectureChanged)} @field-change=${(event: FieldChange<string>) => this.say({ architectureChanged: event.value === 'evidence' ? 'evidence' : event.value === 'true' })}></choice-field>
        ${this.number(msg('fine-tunings since the last full retraining'), situation.patches, 1000, 1, (patches) => ({ patches }))}
        <details>
          <summary>${msg('Limits of the rules')}</summary>
          <div class="fields">
            ${this.number(msg('labels a class that count as few'), limits.labelsPerClass, 1_000_000, 1, (value) => this.limit('labelsPerClass', value))}
            ${this.percent(msg('fall of a class’s recall, points'), 'recallDrop')} ${this.percent(msg('fall of the worst group, points'), 'groupDrop')}
            ${this.percent(msg('rise of the equalized odds difference, points'), 'oddsRise')} ${this.percent(msg('forgetting, points'), 'forgetting')}
            ${this.percent(msg('answers that break, % of rows'), 'negativeFlips')}
            ${this.percent(msg('what the old architecture falls short by on labels that it learned, points'), 'fitGap')}
          </div>
        </details>
      </div>
      ${this.wrong ? html`<p class="wrong" role="alert">${translated(this.wrong)}</p>` : ''}`;
  }

  private number(label: string, value: number, max: number, step: number, change: (value: number) => Partial<Situation>) {
    return html`<number-field label=${label} .min=${0} .max=${max} .step=${step} .value=${value} @field-change=${(event: FieldChange<number>) => this.say(change(event.value))}></number-field>`;
  }

  private percent(label: string, key: keyof Limits) {
    const value = Number((100 * this.store.situation.limits[key]).toPrecision(6));
    return this.number(label, value, 100, 0, (percent) => this.limit(key, percent / 100));
  }

  private limit(key: keyof Limits, value: number): Partial<Situation> {
    return { limits: { ...this.store.situation.limits, [key]: value } };
  }

  private say(change: Partial<Situation>): void {
    this.wrong = this.store
      .say(change)
      .map(({ field, message }) => `${field}: ${message}`)
      .join('. ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'advice-situation': AdviceSituation;
  }
}
