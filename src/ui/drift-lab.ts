/** The app: header, navigation, the pages, dialogs, keys, theme. */
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { exposeAutomation } from '../state/automation.ts';
import { LabStore } from '../state/lab-store.ts';
import { addressOf, benchAddress, pageInAddress, putInAddress, specInAddress, type PageName } from '../state/url.ts';
import { StoreController } from '../state/store.ts';
import './pages/lab-page.ts';
import type { DataGallery } from './panels/data-gallery.ts';
import type { HelpDialog } from './panels/help-dialog.ts';
import type { ShareDialog } from './panels/share-dialog.ts';
import { driftLabStyles } from './drift-lab-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { applyTheme, nextTheme, storedTheme, type Theme } from './theme.ts';

@customElement('drift-lab')
export class DriftLab extends LitElement {
  static override styles = [sharedStyles, driftLabStyles];

  private readonly store = new LabStore();
  @state() private theme: Theme = storedTheme();
  @state() private page: PageName = pageInAddress();
  /** The code of the Bench page, fetched when the page is first wanted. */
  @state() private benchCode: 'unasked' | 'loading' | 'here' | 'missing' = 'unasked';
  @state() private dialogs = false;
  @query('share-dialog') private readonly share!: ShareDialog;
  @query('help-dialog') private readonly help!: HelpDialog;
  @query('data-gallery') private readonly gallery!: DataGallery;

  constructor() {
    super();
    new StoreController(this, this.store);
    new StoreController(this, this.store.bench);
    applyTheme(this.theme);
    this.openAddress();
    this.store.addEventListener('change', () => {
      if (this.page === 'lab' && this.store.spec !== this.shown) putInAddress((this.shown = this.store.spec));
    });
    window.addEventListener('hashchange', () => this.openAddress());
    document.addEventListener('keydown', (event) => this.key(event));
    exposeAutomation(this.store);
    this.store.openEngineSoon();
  }

  /** The spec that the Lab's address shows. */
  private shown = this.store.spec;
  /** How far each page was scrolled when it was left. */
  private readonly scrolled: Record<PageName, number> = { lab: 0, bench: 0 };
  private link = { spec: this.store.spec, address: addressOf(this.store.spec) };

  /** Shows the page in the address and restores its experiment; a link that cannot be read leaves everything as it is. */
  private openAddress(): void {
    const returning = this.page === 'bench' && pageInAddress() === 'lab';
    this.show(pageInAddress());
    // Back from another page: the Lab is as it was left.
    if (returning && location.hash === this.labAddress) {
      this.shown = this.store.spec;
      return;
    }
    const link = specInAddress();
    if (link?.ok) {
      this.shown = link.spec;
      this.store.setSpec(link.spec);
    } else {
      if (link) this.store.showNotice(link.message);
      this.store.data.show(this.store.spec);
    }
  }

  private show(page: PageName): void {
    document.title = page === 'bench' ? msg('Bench · Drift Lab') : 'Drift Lab';
    if (page === 'bench') void this.loadBench();
    if (page === this.page) return;
    this.scrolled[this.page] = scrollY;
    this.page = page;
    void this.updateComplete.then(() => scrollTo(0, this.scrolled[page]));
  }

  private async loadBench(): Promise<void> {
    if (this.benchCode !== 'unasked') return;
    this.benchCode = 'loading';
    try {
      await import('./pages/bench-page.ts');
      this.benchCode = 'here';
    } catch {
      this.benchCode = 'missing';
    }
  }

  /** Where the Lab is: the link to its experiment. */
  private get labAddress(): string {
    const { spec } = this.store;
    if (spec !== this.link.spec) this.link = { spec, address: addressOf(spec) };
    return this.link.address;
  }

