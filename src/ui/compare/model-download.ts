/** Takes the model that a repair made home: as files for TensorFlow.js, or as arrays for NumPy. */
import { msg, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ModelFormat } from '../../contracts/services.ts';
import { arms } from '../../state/catalogue.ts';
import { downloadFiles, nameOf } from '../../state/download.ts';
import type { LabStore } from '../../state/lab-store.ts';
import { sharedStyles } from '../shared-styles.ts';
import { StoreElement } from '../store-element.ts';

const formats: readonly { readonly id: ModelFormat; readonly title: string }[] = [
  { id: 'layers', title: 'TensorFlow.js' },
  { id: 'npz', title: 'NumPy (.npz)' },
];

@customElement('model-download')
export class ModelDownload extends StoreElement<LabStore> {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      select {
        min-width: 0;
        max-width: 100%;
      }
      p {
        margin: 0;
        flex-basis: 100%;
      }
    `,
  ];

  @state() private arm: string | undefined;
  @state() private format: ModelFormat = 'layers';
  @state() private trouble: string | undefined;

  protected override render() {
    const { record } = this.store.run;
    const made = arms.filter(({ id }) => id !== 'none' && record?.results.some((result) => result.arm === id && result.seed === 0));
    if (!record || made.length === 0) return html``;
    const chosen = made.find(({ id }) => id === this.arm) ?? made[0]!;
    const index = (event: Event) => (event.target as HTMLSelectElement).selectedIndex;
    return html`<button @click=${() => void this.save(chosen.id)}>${msg('Download model')}</button>
      <select aria-label=${msg('Of which repair')} @change=${(event: Event) => (this.arm = made[index(event)]!.id)}>
        ${made.map(({ id, title }) => html`<option ?selected=${id === chosen.id}>${translated(title)}</option>`)}
      </select>
      <select aria-label=${msg('Model as')} @change=${(event: Event) => (this.format = formats[index(event)]!.id)}>
        ${formats.map(({ title }) => html`<option>${translated(title)}</option>`)}
      </select>
      <p class="small quiet" role="status">${translated(this.trouble) ?? msg('As it was on the first seed, with this run’s id and what its inputs go through.')}</p>`;
  }

  private async save(arm: string): Promise<void> {
    this.trouble = undefined;
    try {
      const { record } = this.store.run;
      if (record) downloadFiles(await this.store.repairedFiles(arm, this.format), `${nameOf(record)}-${arm}`);
    } catch (error) {
      this.trouble = (error as Error).message;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'model-download': ModelDownload;
  }
}
