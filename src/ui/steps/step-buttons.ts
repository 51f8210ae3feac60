/** Undo and redo, and what was undone in a word. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';
import { redone, stepWord, undone } from './step-words.ts';

/** How long a word of what was undone stands, in ms. */
const SAID_MS = 4_000;

@customElement('step-buttons')
export class StepButtons extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        position: relative;
        display: flex;
        gap: 4px;
      }
      /* Out of the row, so that nothing in it moves. */
      :host([idle]) {
        position: absolute;
      }
      :host([idle]) button {
        display: none;
      }
      button {
        min-height: 32px;
        width: 30px;
        padding: 0;
        font-size: var(--text-2);
      }
      p {
        position: absolute;
        right: 0;
        /* Above Run, not on it. */
        bottom: calc(100% + 60px);
        width: max-content;
        max-width: 240px;
        padding: 4px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        font-size: var(--text-1);
        box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
        pointer-events: none;
        z-index: 3;
      }
      p:empty {
        visibility: hidden;
      }
    `,
  ];

  @state() private said = '';

  undo(): void {
    this.say(undone(this.store.steps!.undo()));
  }

  redo(): void {
    this.say(redone(this.store.steps!.redo()));
  }

  /** Said for a while. */
  private say(text: string): void {
    clearTimeout(this.timer);
    this.said = text;
    this.timer = setTimeout(() => (this.said = ''), SAID_MS);
  }

  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(): void {
    this.toggleAttribute('idle', !this.store.steps?.any);
  }

  protected override render() {
    const { undoable, redoable } = this.store.steps ?? {};
    const back = undoable ? msg(str`Undo: ${stepWord(undoable)} (Ctrl+Z)`) : msg('Nothing to undo');
    const again = redoable ? msg(str`Redo: ${stepWord(redoable)} (Ctrl+Shift+Z)`) : msg('Nothing to do again');
    return html`<button aria-label=${msg('Undo')} title=${translated(back)} aria-disabled=${undoable ? nothing : 'true'} @click=${() => this.undo()}>↶</button>
      <button aria-label=${msg('Redo')} title=${translated(again)} aria-disabled=${redoable ? nothing : 'true'} @click=${() => this.redo()}>↷</button>
      <p role="status">${translated(this.said)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'step-buttons': StepButtons;
  }
}
