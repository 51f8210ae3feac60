/** Presenter mode: the experiment of the page, or the story that is told, as slides for a room. */
import { msg, str, translated } from '../../words/msg.ts';
import { html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import type { LabStore } from '../../state/lab-store.ts';
import { StoreController } from '../../state/store.ts';
import { armClasses } from '../arm-style.ts';
import { characterKeys } from '../character-keys.ts';
import { actionOf } from '../pages/keys.ts';
import type { Page } from '../pages/page.ts';
import { pages } from '../pages/registry.ts';
import { sharedStyles } from '../shared-styles.ts';
import { startRun, type Startable } from '../start-run.ts';
import type { StoryStore } from '../stories/story-store.ts';
import { REPLAY_MS } from '../compare/race-stage.ts';
import { slideDeck, storyDeck, type Deck } from './deck.ts';
import './fit-width.ts';
import { NotesWindow } from './notes-window.ts';
import { Recorded } from './recorded.ts';
import { doings, keyNames, showKeys, type Doings } from './show-keys.ts';
import { showStyles } from './show-styles.ts';
import type { Room } from './slide.ts';
import { setPresenting } from './tokens.ts';
import { WakeLock } from './wake-lock.ts';

/** Text of charts on a page, px: on a slide it is as large as all other text. */
const CHART_TEXT = 11;
/** Things in a picture, where there is room for them. */
const MOST_THINGS = 8;
/** A picture is at least that high, in lines of text, unless its slide asks for more. */
const LEAST_PICTURE = 7;
/** The buttons go away when nothing was moved for so long, ms. */
const IDLE_MS = 4000;

/** What the slides stand in for, in the frame of the app. */
const instead = new CSSStyleSheet();
instead.replaceSync(`header, lesson-bar, story-overlay, ${pages.map(({ element }) => element).join()} { display: none !important; }`);

/** What can be run there. */
type Runs = ExperimentStore & Startable & { togglePause(): void; newSeed(): void };

@customElement('present-show')
export class PresentShow extends LitElement {
  static override styles = [sharedStyles, armClasses, showStyles];

  @property({ attribute: false }) lab!: LabStore;
  @property({ attribute: false }) page!: Page;
  @property({ attribute: false }) stories: StoryStore | undefined;
  @state() private index = 0;
  @state() private black = false;
  @state() private trouble = '';
  /** Sentences and things that stand on the slide; fewer where they did not fit. */
  @state() private fits = { key: '', sentences: Infinity, things: MOST_THINGS };
  @state() private room = { width: 0, height: 0, base: 24 };
  @state() private revealed = 1;
  @query('main') private readonly main!: HTMLElement;
  @query('.picture') private readonly picture!: HTMLElement | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  private readonly wake = new WakeLock(() => this.requestUpdate());
  private readonly notes = new NotesWindow({ key: (event) => this.key(event), closed: () => this.requestUpdate() });
  private readonly recorded = new Recorded(() => this.requestUpdate());
  private readonly resizer = new ResizeObserver(() => this.measure());
  private idle: ReturnType<typeof setTimeout> | undefined;
  private watched: StoreController[] | undefined;
  private watchedStory: StoryStore | undefined;
  private frame!: ShadowRoot;

  override connectedCallback(): void {
    this.watched ??= [new StoreController(this, this.lab), new StoreController(this, this.lab.stream)];
    super.connectedCallback();
    setPresenting(true);
    this.frame = this.getRootNode() as ShadowRoot;
    this.frame.adoptedStyleSheets?.push(instead);
    this.wake.hold();
    window.addEventListener('keydown', this.captured, true);
    this.stir();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    setPresenting(false);
    this.frame.adoptedStyleSheets = this.frame.adoptedStyleSheets.filter((sheet) => sheet !== instead);
    this.wake.release();
    this.notes.close();
    this.resizer.disconnect();
    clearTimeout(this.idle);
    window.removeEventListener('keydown', this.captured, true);
    if (document.fullscreenElement) void document.exitFullscreen();
  }

  private get store(): Runs {
    return this.page.experiment(this.lab) as Runs;
  }

  private get deck(): Deck {
    return this.stories?.story ? storyDeck(this.stories, this.store) : slideDeck(this.store, this.index, (to) => this.go(to));
  }

  private go(index: number): void {
    this.index = index;
    // A recorded race is run before the eyes of the room once more.
    if (this.deck.shown.slide?.id === 'race' && this.recorded.shows(this.store)) this.playBack();
  }

  /** Draws a finished race at a pace that a room can follow; at once where motion is not wanted. */
  private playBack(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const { run } = this.store;
    const started = performance.now();
    const draw = () => {
      const share = (performance.now() - started) / REPLAY_MS;
      this.revealed = this.store.run === run && this.isConnected ? Math.min(1, share) : 1;
      if (this.revealed < 1) requestAnimationFrame(draw);
    };
    draw();
  }

  private readonly does: Doings = {
    next: () => this.step(1),
    back: () => this.step(-1),
    first: () => this.deck.go(0),
    last: () => this.deck.go(this.deck.length - 1),
    play: () => this.play(),
    again: () => this.again(),
    newSeed: () =>
      void (this.store.restriction?.locks('seeds')
        ? (this.trouble = msg('The seed is locked by the lesson.'))
        : startRun(this.store, () => this.store.newSeed())),
    black: () => (this.black = !this.black),
    fullScreen: () => void this.fullScreen(),
    notes: () => this.openNotes(),
    keys: () => (this.dialog.open ? this.dialog.close() : this.dialog.showModal()),
    leave: () => (this.black ? (this.black = false) : this.dispatchEvent(new Event('leave'))),
  };

  private step(by: 1 | -1): void {
    const { index, length, waits, go } = this.deck;
    this.trouble = by > 0 && waits ? waits : '';
    const to = index + by;
    if (to >= 0 && to < length) go(to);
  }

  private play(): void {
    const { stories, store } = this;
    if (stories?.step?.run && !stories.done && !stories.busy) return stories.run();
    if (store.run.busy) return store.togglePause();
    this.again();
  }

  private again(): void {
    const { store } = this;
    if (this.recorded.shows(store)) return this.playBack();
    if (store.refusal) this.trouble = store.refusal.text;
    else startRun(store);
  }

  private async fullScreen(): Promise<void> {
    const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    await asked.catch(() => (this.trouble = msg('The browser did not allow the full screen.')));
  }

  private openNotes(): void {
    const opened = this.notes.open();
    this.trouble = opened ? '' : msg('The browser blocked the notes window. Allow pop-ups for this page, then press it again.');
    this.tellNotes();
  }

  /** Before the page below hears of it. */
  private readonly captured = (event: KeyboardEvent) => this.key(event);

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Of the notes' window, too, whose elements are of another realm.
    const [path] = event.composedPath();
    const target = (path && 'matches' in path ? path : this) as HTMLElement;
    // Dialogs have keys of their own.
    if (this.dialog?.open) {
      if (event.key === '?') this.dialog.close();
      return event.stopPropagation();
    }
    if (document.querySelector('run-question')) return;
    event.stopPropagation();
    // The page keys are the clicker's; the others move a slider that has the focus.
    if (target.matches('input[type=range]') && /^(Arrow|Home|End)/.test(event.key)) return;
    const action = actionOf(event, target, showKeys(this.does), characterKeys());
    if (!action) return;
    event.preventDefault();
    this.trouble = '';
    action();
  }

  /** Something moves: the buttons are there for a while. */
  private readonly stir = () => {
    this.toggleAttribute('idle', false);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.toggleAttribute('idle', true), IDLE_MS);
  };

  protected override willUpdate(): void {
    const { stories } = this;
    if (stories && stories !== this.watchedStory) this.watched!.push(new StoreController(this, stories));
    this.watchedStory = stories;
    this.recorded.consider(this.lab, this.store);
    // What did not fit may fit again where the slide, its words or the window are other ones.
    const { shown } = this.deck;
    const key = `${shown.key} ${shown.told.say.join(' ').length} ${shown.told.number?.value} ${innerWidth} ${innerHeight} ${this.recorded.offer}`;
    if (key !== this.fits.key) this.fits = { key, sentences: shown.told.most ?? Infinity, things: MOST_THINGS };
  }

  protected override render() {
    const { deck, store } = this;
    const { shown, index, length } = deck;
    const { told } = shown;
    const picture = this.pictured(deck);
    const words = !picture && !shown.guess;
    const layout = `${words ? 'words' : ''} ${shown.slide?.id ?? ''} ${this.stories?.story ? 'step' : ''}`;
    return html`
      <main tabindex="-1" class=${layout} aria-label=${msg(str`Slide ${index + 1} of ${length}`)} @pointermove=${this.stir} @pointerdown=${this.stir}>
        <h1>${translated(shown.title)}</h1>
        ${told.lead ? html`<p class="lead">${translated(told.lead)}</p>` : nothing}
        <div class="told">
          ${told.number ? html`<div class="number"><strong>${translated(told.number.value)}</strong><span>${translated(told.number.label)}</span></div>` : nothing}
          <div class="say">${told.say.slice(0, this.fits.sentences).map((sentence) => html`<p>${translated(sentence)}</p>`)}</div>
        </div>
        ${shown.guess ? html`<story-guess .guess=${shown.guess} .seen=${this.stories!.seen} @guess=${(event: HTMLElementEventMap['guess']) => this.stories!.guess(event.detail)}></story-guess>` : nothing}
        ${this.recording()}
        ${this.trouble ? html`<p class="trouble" role="alert">${translated(this.trouble)}</p>` : nothing}
        ${picture || (shown.slide?.picture && !words) ? html`<div class="picture">${picture}</div>` : nothing}
      </main>
      <footer @pointermove=${this.stir} @pointerdown=${this.stir}>
        <span>${index + 1} / ${length}</span>
        <span class="going">${translated(this.going())}</span>
        <div class="buttons">${doings().map((doing) => this.button(doing, deck))}</div>
        ${store.run.busy ? html`<progress class="bar" aria-label=${msg('Progress')} .max=${this.progress?.total ?? 1} .value=${this.progress?.done ?? 0}></progress>` : nothing}
      </footer>
      ${this.black ? html`<button class="black" aria-label=${msg('The screen is black. Press to go on.')} @click=${() => (this.black = false)}></button>` : nothing}
      ${this.keyMap()}
    `;
  }

  private pictured({ shown: { slide } }: Deck) {
    const { width, height, base } = this.room;
    const times = base / CHART_TEXT;
    const room: Room = { width: width / times, height: height / times, most: this.fits.things, revealed: this.revealed };
    return slide?.picture?.(this.store, room);
  }

  private get progress() {
    return (this.store.run as { readonly progress?: { readonly done: number; readonly total: number } }).progress;
  }

  /** How far the run is, in a few words. */
  private going(): string {
    const { run } = this.page.run(this.lab) ?? {};
    const { progress } = this;
    switch (run?.phase) {
      case 'preparing':
        return msg('preparing');
      case 'running':
        return progress ? `${progress.done} / ${progress.total}` : msg('running');
      case 'paused':
        return msg('paused');
      case 'failed':
        return msg('The run could not go on.');
      default:
        return '';
    }
  }

  private button({ id, does, keys, sign }: ReturnType<typeof doings>[number], { index, length }: Deck) {
    if (!sign) return nothing;
    const off =
      (id === 'back' && index === 0) ||
      (id === 'next' && index === length - 1) ||
      (id === 'newSeed' && this.store.restriction?.locks('seeds'));
    // The focus stays where it is: Space goes on to run.
    return html`<button
      aria-label=${translated(does)}
      title="${translated(does)} (${translated(keyNames(keys))})"
      ?disabled=${off}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => ((this.trouble = ''), this.does[id]?.())}
    >
      <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${sign}></path>`}</svg>
    </button>`;
  }

  /** A run that was recorded elsewhere: offered where this machine would take long, and named as such while it is shown. */
  private recording() {
    const { offer, said } = this.recorded;
    const { store } = this;
    if (this.recorded.shows(store)) return html`<div class="recorded" role="status"><p>${translated(said)}</p></div>`;
    if (!offer || store.run.busy || (store.run.record && !store.stale)) return nothing;
    return html`<div class="recorded" role="status">
      <p>${translated(offer)}</p>
      <button @mousedown=${(event: Event) => event.preventDefault()} @click=${() => void this.recorded.show()}>${msg('Show the recorded run')}</button>
    </div>`;
  }

  private keyMap() {
    return html`<dialog aria-labelledby="keys">
      <h2 id="keys">${msg('Keys')}</h2>
      <dl>${doings().map(({ does, keys }) => html`<dt>${translated(keyNames(keys))}</dt><dd>${translated(does)}</dd>`)}</dl>
      <p>${this.wake.holds ? msg('The screen is kept awake.') : msg('This browser does not keep the screen awake: it may go dark.')}</p>
      ${characterKeys() ? nothing : html`<p>${msg('Letters and signs are switched off in the help; arrows, Page Up and Page Down, Space and Esc work.')}</p>`}
      <form method="dialog"><button autofocus>${msg('Close')}</button></form>
    </dialog>`;
  }

  protected override firstUpdated(): void {
    this.resizer.observe(this.main);
    this.main.focus();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.measure();
    this.tellNotes();
  }

  /** Takes away what does not fit, a sentence or a thing at a time, and gives the picture what is left. */
  private measure(): void {
    const { main, picture, fits } = this;
    if (!main?.isConnected) return;
    const base = parseFloat(getComputedStyle(this).fontSize);
    const { told, slide } = this.deck.shown;
    const sentences = Math.min(fits.sentences, told.say.length);
    const least = picture ? (slide?.least ?? LEAST_PICTURE) * base : 0;
    const cramped = main.scrollHeight > main.clientHeight + 1 || (picture && picture.clientHeight < least);
    if (cramped && sentences > (told.lead || told.number ? 0 : 1)) return void (this.fits = { ...fits, sentences: sentences - 1 });
    if (!picture) return;
    const { clientWidth: width, clientHeight: height } = picture;
    picture.style.setProperty('--zoom', String(base / CHART_TEXT));
    for (const chart of picture.querySelectorAll<HTMLElement>('[data-height]')) {
      const px = `${Math.floor((Number(chart.dataset['height']) * base) / CHART_TEXT)}px`;
      chart.style.setProperty('--chart-height', px);
      chart.style.setProperty('--height', px);
    }
    if (width !== this.room.width || height !== this.room.height || base !== this.room.base) this.room = { width, height, base };
    else void this.thin(picture);
  }

  /** Takes a thing out of a picture that is too high, once it is drawn. */
  private async thin(picture: HTMLElement): Promise<void> {
    const { fits } = this;
    await Promise.all([...picture.querySelectorAll<LitElement>('*')].map(({ updateComplete }) => updateComplete));
    if (this.fits === fits && fits.things > 1 && picture.scrollHeight > picture.clientHeight + 1)
      this.fits = { ...fits, things: fits.things - 1 };
  }

  private tellNotes(): void {
    const { shown, next, index, length } = this.deck;
    const busy = this.store.run.busy;
    this.notes.tell({ title: shown.title, next, notes: shown.notes, at: `${index + 1} / ${length}`, busy, going: this.going() }, this.does);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'present-show': PresentShow;
  }
}
