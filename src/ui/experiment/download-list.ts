/** Data sets on the web: what they are, how large, under which licence and from where, before a byte is fetched. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DownloadFacts } from '../../contracts/services.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('download-list')
export class DownloadList extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
        gap: 12px;
      }
      article {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: 10px;
        display: grid;
        gap: 6px;
        align-content: start;
      }
      .title {
        font-weight: 600;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      progress {
        flex: 1;
        min-width: 60px;
        accent-color: var(--accent);
      }
    `,
  ];

  protected override render() {
    return this.store.data.downloads.map((entry) => this.entry(entry));
  }

  private entry({ id, title, card, bytes, page, hosts, stored }: DownloadFacts) {
    const { store } = this;
    const { reading } = store.data;
    const size = `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
    return html`<article>
      <span class="title">${translated(title)}</span>
      <span class="small quiet">${translated(card.summary)}</span>
      <span class="small quiet">${translated(card.source)}. ${translated(card.caution) ?? ''}</span>
      <span class="small quiet">${msg(str`${size} from ${hosts.join(msg(' or '))} · licence: ${card.licence}`)} · <a href=${page} target="_blank" rel="noreferrer">${msg('about it')}</a></span>
      ${
        reading?.name === title
          ? html`<div class="row">
            <progress max="100" value=${percent(reading)} aria-label=${msg(str`fetching ${title}`)}></progress><span class="small">${percent(reading)} %</span>
            <button @click=${() => store.data.cancelRead()}>${msg('Cancel')}</button>
          </div>`
          : html`<div class="row">
            <button ?disabled=${reading !== undefined} @click=${() => this.use(id)}>${stored ? msg('Use it') : msg(str`Fetch ${size} and use it`)}</button>
            ${stored ? html`<span class="small quiet">${msg('on this device')}</span><button class="link" @click=${() => store.data.removeDownload(id)}>${msg('Remove')}</button>` : ''}
          </div>`
      }
    </article>`;
  }

  private async use(id: string): Promise<void> {
    await this.store.useDownload(id);
    if (this.store.spec.data.id === id) this.dispatchEvent(new Event('opened'));
    else this.dispatchEvent(new Event('refused'));
  }
}

const percent = ({ done, total }: { readonly done: number; readonly total: number }): number =>
  total ? Math.round((100 * done) / total) : 0;

declare global {
  interface HTMLElementTagNameMap {
    'download-list': DownloadList;
  }
}
