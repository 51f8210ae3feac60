/** Learn: stories to be told or read, on the live page, with a worksheet for a class. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { StoreElement } from '../store-element.ts';
import { stories } from '../stories/registry.ts';
import type { Step, Story } from '../stories/story.ts';
import '../stories/story-guess.ts';

@customElement('learn-page')
export class LearnPage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: block;
        max-width: 1180px;
        margin: 0 auto;
        padding: var(--space-4);
      }
      h1 {
        font-size: var(--text-4);
        line-height: 1.2;
        margin: 0 0 var(--space-2);
        text-wrap: balance;
      }
      .all {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
        gap: var(--space-3);
        margin: var(--space-4) 0;
        padding: 0;
        list-style: none;
      }
      .all li {
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
        padding: var(--space-3) var(--space-4);
        display: grid;
        gap: var(--space-2);
        align-content: start;
      }
      h2,
      h3 {
        margin: 0;
        font-size: var(--text-3);
      }
      .buttons {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        margin-top: auto;
      }
      .sheet {
        max-width: 720px;
      }
      .sheet h1 {
        margin-top: var(--space-3);
      }
      .sheet ol {
        padding-left: 1.3em;
        display: grid;
        gap: var(--space-3);
      }
      .lines {
        border-bottom: 1px solid var(--line);
        height: 2.4em;
      }
      @media print {
        .no-print {
          display: none;
        }
        :host {
          max-width: none;
          padding: 0;
        }
        .answers {
          break-before: page;
        }
      }
    `,
  ];

  /** The story whose worksheet is open. */
  @state() private sheet: Story | undefined;

  protected override render() {
    return this.sheet ? this.worksheet(this.sheet) : this.list();
  }

  private list() {
    return html`<main>
      <h1>${msg('The world changed. What now?')}</h1>
      <p class="quiet">${msg('Each story takes a few minutes and runs on this machine. You guess first; the numbers are those of your own run.')}</p>
      <ul class="all">
        ${stories().map(
          (story) => html`<li>
            <h2>${translated(story.title)}</h2>
            <p>${translated(story.about)}</p>
            <p class="small quiet">${msg(str`about ${story.minutes} minutes, ${story.steps.length} steps`)}</p>
            <div class="buttons">
              <button class="primary" @click=${() => this.begin(story)}>${msg('Begin')}</button>
              <button class="link" @click=${() => (this.sheet = story)}>${msg('For teachers')}</button>
            </div>
          </li>`,
        )}
      </ul>
    </main>`;
  }

  private begin(story: Story): void {
    this.dispatchEvent(new CustomEvent('tell', { detail: story.id, bubbles: true, composed: true }));
  }

  /** Where a guess is drawn on paper. */
  private drawing({ text, guess }: Step) {
    if (!guess || guess.kind === 'number' || typeof text !== 'string') return '';
    return html`<li>${translated(text)}<story-guess .guess=${guess} blank></story-guess></li>`;
  }

  private worksheet(story: Story) {
    return html`<main class="sheet">
      <div class="buttons no-print">
        <button @click=${() => (this.sheet = undefined)}>${msg('All stories')}</button>
        <button @click=${() => print()}>${msg('Print')}</button>
        <button class="primary" @click=${() => this.begin(story)}>${msg('Begin')}</button>
      </div>
      <h1>${translated(story.title)}</h1>
      <p>${translated(story.about)} ${msg(str`About ${story.minutes} minutes.`)}</p>
      <h2>${msg('Worksheet')}</h2>
      <ol>
        <li>${msg('Before the run: what do you expect, and why?')}<div class="lines"></div><div class="lines"></div></li>
        ${story.steps.map((step) => this.drawing(step))}
        <li>${msg('What did your own run show? Copy one number with its interval.')}<div class="lines"></div></li>
        ${story.questions.map(({ ask }) => html`<li>${translated(ask)}<div class="lines"></div><div class="lines"></div></li>`)}
      </ol>
      <div class="answers">
        <h2>${msg('For whoever tells it')}</h2>
        <ul>
          ${story.notes.map((note) => html`<li>${translated(note)}</li>`)}
        </ul>
        <h2>${msg('Answers')}</h2>
        <ol>
          ${story.questions.map(({ ask, answer }) => html`<li><strong>${translated(ask)}</strong> ${translated(answer)}</li>`)}
        </ol>
        <h2>${msg('Where this is from')}</h2>
        <ul>
          ${story.papers.map((paper) => html`<li>${translated(paper)}</li>`)}
        </ul>
      </div>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'learn-page': LearnPage;
  }
}
