/** Stage 2: the world changes. Real samples before and after, and the sentence the ledger will hold. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { inputKind } from '../../data/types.ts';
import '../charts/sample-strip.ts';
import '../charts/shift-histograms.ts';
import { StoreElement } from '../store-element.ts';

@customElement('drift-stage')
export class DriftStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      .stale {
        color: var(--accent);
      }
      .picture {
        margin-top: var(--space-2);
      }
    `,
  ];

  protected override render() {
    const { preview } = this.store;
    const image = preview && inputKind(preview.inputShape) === 'image';
    const relabelled = preview?.ledger.some((entry) => entry.kind === 'P(y)');
    const { refusal } = this.store;
    return html`<h2>${msg('The world changes')}</h2>
      ${this.store.stale ? html`<p class="stale">${msg('As you have changed it now; the other stages show the run before the change.')}</p>` : ''}
      <p class="quiet">
        ${preview ? preview.ledger.map((entry) => entry.sentence).join(' ') || msg('Nothing changes: this is the control.') : refusal ? refusal.text : msg('Loading samples …')}
      </p>
      <div class="picture">
        ${image ? html`<sample-strip .preview=${preview}></sample-strip>` : ''}
        ${preview && (!image || relabelled) ? html`<shift-histograms .preview=${preview} .count=${image ? 0 : 12}></shift-histograms>` : ''}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-stage': DriftStage;
  }
}
