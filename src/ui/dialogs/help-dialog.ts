/** The help: short pages, one at a time, and a search over all of them. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { arms, builtIns } from '../../state/catalogue.ts';
import { saveText } from '../../state/download.ts';
import { appVersion } from '../../version.ts';
import { characterKeys, setCharacterKeys } from '../character-keys.ts';
import { find, type Entry, type HelpPage } from '../help/help.ts';
import { helpPages } from '../help/pages.ts';
import type { Shortcut } from '../pages/page.ts';
import { stepKeys } from '../steps/step-keys.ts';
import { StoreElement } from '../store-element.ts';
import { FIRST_RUN } from '../stories/first-run.ts';
import { troubleText } from '../trouble.ts';
import { dialogStyles } from './dialog-styles.ts';

@customElement('help-dialog')
export class HelpDialog extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    dialogStyles,
    css`
      dialog {
        width: min(820px, calc(100vw - 32px));
        height: min(620px, calc(100vh - 32px));
      }
      form {
        z-index: 1;
      }
      input[type='search'] {
        margin-top: 6px;
        width: 100%;
        font: inherit;
        min-height: 34px;
        padding: 6px 10px;
        color: var(--ink);
        background: var(--panel);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      .pages {
        display: grid;
        grid-template-columns: 190px minmax(0, 1fr);
        gap: var(--space-5);
        margin-top: var(--space-3);
        align-items: start;
      }
      nav {
        display: grid;
        gap: 2px;
      }
      nav button {
        border-color: transparent;
        background: none;
        min-height: 30px;
        padding: 2px 10px;
        text-align: left;
      }
      nav button[aria-current='page'] {
        background: var(--soft);
        font-weight: 600;
      }
      h3 {
        margin-bottom: var(--space-2);
      }
      article p,
      article li {
        margin-bottom: var(--space-2);
        color: var(--ink-2);
        max-width: 66ch;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li > button.link {
        display: block;
        text-align: left;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(90px, auto) 1fr;
        gap: 4px 16px;
        margin: 0;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
        color: var(--ink-2);
      }
      .switch {
        display: flex;
        gap: var(--space-2);
        align-items: start;
        margin-top: var(--space-3);
        min-height: 24px;
      }
      @media (max-width: 700px) {
        .pages {
          grid-template-columns: minmax(0, 1fr);
          gap: var(--space-3);
        }
        nav {
          display: flex;
          flex-wrap: wrap;
        }
        nav button {
          border-color: var(--line);
        }
      }
    `,
  ];

  /** The keys of all pages. */
  @property({ attribute: false }) keys: readonly Shortcut[] = [];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** The page that is open, by id. */
  @state() private page = 'keys';
  @state() private question = '';

  /** @param page to open; the one that was open last unless told */
  show(page = this.page): void {
    this.open(page);
    this.dialog.showModal();
  }

  private open(page: string): void {
    this.page = page;
    this.question = '';
  }

  private readonly showMe = () => {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('tell', { detail: FIRST_RUN, bubbles: true, composed: true }));
  };

  private readonly saveDetails = () => saveText('drift-lab-details.txt', troubleText(), 'text/plain');

  private readonly switchKeys = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    if (!setCharacterKeys(checked))
      this.store.showNotice(msg('This browser keeps nothing for this page, so the setting could not be changed. Allow storage for it.'));
    this.requestUpdate();
  };

  private get pages(): readonly HelpPage[] {
    const { drifts } = this.store.data;
    return helpPages({
      keys: [...shown(this.keys), ...stepKeys()].map(({ key, does }) => ({ term: keyName(key), text: does })),
      repairs: arms.map(({ title, help }) => ({ term: title, text: help })),
      drifts: drifts.map(({ title, help, source, fidelity, why }) => ({
        term: title,
        text: `${help} (${source}; ${fidelity === 'exact' ? msg('exact') : msg('approximation')}: ${why})`,
      })),
      data: builtIns.map(({ title, card }) => ({
        term: title,
        text: `${card.summary} ${card.source.replace(/\.$/, '')}; ${card.licence}.`,
      })),
      version: appVersion,
    });
  }

  protected override render() {
    const { pages, question } = this;
    const page = pages.find(({ id }) => id === this.page) ?? pages[0]!;
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg('Help')}</h2>
        <button>${msg('Close')}</button>
      </form>
      <input
        type="search"
        autofocus
        aria-label=${msg('Search the help')}
        placeholder=${msg('Search the help: interval, replay, Ctrl …')}
        .value=${question}
        @input=${(event: Event) => (this.question = (event.target as HTMLInputElement).value)}
      />
      <div class="pages">
        <nav aria-label=${msg('Pages of the help')}>
          ${pages.map(
            ({ id, title }) =>
              html`<button aria-current=${id === page.id && !question.trim() ? 'page' : 'false'} @click=${() => this.open(id)}>${translated(title)}</button>`,
          )}
        </nav>
        ${question.trim() ? this.found(pages) : this.article(page)}
      </div>
    </dialog>`;
  }

  private article(page: HelpPage) {
    return html`<article>
      <h3>${translated(page.title)}</h3>
      ${page.text.map((text) => html`<p>${translated(text)}</p>`)}
      ${page.id === 'run' ? html`<button class="primary" @click=${this.showMe}>${msg('Show me: a first experiment in 20 seconds')}</button>` : ''}
      ${page.folded ? page.entries?.map(({ term, text }) => html`<details><summary>${translated(term)}</summary><p>${translated(text)}</p></details>`) : list(page.entries ?? [])}
      ${page.id === 'problem' ? html`<copy-details></copy-details> <button @click=${this.saveDetails}>${msg('Save details')}</button>` : ''}
      ${page.id === 'privacy' ? html`<p><a href="licenses.md" target="_blank">${msg('Licences of what is in this page')}</a></p>` : ''}
      ${
        page.id === 'keys'
          ? html`<label class="switch"><input type="checkbox" .checked=${characterKeys()} @change=${this.switchKeys} /> ${msg('Letters and signs are commands. Switch it off where speech or a slip presses keys; Space, Enter and Esc go on to work. Kept on this device.')}</label>`
          : ''
      }
    </article>`;
  }

  private found(pages: readonly HelpPage[]) {
    const found = find(pages, this.question);
    const count = found.length === 1 ? msg('One place.') : msg(str`${found.length} places.`);
    return html`<article>
      <p role="status">${found.length ? translated(count) : msg('Nothing in the help has all of these words. Try one of them, or fewer letters.')}</p>
      <ul>
        ${found.map(({ page, term, text }) => html`<li><button class="link" @click=${() => this.open(page.id)}>${term === page.title ? translated(term) : translated(`${page.title}: ${term}`)}</button>${translated(text)}</li>`)}
      </ul>
    </article>`;
  }
}

const list = (entries: readonly Entry[]) =>
  entries.length ? html`<dl>${entries.map(({ term, text }) => html`<dt>${translated(term)}</dt><dd>${translated(text)}</dd>`)}</dl>` : '';

/** Each key once, as the first page that has it says. */
const shown = (keys: readonly Shortcut[]): readonly Shortcut[] =>
  keys.filter(({ key }, i) => keys.findIndex((other) => other.key === key) === i);

/** What is written on a key. */
const keyName = (key: string): string =>
  ({ Enter: msg('Enter'), ' ': msg('Space'), Escape: 'Esc' })[key] ?? (key.length === 1 ? key.toUpperCase() : key);

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
