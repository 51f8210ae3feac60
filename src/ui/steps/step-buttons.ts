/** Undo and redo, and what was undone in a word. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';
import { redone, stepWord, undone } from './step-words.ts';

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
        animation: told 4s forwards;
      }
      p:empty {
        visibility: hidden;
      }
      @keyframes told {
        90% {
          opacity: 1;
        }
        100% {
          opacity: 0;
        }
      }
    `,
  ];

  @state() private said = '';
  @query('p') private readonly word!: HTMLElement;

  undo(): void {
    this.say(undone(this.store.steps!.undo()));
  }

  redo(): void {
    this.say(redone(this.store.steps!.redo()));
  }

  /** The same word a second time is shown, and read, again. */
  private say(text: string): void {
    this.said = text;
    for (const fading of this.word.getAnimations?.() ?? []) {
      fading.cancel();
      fading.play();
    }
  }

  protected override willUpdate(): void {
    this.toggleAttribute('idle', !this.store.steps?.any);
  }

  protected override render() {
    const { undoable, redoable } = this.store.steps ?? {};
    const back = undoable ? msg(str`Undo: ${stepWord(undoable)} (Ctrl+Z)`) : msg('Nothing to undo');
    const again = redoable ? msg(str`Redo: ${stepWord(redoable)} (Ctrl+Shift+Z)`) : msg('Nothing to do again');
    return html`<button aria-label=${msg('Undo')} title=${back} aria-disabled=${undoable ? nothing : 'true'} @click=${() => this.undo()}>↶</button>
      <button aria-label=${msg('Redo')} title=${again} aria-disabled=${redoable ? nothing : 'true'} @click=${() => this.redo()}>↷</button>
      <p role="status">${this.said}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'step-buttons': StepButtons;
  }
}
