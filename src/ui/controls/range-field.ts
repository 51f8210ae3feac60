/** A slider over all numbers of a range: severity, a share, a time. It tells every value on the way, so that the page follows, and with `change` that it was let go. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';
import { FieldChange } from './fields.ts';

@customElement('range-field')
export class RangeField extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      label {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 8px;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      output {
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      input {
        grid-column: 1 / -1;
        width: 100%;
        margin: 2px 0;
      }
      .meaning {
        color: var(--ink-3);
        font-size: var(--text-1);
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  @property({ type: Number }) step = 0.01;
  /** The value in words, beside the label. */
  @property() shown = '';
  /** What it means, below the slider. */
  @property() meaning = '';

  protected override render() {
    return html`<label>
        <span>${translated(this.label)}</span><output>${translated(this.shown)}</output>
        <input
          type="range"
          min=${this.min}
          max=${this.max}
          step=${this.step}
          .value=${String(this.value)}
          aria-label=${translated(this.label)}
          aria-valuetext=${[this.shown, this.meaning].filter(Boolean).join(', ')}
          @input=${(event: Event) => this.dispatchEvent(new FieldChange((event.target as HTMLInputElement).valueAsNumber))}
          @change=${() => this.dispatchEvent(new Event('change'))}
        />
      </label>
      ${this.meaning ? html`<div class="meaning">${translated(this.meaning)}</div>` : ''}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'range-field': RangeField;
  }
}
