/** The app: header, navigation, the pages, dialogs, keys, theme. */
// Before any element is defined: it guards them all.
import { unexpected } from './boundary.ts';
import { msg, str, translated } from '../words/msg.ts';
import { choose, language, languages } from '../words/language.ts';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { LabStore } from '../state/lab-store.ts';
import type { ExperimentStore } from '../state/experiment-store.ts';
import type { AnySpec } from '../spec/schema.ts';
import { embedded } from '../state/framing.ts';
import { addressOf, LEARN, pageInAddress, putInAddress, specInAddress, storyInAddress } from '../state/url.ts';
import { StoreController } from '../state/store.ts';
import type { StoryStore } from './stories/story-store.ts';
import type { DataGallery } from './experiment/data-gallery.ts';
import type { HelpDialog } from './dialogs/help-dialog.ts';
import type { ShareDialog } from './dialogs/share-dialog.ts';
import { eventLog } from '../state/event-log.ts';
import { whenHere } from '../state/late-part.ts';
import { afterPaint } from './after-paint.ts';
import { deepest } from './deepest.ts';
import { driftLabStyles } from './drift-lab-styles.ts';
import { characterKeys } from './character-keys.ts';
import './fault-note.ts';
import { actionOf } from './pages/keys.ts';
import type { Page } from './pages/page.ts';
import type { Classroom } from './present/lesson.ts';
import { pages } from './pages/registry.ts';
import { sharedStyles } from './shared-styles.ts';
import { applyTheme, nextTheme, storedTheme, type Theme } from './theme.ts';

/** The page that comes with the app, and stays. */
const [home] = pages;

@customElement('drift-lab')
export class DriftLab extends LitElement implements Classroom {
  static override styles = [sharedStyles, driftLabStyles];

