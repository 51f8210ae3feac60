/** All data sets at a glance, and the ways to bring one's own. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { builtIns } from '../../state/catalogue.ts';
import '../charts/data-thumbnail.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';
import { dialogStyles } from '../dialogs/dialog-styles.ts';
import './download-list.ts';
import './own-files.ts';
import '../predictions/judge-predictions.ts';

@customElement('data-gallery')
export class DataGallery extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    dialogStyles,
    css`
      dialog {
        width: min(1040px, calc(100vw - 32px));
      }
      h3 {
        margin: var(--space-4) 0 var(--space-2);
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(210px, 1fr));
        gap: 12px;
      }
      .set {
        display: grid;
        gap: 6px;
        align-content: start;
        text-align: left;
        padding: 10px;
        height: 100%;
        min-height: 0;
        white-space: normal;
      }
      .set[aria-pressed='true'] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      .title {
        font-weight: 600;
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  show(): void {
    void this.store.data.loadDownloads();
    this.dialog.showModal();
    this.requestUpdate();
  }

  protected override render() {
    const { store } = this;
    const open = this.hasUpdated && this.dialog.open;
    return html`<dialog aria-labelledby="title" @toggle=${() => this.requestUpdate()}>
      <form method="dialog">
        <h2 id="title">${msg('Data')}</h2>
        <button autofocus>${msg('Close')}</button>
      </form>
      <h3>${msg('Here')}</h3>
      <div class="grid">
        ${builtIns.map(
          ({
            id,
            title,
            card,
          }) => html`<button class="set" aria-pressed=${store.spec.data.id === id ? 'true' : 'false'} @click=${() => this.choose(id)}>
            <data-thumbnail .picture=${open ? store.data.thumbnail(id) : undefined}></data-thumbnail>
            <span class="title">${translated(title)}</span>
            <span class="small quiet">${translated(card.summary)}</span>
            <span class="small quiet">${card.origin === 'real' ? msg('real') : msg('generated')} · ${translated(card.licence)}</span>
          </button>`,
        )}
      </div>
      <h3>${msg('On the web')}</h3>
      <p class="small quiet">${msg('Nothing is fetched until you ask for it. What is fetched stays on this device, and the hosts named see your address.')}</p>
      <download-list .store=${store} @opened=${() => this.dialog.close()} @refused=${() => this.dialog.close()}></download-list>
      <h3>${msg('Your own')}</h3>
      <own-files .store=${store} @opened=${() => this.dialog.close()}></own-files>
      <h3>${msg('Only a model’s predictions')}</h3>
      <judge-predictions></judge-predictions>
    </dialog>`;
  }

  private choose(id: string): void {
    const { store } = this;
    store.useBuiltIn(id);
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'data-gallery': DataGallery;
  }
}
