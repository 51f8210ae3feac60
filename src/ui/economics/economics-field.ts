/** One price or amount: its name, which opens its source, and a number that may be blank. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../controls/term-tip.ts';
import { FieldChange } from '../controls/fields.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('economics-field')
export class EconomicsField extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 112px;
        gap: 0 var(--space-2);
        align-items: center;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      input {
        width: 100%;
        text-align: right;
        font-size: var(--text-2);
      }
      small {
        color: var(--ink-3);
        font-size: inherit;
        display: block;
      }
      .wrong {
        grid-column: 1 / -1;
        color: var(--alert);
      }
      button.link {
        font-size: inherit;
      }
    `,
  ];

  @property() label = '';
  @property() unit = '';
  /** Null: blank. */
  @property({ attribute: false }) value: number | null = null;
  /** Least value allowed; more than that only where `above` is set. */
  @property({ type: Number }) least = 0;
  @property({ type: Boolean }) above = false;
  /** Where the figure is from, shown at a press on the name. */
  @property() source = '';
  /** The figure is not the one it began with, and can go back. */
  @property({ type: Boolean }) changed = false;
  @property() wrong = '';

  /** A message speaks of the value it was shown with. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.wrong = '';
  }

  protected override render() {
    const name = `${this.label}, ${this.unit}`;
    return html`<div>
        <term-tip term=${this.label} meaning=${this.source}></term-tip>
        <small>
          ${translated(this.unit)}
          ${this.changed ? html` · <button class="link" @click=${() => this.dispatchEvent(new CustomEvent('field-reset'))} aria-label=${msg(str`Reset ${this.label}`)}>${msg('reset')}</button>` : ''}
        </small>
      </div>
      <input
        type="number"
        min=${this.least}
        step="any"
        placeholder=${msg('required')}
        aria-label=${translated(name)}
        aria-invalid=${this.wrong ? 'true' : 'false'}
        .value=${this.value === null ? '' : String(this.value)}
        @change=${this.edited}
      />
      ${this.wrong ? html`<div class="wrong" role="alert">${translated(this.wrong)}</div>` : ''}`;
  }

  private edited(event: Event): void {
    const input = event.target as HTMLInputElement;
    const { valueAsNumber: value, validity } = input;
    const blank = input.value === '' && !validity.badInput;
    if (blank || (Number.isFinite(value) && (this.above ? value > this.least : value >= this.least))) {
      this.wrong = '';
      this.dispatchEvent(new FieldChange(blank ? null : value));
    } else {
      this.wrong = this.above
        ? msg(str`A number above ${this.least}, or nothing, please.`)
        : msg(str`A number of ${this.least} or more, or nothing, please.`);
      input.value = this.value === null ? '' : String(this.value);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'economics-field': EconomicsField;
  }
}
