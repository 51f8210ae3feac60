/** A few named amounts as horizontal bars, each with its figure; the list is its own table. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';

export interface Bar {
  readonly name: string;
  /** 0 or more. */
  readonly value: number;
  /** As it is written beside the bar. */
  readonly shown: string;
}

@customElement('bar-list')
export class BarList extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      dl {
        margin: 0;
        display: grid;
        grid-template-columns: auto minmax(60px, 1fr) auto;
        gap: 6px 10px;
        align-items: center;
        font-size: var(--text-1);
      }
      div {
        display: contents;
      }
      dt {
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      dd {
        margin: 0;
        text-align: right;
      }
      svg {
        display: block;
        width: 100%;
        height: 10px;
      }
      .track {
        fill: var(--soft);
      }
      .bar {
        fill: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) bars: readonly Bar[] = [];

  protected override render() {
    const most = Math.max(Number.MIN_VALUE, ...this.bars.map(({ value }) => value));
    return html`<dl>
      ${this.bars.map(
        ({ name, value, shown }) => html`<div>
          <dt>${translated(name)}</dt>
          <dd>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              ${svg`<rect class="track" width="100" height="10"></rect><rect class="bar" width=${(100 * value) / most} height="10"></rect>`}
            </svg>
          </dd>
          <dd>${translated(shown)}</dd>
        </div>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bar-list': BarList;
  }
}
