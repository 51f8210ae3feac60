/** One step of the experiment: closed it shows its choice in a line, open it shows the controls. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';

@customElement('rail-card')
export class RailCard extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }
      summary {
        display: grid;
        grid-template-columns: 20px 1fr 16px;
        gap: 0 4px;
        padding: var(--space-3) 0;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .number {
        color: var(--accent);
        font-weight: 600;
        font-size: var(--text-1);
        line-height: 1.6;
      }
      .title {
        color: var(--ink-3);
        font-weight: 600;
        font-size: var(--text-1);
        line-height: 1.6;
      }
      .choice {
        grid-column: 2;
      }
      .detail {
        grid-column: 2;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .chevron {
        grid-row: 1;
        grid-column: 3;
        color: var(--ink-3);
        transition: rotate 150ms;
        justify-self: end;
      }
      details[open] .chevron {
        rotate: 180deg;
      }
      .body {
        padding: 0 0 var(--space-4) 24px;
        display: grid;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ type: Number }) number = 0;
  @property() override title = '';
  @property() choice = '';
  @property() detail = '';
  @property({ type: Boolean }) open = false;

  protected override render() {
    return html`<details ?open=${this.open}>
      <summary>
        <span class="number">${this.number}</span><span class="title">${translated(this.title)}</span>
        <svg class="chevron" width="12" height="20" viewBox="0 0 12 20" aria-hidden="true">
          <path d="M2 8l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.5"></path>
        </svg>
        <span class="choice">${translated(this.choice)}</span>
        <span class="detail">${translated(this.detail)}</span>
      </summary>
      <div class="body"><slot></slot></div>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rail-card': RailCard;
  }
}
