/** Says in the header that a new version is there. It is taken over by a click, and not while something runs. */
import { msg } from '../words/msg.ts';
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { offline } from '../state/offline.ts';
import { StoreController } from '../state/store.ts';
import { StoreElement } from './store-element.ts';

@customElement('offline-note')
export class OfflineNote extends StoreElement {
  static override styles = [...StoreElement.styles];

  private watched: StoreController | undefined;

  override connectedCallback(): void {
    this.watched ??= new StoreController(this, offline);
    super.connectedCallback();
  }

  protected override render() {
    if (offline.state !== 'update') return nothing;
    const busy = this.store.training;
    return html`<button
      ?disabled=${busy}
      title=${busy ? msg('Something runs; the new version waits for its end') : msg('Loads the new version. Kept runs stay; what is not run yet is in the address.')}
      @click=${() => offline.update()}
    >
      ${msg('New version')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'offline-note': OfflineNote;
  }
}
