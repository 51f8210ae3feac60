/**
 * The speaker's notes in a second window, written from the first: no page of its own is fetched, so it works offline, and nothing has to be
 * passed to and fro. It closes with the page.
 */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, render } from 'lit';
import type { Doings } from './show-keys.ts';

export interface Notes {
  readonly title: string;
  readonly at: string;
  readonly next: string | undefined;
  readonly notes: readonly string[];
  readonly busy: boolean;
  /** How far the run is. */
  readonly going: string;
}

const looks = css`
  :root {
    color-scheme: light dark;
  }
  body {
    margin: 0;
    padding: 20px 24px;
    font:
      20px/1.45 system-ui,
      'Segoe UI',
      Roboto,
      sans-serif;
    background: Canvas;
    color: CanvasText;
  }
  h1 {
    font-size: 26px;
    line-height: 1.2;
    margin: 12px 0;
  }
  header {
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  li {
    margin-bottom: 8px;
  }
  nav {
    position: sticky;
    bottom: 0;
    display: flex;
    gap: 8px;
    padding: 12px 0;
    background: Canvas;
  }
  button {
    font: inherit;
    padding: 10px 18px;
    min-width: 96px;
  }
`;

export class NotesWindow {
  private popup: Window | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private openedAt = 0;
  private last: [Notes, Doings] | undefined;

  constructor(private readonly heard: { key(event: KeyboardEvent): void; closed(): void }) {}

  get isOpen(): boolean {
    return this.popup !== null && !this.popup.closed;
  }

  /** Opens it, or brings it to the front; false where the browser blocked it. Only a click or a key may ask. */
  open(): boolean {
    if (this.isOpen) {
      this.popup!.focus();
      return true;
    }
    this.popup = window.open('', 'drift-lab-notes', 'popup,width=620,height=560');
    if (!this.popup) return false;
    const { document: page } = this.popup;
    page.documentElement.lang = document.documentElement.lang;
    page.title = msg('Notes · Drift Lab');
    // A style sheet belongs to the document for which it was made.
    const sheet = new (this.popup as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(looks.cssText);
    page.adoptedStyleSheets = [sheet];
    page.addEventListener('keydown', (event) => this.heard.key(event));
    this.openedAt = Date.now();
    this.timer = setInterval(() => this.draw(), 1000);
    window.addEventListener('pagehide', this.gone);
    return true;
  }

  close(): void {
    clearInterval(this.timer);
    window.removeEventListener('pagehide', this.gone);
    this.popup?.close();
    this.popup = null;
  }

  private readonly gone = () => this.close();

  tell(notes: Notes, does: Doings): void {
    this.last = [notes, does];
    if (this.popup) this.draw();
  }

  private draw(): void {
    if (!this.isOpen) {
      this.close();
      return this.heard.closed();
    }
    if (!this.last) return;
    const [{ title, at, next, notes, busy, going }, does] = this.last;
    const page = this.popup!.document;
    render(
      html`<header>
          <span>${translated(at)}</span><span>${translated(going)}</span><time>${translated(clock(Date.now() - this.openedAt))}</time>
        </header>
        <main>
          <h1>${translated(title)}</h1>
          <ul>
            ${notes.map((note) => html`<li>${translated(note)}</li>`)}
          </ul>
          <p>${next === undefined ? msg('This is the last slide.') : msg(str`Next: ${next}`)}</p>
        </main>
        <nav aria-label=${msg('Slides')}>
          <button @click=${does.back}>${msg('Back')}</button>
          <button @click=${does.next}>${msg('Next')}</button>
          <button @click=${does.play}>${busy ? msg('Pause, go on') : msg('Run')}</button>
        </nav>`,
      page.body,
      { creationScope: page },
    );
  }
}

/** Minutes and seconds since then. @param ms 0 or more */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
