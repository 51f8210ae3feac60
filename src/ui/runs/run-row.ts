/** A kept run in the list: what it was, what came of it, and what can be done with it. */
import { msg, str, translated } from '../../words/msg.ts';
import { dayAndTime } from '../../words/dates.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { armTitle } from '../../state/catalogue.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import { seconds } from '../../measure/format.ts';
import type { RunEntry } from '../../contracts/library.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';

/** What a person asks of a run. */
export type RunWish = 'open' | 'replicate' | 'download' | 'sign' | 'remove';

const [WIDTH, BAR, GAP] = [72, 5, 2];

@customElement('run-row')
export class RunRow extends LitElement {
  static override styles = [
    sharedStyles,
    armClasses,
    css`
      :host {
        display: block;
        border-top: 1px solid var(--line);
        padding: var(--space-2) 0;
      }
      .row {
        display: grid;
        grid-template-columns: 24px 76px minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: center;
      }
      .what {
        min-width: 0;
        display: grid;
        gap: 2px;
      }
      .title {
        font-weight: 600;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }
      .verdict {
        overflow-wrap: anywhere;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      .mark {
        font-weight: 600;
      }
      .wrong {
        color: var(--alert);
      }
      .do {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        justify-content: end;
      }
      input[type='checkbox'] {
        width: 24px;
        height: 24px;
        margin: 0;
      }
      rect {
        fill: var(--mark, var(--ink-3));
      }
      .ground {
        fill: var(--soft);
      }
      details {
        margin: var(--space-1) 0 0 112px;
        /* An id has no place to break at. */
        overflow-wrap: anywhere;
      }
      .about {
        display: grid;
        grid-template-columns: 64px minmax(0, 1fr);
        gap: var(--space-2);
        align-items: center;
        padding: var(--space-2) 0;
        max-width: 60ch;
      }
      .tag {
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 0 8px;
      }
      @media (max-width: 700px) {
        .row {
          grid-template-columns: 24px minmax(0, 1fr);
        }
        svg {
          display: none;
        }
        .do {
          grid-column: 2;
          justify-content: start;
        }
        details {
          margin-left: 36px;
        }
      }
    `,
  ];

  @property({ attribute: false }) entry!: RunEntry;
  @property({ type: Boolean }) chosen = false;
  @property({ type: Boolean }) busy = false;

  protected override render() {
    const { entry } = this;
    const name = `${translated(entry.data)}${entry.drift ? `: ${translated(entry.drift)}` : ''}`;
    return html`<div class="row">
        <input type="checkbox" aria-label=${msg(str`Choose ${name}, ${dayAndTime(entry.startedAt)}`)} .checked=${this.chosen} @change=${() => this.dispatchEvent(new CustomEvent('choose'))} />
        ${this.picture()}
        <div class="what">
          <span class="title">${name}</span>
          <span class="verdict">${translated(entry.verdict)}</span>
          <span class="facts small quiet">
            <span>${entry.about.split(', ').map(translated).join(', ')}</span>
            <span>${dayAndTime(entry.startedAt)}</span>
            <span>${translated(specKindOf(entry).title)}, ${entry.seeds === 1 ? msg('1 seed') : msg(str`${entry.seeds} seeds`)}</span>
            <span>${entry.engine.toUpperCase()}, ${translated(seconds(entry.durationMs / 1000))}</span>
            ${this.marks()} ${entry.tags.map((tag) => html`<span class="tag">${tag}</span>`)}
          </span>
        </div>
        <div class="do">
          ${this.wish('open', msg('Open'))} ${this.wish('replicate', msg('Replicate'), this.busy || !entry.sound)} ${this.wish('download', msg('Download'))}
          ${this.wish('remove', msg('Delete'))}
        </div>
      </div>
      <details>
        <summary class="small quiet">${entry.note || msg('Note, tags, what is known of it')}</summary>
        <div class="about">
          <label for="note">${msg('Note')}</label><input id="note" type="text" maxlength="2000" .value=${entry.note} @change=${this.told} />
          <label for="tags">${msg('Tags')}</label
          ><input id="tags" type="text" maxlength="500" .value=${entry.tags.join(', ')} placeholder=${msg('separated by commas')} @change=${this.told} />
        </div>
        <p class="small quiet">${entry.runId}</p>
        ${entry.faults.map((text) => html`<p class="small wrong">${translated(text)}</p>`)} ${entry.notes.map((text) => html`<p class="small quiet">${translated(text)}</p>`)}
        ${
          entry.signedBy?.length
            ? html`<p class="small quiet">${msg(str`Signed by key ${entry.signedBy.map((key) => `${key.slice(0, 8)}…`).join(', ')}: the same author, not a true result.`)}</p>`
            : html`<p>${this.wish('sign', msg('Sign with the key of this device'))}</p>`
        }
      </details>`;
  }

  private wish(wish: RunWish, title: string, disabled = false) {
    return html`<button ?disabled=${disabled} @click=${() => this.dispatchEvent(new CustomEvent('wish', { detail: wish }))}>${translated(title)}</button>`;
  }

  private marks() {
    const { sound, state, parentId, origin, sweep, replication } = this.entry;
    return html`${sound ? '' : html`<span class="mark wrong">${msg('Changed after the run')}</span>`}
    ${state === 'stopped' ? html`<span class="mark">${msg('stopped')}</span>` : ''} ${state === 'edited' ? html`<span class="mark">${msg('edited by hand')}</span>` : ''}
    ${parentId ? html`<span class="mark">${replication ? msg(str`replicates another: ${replication}`) : msg('replicates another')}</span>` : ''} ${origin === 'opened' ? html`<span>${msg('from a file')}</span>` : ''} ${sweep ? html`<span>${msg('part of a sweep')}</span>` : ''}`;
  }

  /** A bar for each repair, as long as its mean score. */
  private picture() {
    const { picture } = this.entry;
    const height = Math.max(1, picture.length) * (BAR + GAP);
    const bars = picture.map(({ mark, value }, i) => {
      const at = i * (BAR + GAP);
      return svg`<rect class="ground" x="0" y=${at} width=${WIDTH} height=${BAR}></rect>
        <rect class=${mark} x="0" y=${at} width=${WIDTH * Math.max(0, Math.min(1, value))} height=${BAR}></rect>`;
    });
    const text = picture.map(({ id, value }) => `${translated(armTitle(id))} ${(100 * value).toFixed(0)} %`).join(', ');
    return html`<svg width=${WIDTH} height=${Math.min(64, height)} viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none" role="img" aria-label=${text}>${bars}</svg>`;
  }

  private readonly told = () => {
    const value = (id: string) => (this.renderRoot.querySelector(`#${id}`) as HTMLInputElement).value.trim();
    const tags = [
      ...new Set(
        value('tags')
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      ),
    ];
    this.dispatchEvent(new CustomEvent('describe', { detail: { note: value('note'), tags } }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'run-row': RunRow;
  }
}