  // Where the code for taking turns cannot be had, nobody waits.
  private readonly store = new LabStore(undefined, (tell) =>
    import('../state/turns.ts').then(
      ({ turnOfTab }) => turnOfTab(tell),
      () => () => undefined,
    ),
  );
  @state() private theme: Theme = storedTheme();
  @state() page: Page = home;
  private readonly first = Object.assign(document.createElement(home.element), { store: home.experiment(this.store) });
  /** The first page has been looked at: until then it is not made. */
  private opened = false;
  /** The element of a page other than the first, once its code is here. */
  @state() private other: HTMLElement | undefined;
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
    for (const page of pages) {
      if (!page.kind) continue;
      const experiment = page.experiment(this.store);
      experiment.addEventListener('change', () => {
        if (this.page !== page || experiment.spec === this.shown) return;
        // The address asks for another page already, which is about to be told: it is not written over.
        if (pageInAddress(pages) === page) putInAddress((this.shown = experiment.spec), this.lesson);
      });
    }
    this.addEventListener('share', () => this.frame.share());
    this.addEventListener('tell', (event) => this.tell((event as CustomEvent<string>).detail));
    this.addEventListener('present', () => this.present());
    this.addEventListener('show-gallery', () => this.openGallery());
    window.addEventListener('hashchange', () => this.openAddress());
    document.addEventListener('keydown', (event) => this.key(event));
    afterPaint(
      () => import('./late.ts'),
      ({ join }) => join(this, this.store),
    );
    this.store.openEngineSoon();
  }

  /** The first picture is made in a task of its own: the one before has read all that it is made of. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await new Promise((resolve) => setTimeout(resolve));
    await super.scheduleUpdate();
  }

  /** What keeps the app for when there is no network is here. */
  @state() offline = false;

  /** The spec that the address shows. */
  private shown: AnySpec = this.store.spec;
  /** How far each page was scrolled when it was left. */
  private readonly scrolled = new Map<Page, number>();
  private link: { spec: AnySpec; lesson?: string | undefined; address: string } = {
    spec: this.store.spec,
    address: addressOf(this.store.spec),
  };
  private readonly frame = { share: () => this.openShare(), help: () => this.openHelp(), present: () => this.present() };

  /** Shows the page in the address and restores its experiment; a link that cannot be read, or taken over, leaves everything as it is. */
  private openAddress(): void {
    this.safely('the address', () => this.followAddress(), undefined);
  }

  private followAddress(): void {
    const story = storyInAddress();
    if (story !== undefined) return this.tell(story);
    const before = this.page;
    const asked = pageInAddress(pages);
    const page = embedded() && !asked.kind ? home : asked;
    void this.show(page);
    // Back from another page: the first is as it was left.
    if (page === home && before !== home && location.hash === this.homeAddress) {
      this.shown = this.store.spec;
      return;
    }
    const link = specInAddress(pages);
    if (link?.ok) {
      this.shown = link.spec;
      const experiment = this.store.storeOf(link.spec);
      experiment.shared = link.shared;
      this.bar?.dispatchEvent(new Event('end'));
      this.lesson = link.lesson;
      experiment.setSpec(link.spec);
      if (link.lesson) this.teach(experiment, link.lesson);
      return;
    }
    const current = page.experiment(this.store);
    if (link) current.showNotice(link.message);
    current.data.show(current.spec);
  }

  /** The story on the page, once one has been asked for. */
  @state() stories: StoryStore | undefined;

  /** Begins a story on the live page; its code comes with the first one. One that is not there leads to the list. */
  tell(id: string): void {
    whenHere(
      () => Promise.all([import('./stories/registry.ts'), import('./stories/story-store.ts'), import('./stories/story-overlay.ts')]),
      ([{ storyOf }, { StoryStore }]) => {
        const story = storyOf(id);
        if (!story) return void (location.hash = LEARN);
        this.stories ??= new StoryStore(this.store, (spec) => {
          putInAddress((this.shown = spec), this.lesson);
          void this.show(pageInAddress(pages));
        });
        this.stories.begin(story);
      },
    );
  }

  /** The page is shown as slides. */
  @state() private presenting = false;
  present(): void {
    whenHere(
      () => import('./present/present-show.ts'),
      () => (this.presenting = true),
    );
  }

  /** What a teacher set, as the link says it, and what says so above the page. */
  lesson: string | undefined;
  @state() bar: HTMLElement | undefined;
  private teach(store: ExperimentStore, text: string): void {
    whenHere(
      () => import('./present/lesson.ts'),
      ({ beginLesson }) => beginLesson(this, store, text),
    );
  }

  get pageElement(): HTMLElement | undefined {
    return this.page === home ? this.first : this.other;
  }

  private async show(page: Page): Promise<void> {
    if (page === this.page) return;
    this.scrolled.set(this.page, scrollY);
    this.page = page;
    eventLog.note('page', page.id);
    this.other = undefined;
    if (page !== home) this.bring(page);
    await this.updateComplete;
    if (this.page === page) scrollTo(0, this.scrolled.get(page) ?? 0);
  }

  private bring(page: Page): void {
    whenHere(page.load, () => {
      if (this.page === page) this.other = Object.assign(document.createElement(page.element), { store: page.experiment(this.store) });
    });
  }

  /** The frame stays, whatever a part of it throws: that part does without, and a note says so. */
  private safely<T>(where: string, part: () => T, without: T): T {
    try {
      return part();
    } catch (error) {
      unexpected(where, error);
      return without;
    }
  }

  /** Where the first page is: the link to its experiment. */
  private get homeAddress(): string {
    const { spec } = this.store;
    if (spec !== this.link.spec || this.lesson !== this.link.lesson)
      this.link = { spec, lesson: this.lesson, address: this.safely('the link', () => addressOf(spec, this.lesson), '#') };
    return this.link.address;
  }

  protected override willUpdate(): void {
    this.first.hidden = this.page !== home;
    this.opened ||= this.page === home;
  }

  protected override render() {
    const { store, page } = this;
    const experiment = page.experiment(store);
    const told = this.safely('the conclusion', () => page.run(store), undefined);
    return html`
      ${told ? html`<run-voice .run=${told.run} conclusion=${told.conclusion} .beat=${++this.beat}></run-voice>` : ''}
      <header>
        <div class="skip">
          ${told ? html`<a href=${location.hash || '#'} @click=${(event: Event) => this.skipTo(event, '#run, #play')}>${msg('To the Run button')}</a>` : ''}
          <a href=${location.hash || '#'} @click=${(event: Event) => this.skipTo(event, 'main')}>${msg('To the results')}</a>
        </div>
        <h1>Drift Lab</h1>
        <nav aria-label=${msg('Pages')}>
          ${pages.filter(({ unlisted, kind }) => !unlisted && (kind || !embedded())).map((each) => this.pageLink(each))}
        </nav>
        <span class="tagline">${msg('The world changed: retrain, or fine-tune?')}</span>
        <div class="right">
          ${this.safely('the engine', () => this.engine(), '')}
          ${this.offline ? html`<offline-note .store=${store}></offline-note>` : ''}
          <button class="slides ${page.kind ? '' : 'away'}" @click=${this.present} title=${msg('Show as slides (P)')} aria-label=${msg('Present')}>▷</button>
          <button class=${page.kind ? '' : 'away'} @click=${() => this.openShare()}>${msg('Share')}</button>
          <button @click=${this.switchTheme} title=${msg('Colour scheme')}>◐<span class="scheme"> ${{ auto: msg('Auto'), light: msg('Light'), dark: msg('Dark') }[this.theme]}</span></button>
          ${languages
            .filter(({ id }) => id !== language)
            .slice(0, 1)
            .map(
              ({ id, title }) =>
                html`<button class="language" lang=${id} title=${title} @click=${() => choose(id)}>${id.toUpperCase()}</button>`,
            )}
          <button @click=${() => this.openHelp()} aria-label=${msg('Help')}>?</button>
        </div>
      </header>
      ${this.bar}
      ${this.opened ? this.first : ''}
      ${this.other}
      ${this.stories ? html`<story-overlay .store=${this.stories} .page=${() => this.pageElement ?? null}></story-overlay>` : ''}
      ${this.presenting ? html`<present-show .lab=${store} .page=${page} .stories=${this.stories} @leave=${() => (this.presenting = false)}></present-show>` : ''}
      ${
        this.dialogs
          ? html`<share-dialog .store=${experiment}></share-dialog
              ><help-dialog .store=${store} .keys=${pages.flatMap((each) => each.keys(store, this.frame))}></help-dialog
              ><data-gallery .store=${experiment}></data-gallery>`
          : ''
      }
    `;
  }

  private pageLink(page: Page) {
    const busy = page.busy(this.store);
    const title = page.title();
    return html`<a
      href=${page.fragment ?? this.homeAddress}
      class=${busy ? 'busy' : ''}
      title=${busy ? msg('something is being measured there') : nothing}
      data-name=${title}
      aria-current=${this.page === page ? 'page' : nothing}
      >${title}</a
    >`;
  }

  /** The dialogs load when first asked for: a first visit is not kept waiting for them. */
  private openHelp(): void {
    this.withDialogs(() => this.help.show());
  }

  private openShare(): void {
    this.withDialogs(() => this.share.show());
  }

  private openGallery(): void {
    this.withDialogs(() => this.gallery.show());
  }

  private withDialogs(show: () => void): void {
    whenHere(
      () => Promise.all([import('./dialogs/help-dialog.ts'), import('./dialogs/share-dialog.ts'), import('./experiment/data-gallery.ts')]),
      async () => {
        this.dialogs = true;
        await this.updateComplete;
        // What opens makes the rest of the page inert, which is a task by itself.
        setTimeout(show);
      },
    );
  }

  private engine(): TemplateResult | '' {
    const { engine } = this.store;
    if (!engine) return html`<span class="engine">${msg('engine not opened yet')}</span>`;
    const worst = Math.max(...Object.values(engine.selfTest)).toExponential(0);
    return html`<span class="engine ready ${engine.software ? 'software' : ''}" title="${engine.library} ${engine.adapter}"
      ><span class="name">${engine.engine.toUpperCase()}</span><span class="why"> · ${translated(engine.reason)} · ${msg(str`self-test ${worst}`)}</span></span
    >`;
  }

  /** Grows with every change, so that what is told of a run, which is one object all along, is told anew. */
  private beat = 0;

  /** Moves the focus to the first such element of the page that is shown, past the header and the experiment. */
  private skipTo(event: Event, selector: string): void {
    event.preventDefault();
    const target = deepest(this.pageElement, selector);
    if (!target) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
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
    if (!target.matches('input') && this.stories?.key(event.key)) return event.preventDefault();
    const action = actionOf(event, target, this.page.keys(this.store, this.frame), characterKeys());
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
