/** The app: header, the Lab page, dialogs, keys, theme. */
import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { exposeAutomation } from '../state/automation.ts';
import { LabStore } from '../state/lab-store.ts';
import { putInAddress, specInAddress } from '../state/url.ts';
import { StoreController } from '../state/store.ts';
import './pages/lab-page.ts';
import './panels/help-dialog.ts';
import type { HelpDialog } from './panels/help-dialog.ts';
import './panels/share-dialog.ts';
import type { ShareDialog } from './panels/share-dialog.ts';
import { sharedStyles } from './shared-styles.ts';
import { applyTheme, nextTheme, storedTheme, type Theme } from './theme.ts';

@customElement('drift-lab')
export class DriftLab extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: 48px minmax(0, 1fr);
        height: 100dvh;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        padding: 0 var(--space-4);
        border-bottom: 1px solid var(--line);
        background: var(--panel);
      }
      h1 {
        font-size: 0.95rem;
        letter-spacing: -0.01em;
        margin: 0;
        white-space: nowrap;
      }
      .tagline {
        color: var(--ink-2);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .right {
        margin-left: auto;
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
      }
      .engine {
        color: var(--ink-2);
        font-size: var(--text-1);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .engine::before {
        content: '';
        display: inline-block;
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: var(--ink-3);
        margin-right: 6px;
      }
      .engine.ready::before {
        background: var(--ok);
      }
      .engine.software::before {
        background: var(--arm-retrain-new);
      }
      header button {
        white-space: nowrap;
      }
      @media (max-width: 900px) {
        :host {
          display: block;
          height: auto;
        }
        header {
          position: sticky;
          top: 0;
          z-index: 3;
          height: 48px;
        }
        .tagline {
          display: none;
        }
      }
      @media (max-width: 640px) {
        .engine .why {
          display: none;
        }
        header {
          gap: var(--space-2);
        }
      }
    `,
  ];

  private readonly store = new LabStore();
  @state() private theme: Theme = storedTheme();
  @query('share-dialog') private readonly share!: ShareDialog;
  @query('help-dialog') private readonly help!: HelpDialog;

  constructor() {
    super();
    new StoreController(this, this.store);
    applyTheme(this.theme);
    this.openAddress();
    this.store.addEventListener('change', () => {
      if (this.store.spec !== this.shown) putInAddress((this.shown = this.store.spec));
    });
    window.addEventListener('hashchange', () => this.openAddress());
    document.addEventListener('keydown', (event) => this.key(event));
    exposeAutomation(this.store);
    this.store.openEngineSoon();
  }

  /** The spec that the address bar shows. */
  private shown = this.store.spec;

  /** Restores the experiment in the address; a link that cannot be read leaves everything as it is. */
  private openAddress(): void {
    const link = specInAddress();
    if (link?.ok) {
      this.shown = link.spec;
      this.store.setSpec(link.spec);
    } else {
      if (link) this.store.showNotice(link.message);
      this.store.schedulePreview();
    }
  }

  protected override render() {
    return html`
      <header>
        <h1>Drift Lab</h1>
        <span class="tagline">${msg('The world changed: retrain, or fine-tune?')}</span>
        <div class="right">
          ${this.engine()}
          <button @click=${this.switchTheme} title=${msg('Colour scheme')}>◐ ${{ auto: msg('Auto'), light: msg('Light'), dark: msg('Dark') }[this.theme]}</button>
          <button @click=${() => this.share.show()}>${msg('Share')}</button>
          <button @click=${() => this.help.show()} aria-label=${msg('Help')}>?</button>
        </div>
      </header>
      <lab-page .store=${this.store} @share=${() => this.share.show()}></lab-page>
      <share-dialog .store=${this.store}></share-dialog>
      <help-dialog .store=${this.store}></help-dialog>
    `;
  }

  private engine() {
    const { engine } = this.store;
    if (!engine) return html`<span class="engine">${msg('engine not opened yet')}</span>`;
    const worst = Math.max(...Object.values(engine.selfTest)).toExponential(0);
    return html`<span class="engine ready ${engine.software ? 'software' : ''}" title="${engine.library} ${engine.adapter}"
      >${engine.engine.toUpperCase()}<span class="why"> · ${engine.reason} · ${msg(str`self-test ${worst}`)}</span></span
    >`;
  }

  private switchTheme(): void {
    this.theme = nextTheme(this.theme);
    applyTheme(this.theme);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0] as HTMLElement;
    if (this.renderRoot.querySelector('share-dialog')?.shadowRoot?.querySelector('dialog[open]')) return;
    if (this.renderRoot.querySelector('help-dialog')?.shadowRoot?.querySelector('dialog[open]')) return;
    if (target.matches('input:not([type=range], [type=checkbox]), select, textarea')) return;
    // Space and Enter belong to the control that has the focus.
    const onControl = target.matches('button, input, summary, a');
    const { store } = this;
    // As the button, keys start nothing that cannot run.
    const start = store.refusal ? undefined : () => void store.start();
    const act: Record<string, (() => void) | undefined> = {
      ' ': onControl ? undefined : store.run.busy ? () => store.togglePause() : start,
      Enter: onControl ? undefined : start,
      Escape: () => store.stop(),
      r: start,
      n: store.refusal ? undefined : () => store.newSeed(),
      s: () => this.share.show(),
      '?': () => this.help.show(),
    };
    const action = act[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-lab': DriftLab;
  }
}
