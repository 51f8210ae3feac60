/**
 * The three kinds of field on the experiment rail: a slider over a few stops, a bounded number, a choice. Native inputs stay
 * the interaction target; each tells its new value in a `field-change` event.
 */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';

/** A field has a new value. */
export class FieldChange<T> extends Event {
  constructor(readonly value: T) {
    super('field-change', { bubbles: true, composed: true });
  }
}

const fieldStyles = css`
  :host {
    display: block;
  }
  label {
    display: grid;
    gap: 2px;
    color: var(--ink-2);
    font-size: var(--text-1);
  }
  .inline {
    grid-template-columns: 1fr 112px;
    align-items: center;
  }
  input,
  select {
    font-size: var(--text-2);
    width: 100%;
  }
  .help {
    color: var(--ink-3);
    font-size: var(--text-1);
  }
  .wrong {
    color: var(--alert);
    font-size: var(--text-1);
  }
  .ends {
    display: flex;
    justify-content: space-between;
    color: var(--ink-3);
    font-size: var(--text-1);
  }
`;

/** A slider over named stops, e.g. severity 1 … 5 or 10 … all labels. */
@customElement('stop-slider')
export class StopSlider extends LitElement {
  static override styles = [sharedStyles, fieldStyles];

  @property() label = '';
  @property({ attribute: false }) stops: readonly number[] = [];
  @property({ type: Number }) value = 0;
  /** What the current stop means, below the slider. */
  @property() meaning = '';
  @property() first = '';
  @property() last = '';

  protected override render() {
    const fitting = this.stops.findIndex((stop) => stop >= this.value);
    // A value beyond the last stop stands at the end.
    const index = fitting < 0 ? this.stops.length - 1 : fitting;
    return html`<label>
        ${translated(this.label)}
        <input
          type="range"
          min="0"
          max=${this.stops.length - 1}
          step="1"
          .value=${String(index)}
          aria-valuetext=${this.meaning && this.meaning !== String(this.stops[index]) ? `${this.stops[index]}: ${this.meaning}` : String(this.stops[index])}
          @input=${this.changed}
        />
      </label>
      <div class="ends"><span>${translated(this.first)}</span><span>${translated(this.meaning)}</span><span>${translated(this.last)}</span></div>`;
  }

  private changed(event: Event): void {
    const index = Number((event.target as HTMLInputElement).value);
    this.dispatchEvent(new FieldChange(this.stops[index]!));
  }
}

/** A number within bounds. Out of bounds it says so and keeps the last good value. */
@customElement('number-field')
export class NumberField extends LitElement {
  static override styles = [sharedStyles, fieldStyles];

  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  /** Granularity; 1 asks for whole numbers, 0 for any number. */
  @property({ type: Number }) step = 1;
  @property() wrong = '';

  /** A message speaks of the value it was shown with. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) this.wrong = '';
  }

  protected override render(): TemplateResult {
    return html`<label class="inline">
        ${translated(this.label)}
        <input
          type="number"
          min=${this.min}
          max=${this.max}
          step=${this.step || 'any'}
          .value=${String(this.value)}
          aria-invalid=${this.wrong ? 'true' : 'false'}
          @change=${this.changed}
        />
      </label>
      ${this.wrong ? html`<div class="wrong" role="alert">${translated(this.wrong)}</div>` : ''}`;
  }

  private changed(event: Event): void {
    const input = event.target as HTMLInputElement;
    const value = input.valueAsNumber;
    const whole = this.step !== 1 || Number.isInteger(value);
    if (Number.isFinite(value) && value >= this.min && value <= this.max && whole) {
      this.wrong = '';
      this.dispatchEvent(new FieldChange(value));
    } else {
      this.wrong = `Not taken, it stays ${this.value}: ${this.step === 1 ? 'a whole number' : 'a number'} from ${this.min.toLocaleString('en', { maximumSignificantDigits: 6 })} to ${this.max.toLocaleString('en')} fits here.`;
      input.value = String(this.value);
    }
  }
}

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** Choices of one group stand together under its name. */
  readonly group?: string;
  readonly disabled?: boolean;
}

/** A choice out of a list. */
@customElement('choice-field')
export class ChoiceField extends LitElement {
  static override styles = [sharedStyles, fieldStyles];

  @property() label = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property() value = '';
  @property() help = '';

  protected override render() {
    return html`<label>
        ${translated(this.label)}
        <select @change=${this.changed}>
          ${this.groups().map(([group, choices]) => (group ? html`<optgroup label=${group}>${choices.map(this.option)}</optgroup>` : choices.map(this.option)))}
        </select>
      </label>
      ${this.help ? html`<div class="help">${translated(this.help)}</div>` : ''}`;
  }

  private readonly option = ({ id, title, disabled }: Choice) =>
    html`<option value=${id} ?selected=${id === this.value} ?disabled=${disabled ?? false}>${translated(title)}</option>`;

  /** The choices by group, in the order in which each group first comes. */
  private groups(): [group: string, choices: Choice[]][] {
    const groups = new Map<string, Choice[]>();
    for (const choice of this.choices) groups.set(choice.group ?? '', [...(groups.get(choice.group ?? '') ?? []), choice]);
    return [...groups];
  }

  protected override updated(): void {
    // A select keeps the user's pick over a changed `selected` attribute; the property decides.
    this.renderRoot.querySelector('select')!.value = this.value;
  }

  private changed(event: Event): void {
    this.dispatchEvent(new FieldChange((event.target as HTMLSelectElement).value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stop-slider': StopSlider;
    'number-field': NumberField;
    'choice-field': ChoiceField;
  }
  interface HTMLElementEventMap {
    // The value's type is that of the field; listeners cast.
    'field-change': FieldChange<unknown>;
  }
}
