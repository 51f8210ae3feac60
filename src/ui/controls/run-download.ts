/** Saves a finished run as a file, in the format that is chosen. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AnyRecord } from '../../contracts/record.ts';
import { exports } from '../../record/export/registry.ts';
import { downloadRun } from '../../state/download.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('run-download')
export class RunDownload extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex: 1;
        gap: var(--space-2);
      }
      button {
        white-space: nowrap;
      }
      select {
        flex: 1 1 5em;
        min-width: 5em;
        width: 0;
      }
    `,
  ];

  @property({ attribute: false }) record!: AnyRecord;
  @state() private format = exports[0]!;

  protected override render() {
    return html`<button @click=${() => void downloadRun(this.record, this.format)}>${msg('Download run')}</button>
      <select aria-label=${msg('Download as')} @change=${(event: Event) => (this.format = exports[(event.target as HTMLSelectElement).selectedIndex]!)}>
        ${exports.map(({ title }) => html`<option>${translated(title)}</option>`)}
      </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-download': RunDownload;
  }
}
