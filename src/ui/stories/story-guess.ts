/** A guess of any kind, as a story and its slides ask for it; revealed, what came stands beside it. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';
import { unguided, type Guess, type NumberGuess } from './guess.ts';
import './guess-curve.ts';
import './guess-dots.ts';
import type { Seen } from './seen.ts';

/** `guess`: the reader made one, told as its numbers. */
@customElement('story-guess')
export class StoryGuess extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        color: var(--ink-2);
      }
      label {
        display: grid;
        gap: 4px;
      }
      label input {
        height: var(--slider, auto);
      }
      output {
        color: var(--ink);
        font-weight: 600;
      }
      p {
        margin: 0 0 4px;
      }
    `,
  ];

  @property({ attribute: false }) guess!: Guess;
  @property({ attribute: false }) seen: Seen = {};
  @property({ type: Boolean }) revealed = false;
  /** Axes to draw on, on paper. */
  @property({ type: Boolean }) blank = false;
  /** Of a drawing, px. */
  @property({ type: Number }) height = 150;
  /** Where the slider stands before it is let go. */
  @state() private held: number | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('guess')) this.held = undefined;
  }

  protected override render() {
    const { guess, seen, revealed, blank, height } = this;
    if (guess.kind === 'number') return this.slider(guess);
    return html`${revealed ? '' : html`<p>${translated(guess.question)}</p>`}
    ${
      guess.kind === 'curve'
        ? html`<guess-curve .guess=${guess} .seen=${seen} ?revealed=${revealed} ?blank=${blank} height=${height}></guess-curve>`
        : html`<guess-dots .guess=${guess} .seen=${seen} ?revealed=${revealed} ?blank=${blank} height=${height}></guess-dots>`
    }`;
  }

  private slider(guess: NumberGuess) {
    const value = this.held ?? this.seen.guesses?.[guess.id]?.[0] ?? unguided(guess, this.seen)[0]!;
    return html`<label>
      <span>${translated(guess.question)} <output>${value} ${translated(guess.unit)}</output></span>
      <input
        type="range"
        min=${guess.from}
        max=${guess.to}
        .value=${String(value)}
        @input=${(event: Event) => (this.held = (event.target as HTMLInputElement).valueAsNumber)}
        @change=${(event: Event) => this.tell((event.target as HTMLInputElement).valueAsNumber)}
      />
    </label>`;
  }

  private tell(value: number): void {
    this.dispatchEvent(new CustomEvent('guess', { detail: [value], bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'story-guess': StoryGuess;
  }
  interface HTMLElementEventMap {
    guess: CustomEvent<readonly number[]>;
  }
}
