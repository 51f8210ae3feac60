/** Opening files or a folder of one's own: what can be read, how large it may be, and how far the reading has come. */
import { msg, str } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { MAX_CELLS, MAX_ENTRIES, MAX_FILE_BYTES } from '../../data/readers/limits.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('own-files')
export class OwnFiles extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: 6px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      progress {
        flex: 1;
        min-width: 80px;
        accent-color: var(--accent);
      }
    `,
  ];

  @query('#files') private readonly files!: HTMLInputElement;
  @query('#folder') private readonly folder!: HTMLInputElement;

  /** Lets the user pick files. */
  pick(): void {
    this.files.click();
  }

  protected override render() {
    const cells = (MAX_CELLS / 1e6).toLocaleString('en');
    return html`<div class="row">
        <button @click=${() => this.files.click()}>${msg('Open files')}</button>
        <button @click=${() => this.folder.click()}>${msg('Open a folder')}</button>
        <span class="small quiet">${msg('or drop them anywhere; they stay on this device')}</span>
      </div>
      <details class="small quiet">
        <summary>${msg('What can be read')}</summary>
        ${msg(str`Tables: CSV, TSV, JSON lines, ARFF. Images: a folder or ZIP with one folder per class, IDX (the MNIST family), CIFAR-10’s archive, NPY or NPZ. Up to ${MAX_FILE_BYTES / 1e6} MB a file and ${MAX_ENTRIES.toLocaleString('en')} images; of a table of more than ${cells} million cells a random sample of its rows is taken. Several tables with the same columns are read together, the oldest first.`)}
      </details>
      <input id="files" type="file" multiple hidden @change=${() => this.picked(this.files)} />
      <input id="folder" type="file" webkitdirectory hidden @change=${() => this.picked(this.folder)} />
      ${this.reading()}`;
  }

  private reading() {
    const { reading } = this.store.data;
    if (!reading) return '';
    const percent = reading.total ? Math.round((100 * reading.done) / reading.total) : 0;
    return html`<div class="row">
      <progress max="100" value=${percent} aria-label=${msg(str`reading ${reading.name}`)}></progress><span class="small">${percent} %</span>
      <button @click=${() => this.store.data.cancelRead()}>${msg('Cancel')}</button>
    </div>`;
  }

  private async picked(input: HTMLInputElement): Promise<void> {
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length === 0) return;
    await this.store.openFiles(files);
    this.dispatchEvent(new Event('opened'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'own-files': OwnFiles;
  }
}
