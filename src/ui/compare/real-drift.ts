/** What is known of a change that nobody injected, in words. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ShiftReport } from '../../contracts/diagnosis.ts';
import { shiftSentences } from '../../detect/shift-words.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('real-drift')
export class RealDrift extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      ul {
        margin: 4px 0 0;
        padding-left: 16px;
      }
    `,
  ];

  @property({ attribute: false }) shift: ShiftReport | undefined;
  @property({ attribute: false }) classes: readonly string[] = [];

  protected override render() {
    if (!this.shift) return '';
    return html`<p>${msg('What changed is real, and nobody wrote down what it was. This much is known of it:')}</p>
      <ul>
        ${shiftSentences(this.shift, this.classes).map((sentence) => html`<li class="quiet">${translated(sentence)}</li>`)}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'real-drift': RealDrift;
  }
}
