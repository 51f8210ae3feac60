/** A few rows as the model saw them, with what it predicted before and after: images, texts, or the first columns of a table. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Samples } from '../../data/types.ts';
import '../charts/pixel-image.ts';
import { sharedStyles } from '../shared-styles.ts';

const MOST = 12;
const MOST_COLUMNS = 5;

@customElement('depth-samples')
export class DepthSamples extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        margin-top: var(--space-3);
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
        align-items: start;
      }
      ol {
        list-style: none;
        margin: var(--space-2) 0 0;
        padding: 0;
        display: grid;
        gap: 8px;
        grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
      }
      ol.wide {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
      }
      pixel-image {
        max-width: 84px;
      }
      .predictions {
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      .right {
        color: var(--ok);
        font-weight: 600;
      }
      .wrong {
        color: var(--alert);
        font-weight: 600;
      }
      .cells {
        font-size: var(--text-1);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) rows: Samples | undefined;
  /** Which of the rows; the first dozen are shown. */
  @property({ attribute: false }) indices: readonly number[] = [];
  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) columns: readonly string[] = [];
  /** `[rows]`, the class that is predicted before and after the repair. */
  @property({ attribute: false }) predictedBefore = new Int32Array(0);
  @property({ attribute: false }) predictedAfter = new Int32Array(0);
  /** What the rows have in common. */
  @property() what = '';

  protected override render() {
    const { indices, rows } = this;
    if (!rows) return html``;
    const count = indices.length;
    const some = indices.slice(0, MOST);
    const image = rows.inputShape.length === 3;
    return html`<div class="head">
        <p role="status">
          ${
            count === 0
              ? msg(str`No row of the first seed is in this cell: ${this.what}. Other seeds may have some.`)
              : count > MOST
                ? msg(str`${MOST} of ${count} rows of the first seed: ${this.what}.`)
                : count === 1
                  ? msg(str`1 row of the first seed: ${this.what}.`)
                  : msg(str`${count} rows of the first seed: ${this.what}.`)
          }
        </p>
        <button aria-label=${msg('Close the rows')} @click=${() => this.dispatchEvent(new Event('close'))}>×</button>
      </div>
      <ol class=${image ? '' : 'wide'}>
        ${some.map((row) => html`<li>${this.content(rows, row)}<div class="predictions">${this.prediction(row, this.predictedBefore)} → ${this.prediction(row, this.predictedAfter)}</div></li>`)}
      </ol>`;
  }

  private content({ x, inputShape, text }: Samples, row: number) {
    if (text) return html`<div>${text[row]}</div>`;
    const size = inputShape.reduce((a, b) => a * b, 1);
    const values = x.subarray(row * size, (row + 1) * size);
    if (inputShape.length === 3) return html`<pixel-image .shape=${inputShape} .pixels=${values}></pixel-image>`;
    const cells = Array.from(
      values.subarray(0, MOST_COLUMNS),
      (value, c) => `${this.columns[c] ?? c + 1} ${Number.isNaN(value) ? '–' : Number(value.toPrecision(3))}`,
    );
    return html`<div class="cells">${translated(cells.join(' · '))}${values.length > MOST_COLUMNS ? ' …' : ''}</div>`;
  }

  private prediction(row: number, predicted: Int32Array) {
    const right = predicted[row] === this.rows!.y[row];
    return html`<span class=${right ? 'right' : 'wrong'}>${this.classes[predicted[row]!] ?? '?'}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'depth-samples': DepthSamples;
  }
}
