/** The app: header, navigation, the pages, dialogs, keys, theme. */
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { exposeAutomation } from '../state/automation.ts';
import { LabStore } from '../state/lab-store.ts';
import type { ExperimentStore } from '../state/experiment-store.ts';
import type { AnySpec } from '../spec/schema.ts';
import { addressOf, benchAddress, pageInAddress, putInAddress, specInAddress, streamAddress, type PageName } from '../state/url.ts';
import { StoreController } from '../state/store.ts';
import './pages/lab-page.ts';
import type { DataGallery } from './experiment/data-gallery.ts';
import type { HelpDialog } from './dialogs/help-dialog.ts';
import type { ShareDialog } from './dialogs/share-dialog.ts';
import { driftLabStyles } from './drift-lab-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { applyTheme, nextTheme, storedTheme, type Theme } from './theme.ts';

/** Pages whose code is fetched when they are first wanted. */
type OtherPage = Exclude<PageName, 'lab'>;

@customElement('drift-lab')
export class DriftLab extends LitElement {
  static override styles = [sharedStyles, driftLabStyles];

  private readonly store = new LabStore();
  @state() private theme: Theme = storedTheme();
  @state() private page: PageName = pageInAddress();
  /** The code of the other pages, fetched when each is first wanted. */
  @state() private code: Readonly<Record<OtherPage, 'unasked' | 'loading' | 'here' | 'missing'>> = { bench: 'unasked', stream: 'unasked' };
  @state() private dialogs = false;
  @query('share-dialog') private readonly share!: ShareDialog;
  @query('help-dialog') private readonly help!: HelpDialog;
  @query('data-gallery') private readonly gallery!: DataGallery;

  constructor() {
    super();
    new StoreController(this, this.store);
    new StoreController(this, this.store.bench);
    new StoreController(this, this.store.stream);
    applyTheme(this.theme);
    this.openAddress();
    this.store.addEventListener('change', () => {
      if (this.page === 'lab' && this.store.spec !== this.shown) putInAddress((this.shown = this.store.spec));
    });
    this.store.stream.addEventListener('change', () => {
      if (this.page === 'stream' && this.store.stream.spec !== this.shown) putInAddress((this.shown = this.store.stream.spec));
    });
    window.addEventListener('hashchange', () => this.openAddress());
    document.addEventListener('keydown', (event) => this.key(event));
    exposeAutomation(this.store);
    this.store.openEngineSoon();
  }

  /** The spec that the Lab's address shows. */
  private shown: AnySpec = this.store.spec;
  /** How far each page was scrolled when it was left. */
  private readonly scrolled: Record<PageName, number> = { lab: 0, stream: 0, bench: 0 };
  private link = { spec: this.store.spec, address: addressOf(this.store.spec) };

  /** Shows the page in the address and restores its experiment; a link that cannot be read leaves everything as it is. */
  private openAddress(): void {
    const returning = this.page !== 'lab' && pageInAddress() === 'lab';
    this.show(pageInAddress());
    // Back from another page: the Lab is as it was left.
    if (returning && location.hash === this.labAddress) {
      this.shown = this.store.spec;
      return;
    }
    const link = specInAddress();
    const { stream } = this.store;
    if (link?.ok && link.spec.kind === 'stream') {
      this.shown = link.spec;
      stream.setSpec(link.spec);
    } else if (link?.ok && link.spec.kind === 'compare') {
      this.shown = link.spec;
      this.store.setSpec(link.spec);
    } else {
      const current = this.page === 'stream' ? stream : this.store;
      if (link && !link.ok) current.showNotice(link.message);
      current.data.show(current.spec);
    }
  }

  private show(page: PageName): void {
    document.title = { lab: 'Drift Lab', stream: msg('Stream · Drift Lab'), bench: msg('Bench · Drift Lab') }[page];
    if (page !== 'lab') void this.loadPage(page);
    if (page === this.page) return;
    this.scrolled[this.page] = scrollY;
    this.page = page;
    void this.updateComplete.then(() => scrollTo(0, this.scrolled[page]));
  }

