/** How parts come in: pasted, dropped as text or picture, or by the camera. Each that is refused says why. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ClassStore } from '../../state/class-store.ts';
import { StoreElement } from '../store-element.ts';
import './camera-scan.ts';
import { codeInPicture } from './read-images.ts';

/** Beyond this a file is no text with codes (bytes). */
const MOST_BYTES = 1_000_000;

@customElement('class-collect')
export class ClassCollect extends StoreElement<ClassStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      h2 {
        margin-bottom: var(--space-2);
      }
      label {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      textarea {
        display: block;
        width: 100%;
        font: inherit;
        font-size: var(--text-1);
        color: var(--ink);
        background: var(--panel);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        padding: 8px 10px;
        margin: 4px 0 var(--space-2);
        resize: vertical;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: start;
      }
      ul {
        margin: var(--space-2) 0 0;
        padding: 0;
        list-style: none;
        font-size: var(--text-1);
        display: grid;
        gap: 4px;
        max-height: 180px;
        overflow-y: auto;
      }
      li {
        border-left: 3px solid var(--alert);
        padding-left: 8px;
        overflow-wrap: anywhere;
      }
      h3 {
        margin-top: var(--space-3);
      }
      .dropping textarea {
        border: 2px dashed var(--accent);
      }
    `,
  ];

  @state() private told = '';
  @state() private dropping = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  protected override render() {
    const { refused } = this.store;
    return html`<section class=${this.dropping ? 'dropping' : ''} @dragover=${this.over} @dragleave=${() => (this.dropping = false)} @drop=${this.drop}>
      <h2>${msg('Collect')}</h2>
      <label for="codes">${msg('Codes, as many at once as you like: pasted, or dropped here as text or pictures')}</label>
      <textarea id="codes" rows="3" spellcheck="false" autocapitalize="characters" placeholder="DL1…" @paste=${() => requestAnimationFrame(() => this.addPasted())}></textarea>
      <div class="buttons">
        <button @click=${() => this.addPasted()}>${msg('Add')}</button>
        <button @click=${() => this.picker.click()}>${msg('Open files')}</button>
        <input type="file" multiple hidden accept="image/*,text/plain,.txt" @change=${this.picked} aria-label=${msg('Files with codes')} />
        <camera-scan @scanned=${(event: { readonly text: string }) => this.add(event.text)}></camera-scan>
      </div>
      <p role="status" class="small quiet">${translated(this.told)}</p>
      ${
        refused.length
          ? html`<h3>${msg('Refused')}</h3>
            <ul tabindex="0" aria-label=${msg('Refused')}>${refused.map(({ name, why }) => html`<li><strong>${name}</strong>: ${translated(why)}.</li>`)}</ul>`
          : ''
      }
    </section>`;
  }

  private addPasted(): void {
    if (!this.field.value.trim()) return;
    this.add(this.field.value);
    this.field.value = '';
  }

  private add(text: string): void {
    const { taken, refused } = this.store.add(text);
    this.told = refused ? msg(str`${taken} taken, ${refused} refused.`) : msg(str`${taken} taken.`);
  }

  private readonly over = (event: DragEvent) => {
    event.preventDefault();
    this.dropping = true;
  };

  private readonly drop = async (event: DragEvent) => {
    event.preventDefault();
    this.dropping = false;
    const text = event.dataTransfer?.getData('text/plain');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) await this.read(files);
    else if (text) this.add(text);
  };

  private readonly picked = async () => {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = '';
    await this.read(files);
  };

  /** Pictures by the code in them, everything else as text. */
  private async read(files: readonly File[]): Promise<void> {
    for (const file of files) {
      try {
        if (file.type.startsWith('image/')) this.add(await codeInPicture(file));
        else if (file.size > MOST_BYTES) this.store.refuse(file.name, msg('it is too large for a text with codes'));
        else this.add(await file.text());
      } catch (error) {
        this.store.refuse(file.name, (error as Error).message);
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-collect': ClassCollect;
  }
}
