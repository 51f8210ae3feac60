/** A story on the live page: one sentence at a time, the part it is about outlined, the experiment underneath live. */
import { bringIntoView } from '../bring-into-view.ts';
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StoreController } from '../../state/store.ts';
import { sharedStyles } from '../shared-styles.ts';
import { unguided } from './guess.ts';
import './story-guess.ts';
import { places, type Place } from './story.ts';
import { READING_MS, type StoryStore } from './story-store.ts';

@customElement('story-overlay')
export class StoryOverlay extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: fixed;
        inset: auto 0 0;
        z-index: 30;
        pointer-events: none;
        display: block;
      }
      section {
        pointer-events: auto;
        box-sizing: border-box;
        max-width: 760px;
        max-height: 100dvh;
        overflow-y: auto;
        margin: 0 auto var(--space-3);
        padding: var(--space-3) var(--space-4);
        background: var(--panel);
        color: var(--ink);
        border: 1px solid var(--line);
        border-top: 4px solid var(--accent);
        border-radius: var(--radius);
        box-shadow: 0 6px 28px rgb(0 0 0 / 0.25);
      }
      .top {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--space-3);
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .told {
        font-size: var(--text-3);
        line-height: 1.4;
        margin: var(--space-2) 0 var(--space-3);
        min-height: 2.8em;
        text-wrap: pretty;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
      }
      .buttons .room {
        flex: 1;
      }
      story-guess {
        margin-bottom: var(--space-3);
      }
      @media (max-width: 700px) {
        section {
          margin: 0;
          border-radius: var(--radius) var(--radius) 0 0;
          padding-bottom: calc(var(--space-3) + env(safe-area-inset-bottom));
        }
        .told {
          font-size: var(--text-2);
        }
      }
    `,
  ];

  @property({ attribute: false }) store!: StoryStore;
  /** The page that is shown, inside of which parts are pointed at. */
  @property({ attribute: false }) page: () => HTMLElement | null = () => null;
  private watched: StoreController | undefined;
  private pointed: HTMLElement | undefined;
  private shownStep = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    this.watched ??= new StoreController(this, this.store);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.point(undefined);
    clearTimeout(this.timer);
  }

  protected override render() {
    const { store } = this;
    const { story, step, index, seen, last, done, playing } = store;
    if (!story || !step) return nothing;
    const text = typeof step.text === 'string' ? step.text : step.text(seen);
    return html`<section role="region" aria-label=${msg(str`Story: ${story.title}`)}>
      <div class="top">
        <span>${translated(story.title)} · ${index + 1} / ${story.steps.length}</span>
        <button class="link" @click=${() => store.close()}>${msg('Close and stay in the lab')}</button>
      </div>
      <p class="told" aria-live="polite">${translated(text)}</p>
      ${step.guess ? html`<story-guess .guess=${step.guess} .seen=${seen} @guess=${(event: HTMLElementEventMap['guess']) => store.guess(event.detail)}></story-guess>` : ''}
      ${step.reveals ? html`<story-guess .guess=${step.reveals} .seen=${seen} revealed></story-guess>` : ''}
      <div class="buttons">
        <button ?disabled=${index === 0} @click=${() => store.back()}>${msg('Back')}</button>
        <button aria-pressed=${playing ? 'true' : 'false'} @click=${this.toggle}>${playing ? msg('Pause the story') : msg('Play it')}</button>
        <span class="room"></span>
        ${step.run && !done ? html`<button class="primary" ?disabled=${store.busy} @click=${() => store.run()}>${store.busy ? msg('It runs …') : msg('Run')}</button>` : ''}
        ${
          last
            ? html`<button class="primary" @click=${() => store.close()}>${msg('Open in the lab')}</button>`
            : html`<button class=${done ? 'primary' : ''} ?disabled=${!done} @click=${() => store.next()}>${msg('Next')}</button>`
        }
      </div>
    </section>`;
  }

  private readonly toggle = () => {
    this.store.playing = !this.store.playing;
    this.requestUpdate();
  };

  protected override updated(): void {
    const { store } = this;
    const { step, story, index } = store;
    this.point(story ? step?.at : undefined);
    const now = `${story?.id ?? ''} ${index} ${store.done} ${store.playing}`;
    if (now === this.shownStep) return;
    this.shownStep = now;
    clearTimeout(this.timer);
    if (!store.playing || !story) return;
    // What a reader would do: guess, press Run, read, go on.
    if (step?.guess && !store.done) return store.guess(unguided(step.guess, store.seen));
    if (step?.run && !store.done) return store.run();
    this.timer = setTimeout(() => (store.last ? ((store.playing = false), this.requestUpdate()) : store.next()), READING_MS);
  }

  /** Outlines that part of the page, and brings it into view above the story. */
  private point(place: Place | undefined): void {
    const target = place && this.find(place);
    if (target === this.pointed) return;
    this.pointed?.removeAttribute('data-told');
    this.pointed = target;
    if (!target) return;
    target.setAttribute('data-told', '');
    bringIntoView(target);
  }

  private find(place: Place): HTMLElement | undefined {
    let root: HTMLElement | null = this.page();
    for (const name of places[place]) root = root?.shadowRoot?.querySelector<HTMLElement>(name) ?? null;
    return root ?? undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'story-overlay': StoryOverlay;
  }
}
