/** What goes by in a stream: the latest batch's images or texts with what a model predicts, or points and the border in a plane. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PassingBy } from '../../contracts/stream.ts';
import { sharedStyles } from '../shared-styles.ts';
import './plane-canvas.ts';
import './pixel-image.ts';

@customElement('passing-by')
export class PassingByElement extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .images {
        display: grid;
        grid-template-columns: repeat(10, minmax(0, 64px));
        gap: 6px;
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-size: var(--text-1);
        color: var(--ink-2);
        text-align: center;
      }
      .wrong {
        color: var(--alert);
        font-weight: 600;
      }
      .planes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        gap: 10px;
      }
      p {
        margin: 2px 0;
      }
    `,
  ];

  @property({ attribute: false }) passing: PassingBy | undefined;
  /** By policy, what its model predicts on the grid of a plane. */
  @property({ attribute: false }) views: ReadonlyMap<number, Uint8Array> = new Map();
  @property({ attribute: false }) titles: readonly string[] = [];
  @property({ attribute: false }) classes: readonly string[] = [];
  /** Whose predictions stand below the images. */
  @property({ type: Number }) policy = 0;
  /** Changes with every batch, since the views are one map that grows. */
  @property({ type: Number }) batch = 0;

  protected override render() {
    const { passing, policy, classes } = this;
    if (!passing) return html``;
    const { x, y, predicted, text, bounds, inputShape } = passing;
    const prediction = (row: number) => {
      const now = predicted[policy]?.[row];
      const right = now === y[row];
      return html`<span class=${right ? '' : 'wrong'}>${classes[now ?? -1] ?? '?'}${right ? '' : html` (${classes[y[row]!]})`}</span>`;
    };
    if (bounds) {
      return html`<div class="planes">
        ${this.titles.map((title, i) => {
          const view = { bounds, side: 48, points: { x, y }, ...(this.views.has(i) && { predicted: this.views.get(i)! }) };
          return html`<figure><plane-canvas .view=${view} label=${msg(str`Border of ${title}`)}></plane-canvas><figcaption>${translated(title)}</figcaption></figure>`;
        })}
      </div>`;
    }
    if (text) return text.slice(0, 5).map((line, row) => html`<p class="small">${prediction(row)} · ${translated(line)}</p>`);
    const size = inputShape.reduce((a, b) => a * b, 1);
    return html`<div class="images">
      ${[...y.keys()].map(
        (row) =>
          html`<figure><pixel-image .shape=${inputShape} .pixels=${x.subarray(row * size, (row + 1) * size)}></pixel-image><figcaption>${prediction(row)}</figcaption></figure>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'passing-by': PassingByElement;
  }
}
