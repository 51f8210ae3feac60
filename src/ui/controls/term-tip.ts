/** A word underlined with dots: a press opens its explanation, its own or the one in the glossary. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { glossary } from '../glossary.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('term-tip')
export class TermTip extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      button.term {
        all: unset;
        cursor: help;
        text-decoration: underline dotted var(--ink-3);
        text-underline-offset: 3px;
      }
      button.term:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        max-width: min(320px, calc(100vw - 24px));
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        font-size: var(--text-1);
        font-weight: 400;
        line-height: 1.5;
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
      }
    `,
  ];

  /** The word as it stands in the text. */
  @property() term = '';
  /** Id of its entry in the glossary. */
  @property() entry = '';
  /** Its own explanation, which comes before the glossary's. */
  @property() meaning = '';

  @query('button') private readonly button!: HTMLButtonElement;
  @query('[popover]') private readonly tip!: HTMLElement;

  protected override render() {
    const meaning = this.meaning || glossary().find(({ id }) => id === this.entry)?.meaning;
    if (!meaning) return html`${translated(this.term)}`;
    return html`<button class="term" popovertarget="tip">${translated(this.term)}</button>
      <div id="tip" popover @toggle=${this.place}>${translated(meaning)}</div>`;
  }

  /** Below the word, or above it where there is no room; always inside the window. */
  private readonly place = (event: Event) => {
    if ((event as ToggleEvent).newState !== 'open') return;
    const word = this.button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.tip;
    const below = word.bottom + 6;
    const top = below + offsetHeight > innerHeight ? word.top - offsetHeight - 6 : below;
    this.tip.style.left = `${Math.max(12, Math.min(word.left, innerWidth - offsetWidth - 12))}px`;
    this.tip.style.top = `${Math.max(12, top)}px`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'term-tip': TermTip;
  }
}
