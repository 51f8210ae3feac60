/** Fields for what a data set or a drift declares: numbers, choices, classes, columns, shares. Each change gives all values anew. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { withDefaults, type Parameter, type ParameterFacts, type ParameterValue, type ParameterValues } from '../../spec/parameter.ts';
import { sharedStyles } from '../shared-styles.ts';
import './fields.ts';
import { FieldChange } from './fields.ts';

@customElement('parameter-fields')
export class ParameterFields extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      input {
        width: 100%;
        font-size: var(--text-2);
      }
      .wrong {
        color: var(--alert);
        font-size: var(--text-1);
      }
    `,
  ];

  @property({ attribute: false }) parameters: readonly Parameter[] = [];
  @property({ attribute: false }) values: ParameterValues = {};
  @property({ attribute: false }) facts: ParameterFacts = { classes: [], columns: [] };
  @state() private wrong = '';

  protected override render() {
    const values = withDefaults(this.parameters, this.values);
    return this.parameters.map((parameter) => this.field(parameter, values[parameter.name]!));
  }

  private field(parameter: Parameter, value: ParameterValue) {
    const change = (next: ParameterValue) =>
      this.dispatchEvent(new FieldChange<ParameterValues>({ ...withDefaults(this.parameters, this.values), [parameter.name]: next }));
    const taken = (event: FieldChange<unknown>) => {
      event.stopPropagation();
      change(event.value as ParameterValue);
    };
    switch (parameter.kind) {
      case 'number': {
        const unit = parameter.unit ? ` (${parameter.unit})` : '';
        return html`<number-field
          label=${parameter.title + unit}
          title=${translated(parameter.help)}
          .min=${parameter.min}
          .max=${parameter.max}
          .step=${parameter.whole ? 1 : 0}
          .value=${value as number}
          @field-change=${taken}
        ></number-field>`;
      }
      case 'choice':
        return html`<choice-field label=${parameter.title} help=${parameter.help} .choices=${parameter.choices} value=${value as string} @field-change=${taken}></choice-field>`;
      case 'class':
      case 'column': {
        const names = parameter.kind === 'class' ? this.facts.classes : this.facts.columns.map(({ name }) => name);
        const choices = [{ id: '', title: msg('drawn from the seed') }, ...names.map((name) => ({ id: name, title: name }))];
        return html`<choice-field label=${parameter.title} .choices=${choices} value=${value as string} @field-change=${taken}></choice-field>`;
      }
      case 'shares':
        return html`<label title=${translated(parameter.help)}>
            ${translated(parameter.title)}, ${msg('in %, one per class')}
            <input
              .value=${(value as readonly number[]).map((share) => Number((100 * share).toFixed(2))).join(' ')}
              placeholder=${translated(this.facts.classes.join(' '))}
              aria-invalid=${this.wrong ? 'true' : 'false'}
              @change=${(event: Event) => this.shares((event.target as HTMLInputElement).value, change)}
            /> </label
          >${this.wrong ? html`<div class="wrong" role="alert">${translated(this.wrong)}</div>` : ''}`;
    }
  }

  /** Percentages as typed; what does not sum to 100 is scaled to it. */
  private shares(text: string, change: (value: readonly number[]) => void): void {
    const numbers = text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
    const sum = numbers.reduce((a, b) => a + b, 0);
    const { classes } = this.facts;
    const fits = numbers.length === 0 || (numbers.length === classes.length && numbers.every((n) => n >= 0) && sum > 0);
    this.wrong = fits ? '' : `${msg('Please give one number, 0 or more, for each class:')} ${classes.join(', ')}.`;
    if (fits) change(numbers.map((n) => n / sum));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parameter-fields': ParameterFields;
  }
}
