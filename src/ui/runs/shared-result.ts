/** What the sender of a link came to, beside what this page will come to. */
import { msg, str, translated } from '../../words/msg.ts';
import { day } from '../../words/dates.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readShared } from '../../spec/shared-result.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('shared-result')
export class SharedResultView extends LitElement {
  static override styles = [
    sharedStyles,
    armClasses,
    css`
      :host {
        display: block;
        border: 1px solid var(--line);
        border-left: 3px solid var(--accent);
        border-radius: var(--radius);
        padding: var(--space-3);
      }
      p {
        overflow-wrap: anywhere;
      }
      ul {
        list-style: none;
        margin: var(--space-2) 0 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-4);
      }
      .name {
        color: var(--name);
        font-weight: 600;
      }
    `,
  ];

  /** As the link says it. */
  @property() text = '';

  protected override render() {
    const shared = readShared(this.text);
    if (!shared)
      return html`<p class="quiet">${msg('This link also holds a result, which cannot be read. The experiment is as it was sent; run it to see.')}</p>`;
    const { verdict, arms, seeds, engine, startedAt, runId } = shared;
    const points = (value: number) => (100 * value).toFixed(1);
    return html`<h2>${msg('Shared with you')}</h2>
      <p>${msg(str`The sender’s run came to: ${verdict}`)}</p>
      <ul>
        ${arms.map(({ id, title, mean, lo, hi }) => html`<li class=${/^[a-z0-9-]+$/.test(id) ? id : ''}><span class="name">${translated(title)}</span> ${translated(points(mean))} % (${translated(points(lo))} … ${translated(points(hi))})</li>`)}
      </ul>
      <p class="small quiet">
        ${msg(str`${seeds} seeds, ${engine.toUpperCase()}, ${day(startedAt)}, run ${runId.slice(7, 19)}. A link proves nothing: press Run, and the same experiment shows what it comes to here.`)}
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'shared-result': SharedResultView;
  }
}