  private async loadPage(page: OtherPage): Promise<void> {
    if (this.code[page] !== 'unasked') return;
    this.code = { ...this.code, [page]: 'loading' };
    const loaded = page === 'bench' ? import('./pages/bench-page.ts') : import('./pages/stream-page.ts');
    const state = await loaded.then(() => 'here' as const).catch(() => 'missing' as const);
    this.code = { ...this.code, [page]: state };
  }

  /** The experiment of the page that is shown. */
  private get experiment(): ExperimentStore {
    return (this.page === 'stream' ? this.store.stream : this.store) as ExperimentStore;
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
          ${this.pageLink('lab', msg('Lab'), this.labAddress, store.run.busy)} ${this.pageLink('stream', msg('Stream'), streamAddress, store.stream.run.busy)}
          ${this.pageLink('bench', msg('Bench'), benchAddress, store.bench.measuring || store.seriesBusy('science'))}
        </nav>
        <span class="tagline">${msg('The world changed: retrain, or fine-tune?')}</span>
        <div class="right">
          ${this.engine()}
          <button class=${page === 'bench' ? 'away' : ''} @click=${() => this.openShare()}>${msg('Share')}</button>
          <button @click=${this.switchTheme} title=${msg('Colour scheme')}>◐<span class="scheme"> ${{ auto: msg('Auto'), light: msg('Light'), dark: msg('Dark') }[this.theme]}</span></button>
          <button @click=${() => this.openHelp()} aria-label=${msg('Help')}>?</button>
        </div>
      </header>
      <lab-page .store=${store} ?hidden=${page !== 'lab'} @share=${() => this.openShare()} @show-gallery=${() => this.openGallery()}></lab-page>
      ${page === 'lab' ? '' : this.other(page)}
      ${this.dialogs ? html`<share-dialog .store=${this.experiment}></share-dialog><help-dialog .store=${store}></help-dialog><data-gallery .store=${this.experiment}></data-gallery>` : ''}
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

  private other(page: OtherPage) {
    if (this.code[page] === 'here') {
      if (page === 'bench') return html`<bench-page .store=${this.store}></bench-page>`;
      return html`<stream-page .store=${this.store.stream} @show-gallery=${() => this.openGallery()}></stream-page>`;
    }
    if (this.code[page] === 'missing')
      return html`<p class="unavailable" role="alert">${msg('This page could not be loaded. Check the connection and reload.')}</p>`;
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
    await Promise.all([import('./dialogs/help-dialog.ts'), import('./dialogs/share-dialog.ts'), import('./experiment/data-gallery.ts')]);
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
    const action = {
      lab: () => this.labKey(event, target),
      stream: () => this.streamKey(event, target),
      bench: () => this.benchKey(event),
    }[this.page]();
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

  private streamKey({ key }: KeyboardEvent, target: HTMLElement): (() => void) | undefined {
    const onControl = target.matches('button, input, summary, a');
    const { stream } = this.store;
    const start = stream.refusal ? undefined : () => void stream.start();
    const act: Record<string, (() => void) | undefined> = {
      ' ': onControl ? undefined : stream.run.busy ? () => stream.togglePause() : start,
      Enter: onControl ? undefined : start,
      '.': () => stream.step(),
      Escape: () => stream.stop(),
      r: start,
      n: stream.refusal ? undefined : () => stream.newSeed(),
      s: () => this.openShare(),
      '?': () => this.openHelp(),
    };
    return act[key.length === 1 ? key.toLowerCase() : key];
  }

  /** No key starts anything here: what it would start is out of sight. */
  private benchKey({ key }: KeyboardEvent): (() => void) | undefined {
    if (key === '?') return () => this.openHelp();
    const { bench } = this.store;
    if (key === 'Escape' && bench.measuring) return () => bench.stop();
    if (key === 'Escape' && this.store.seriesBusy('science')) return () => this.store.stop();
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-lab': DriftLab;
  }
}