  protected override render() {
    const { store, page } = this;
    return html`
      <header>
        <h1>Drift Lab</h1>
        <nav aria-label=${msg('Pages')}>
          ${this.pageLink('lab', msg('Lab'), this.labAddress, store.run.busy)} ${this.pageLink('bench', msg('Bench'), benchAddress, store.bench.measuring)}
        </nav>
        <span class="tagline">${msg('The world changed: retrain, or fine-tune?')}</span>
        <div class="right">
          ${this.engine()}
          <button class=${page === 'lab' ? '' : 'away'} @click=${() => this.openShare()}>${msg('Share')}</button>
          <button @click=${this.switchTheme} title=${msg('Colour scheme')}>◐<span class="scheme"> ${{ auto: msg('Auto'), light: msg('Light'), dark: msg('Dark') }[this.theme]}</span></button>
          <button @click=${() => this.openHelp()} aria-label=${msg('Help')}>?</button>
        </div>
      </header>
      <lab-page .store=${store} ?hidden=${page !== 'lab'} @share=${() => this.openShare()} @show-gallery=${() => this.openGallery()}></lab-page>
      ${page === 'bench' ? this.bench() : ''}
      ${this.dialogs ? html`<share-dialog .store=${store}></share-dialog><help-dialog .store=${store}></help-dialog><data-gallery .store=${store}></data-gallery>` : ''}
    `;
  }

  private pageLink(page: PageName, name: string, address: string, busy: boolean) {
    return html`<a
      href=${address}
      class=${busy ? 'busy' : ''}
      title=${busy ? msg('something is being measured there') : nothing}
      data-name=${name}
      aria-current=${this.page === page ? 'page' : nothing}
      >${name}</a
    >`;
  }

  private bench() {
    if (this.benchCode === 'here') return html`<bench-page .store=${this.store}></bench-page>`;
    if (this.benchCode === 'missing') return html`<p class="unavailable" role="alert">${msg('This page could not be loaded. Check the connection and reload.')}</p>`;
    return '';
  }

  /** The dialogs load when first asked for: a first visit is not kept waiting for them. */
  private async openHelp(): Promise<void> {
    await this.loadDialogs();
    this.help.show();
  }

  private async openShare(): Promise<void> {
    await this.loadDialogs();
    this.share.show();
  }

  private async openGallery(): Promise<void> {
    await this.loadDialogs();
    this.gallery.show();
  }

  private async loadDialogs(): Promise<void> {
    await Promise.all([import('./panels/help-dialog.ts'), import('./panels/share-dialog.ts'), import('./panels/data-gallery.ts')]);
    this.dialogs = true;
    await this.updateComplete;
  }

  private engine() {
    const { engine } = this.store;
    if (!engine) return html`<span class="engine">${msg('engine not opened yet')}</span>`;
    const worst = Math.max(...Object.values(engine.selfTest)).toExponential(0);
    return html`<span class="engine ready ${engine.software ? 'software' : ''}" title="${engine.library} ${engine.adapter}"
      ><span class="name">${engine.engine.toUpperCase()}</span><span class="why"> · ${engine.reason} · ${msg(str`self-test ${worst}`)}</span></span
    >`;
  }

  private switchTheme(): void {
    this.theme = nextTheme(this.theme);
    applyTheme(this.theme);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0] as HTMLElement;
    const dialogs = this.renderRoot.querySelectorAll('share-dialog, help-dialog, data-gallery');
    if ([...dialogs].some((dialog) => dialog.shadowRoot?.querySelector('dialog[open]'))) return;
    if (target.matches('input:not([type=range], [type=checkbox]), select, textarea')) return;
    const action = this.page === 'lab' ? this.labKey(event, target) : this.benchKey(event);
    if (!action) return;
    event.preventDefault();
    action();
  }

  private labKey(event: KeyboardEvent, target: HTMLElement): (() => void) | undefined {
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
      s: () => this.openShare(),
      '?': () => this.openHelp(),
    };
    return act[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  }

  /** No key starts anything here: what it would start is out of sight. */
  private benchKey({ key }: KeyboardEvent): (() => void) | undefined {
    if (key === '?') return () => this.openHelp();
    if (key === 'Escape' && this.store.bench.measuring) return () => this.store.bench.stop();
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-lab': DriftLab;
  }
}
