/** What stands around a chart that can be enlarged, and saved as a picture: drawings as SVG and PNG, what is drawn on a canvas as PNG. */
import { msg } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import type * as Picture from './picture.ts';
import { customElement, property } from 'lit/decorators.js';
import { saveBytes, saveText } from '../../state/download.ts';
import { whenHere } from '../../state/late-part.ts';
import { cssColor } from '../colors.ts';
import { sharedStyles } from '../shared-styles.ts';
import { ChartSaving } from './chart-saving.ts';

@customElement('chart-frame')
export class ChartFrame extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        justify-content: flex-end;
        gap: var(--space-1);
      }
      button {
        min-height: 24px;
        padding: 0 var(--space-2);
        border-color: transparent;
        background: none;
        color: var(--ink-3);
        font-size: var(--text-1);
      }
      @media print {
        div {
          display: none;
        }
      }
    `,
  ];

  /** In the file’s name. */
  @property() name = 'chart';
  /** It is drawn on a canvas, so that there is no SVG of it. */
  @property({ type: Boolean }) canvas = false;
  /** It is more than one drawing: names, several of them, a table. All of it is saved. */
  @property({ type: Boolean }) whole = false;

  protected override render() {
    return html`<slot></slot>
      <div>
        ${this.canvas ? '' : html`<button aria-label=${msg('Save chart as SVG')} @click=${() => this.save('svg')}>SVG</button>`}
        <button aria-label=${msg('Enlarge chart')} @click=${this.enlarge}><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9" fill="none" stroke="currentColor" stroke-width="1.5"></path></svg></button>
        <button aria-label=${msg('Save chart as PNG')} @click=${() => this.save('png')}>PNG</button>
      </div>`;
  }

  private readonly enlarge = () =>
    whenHere(
      () => import('./enlarge.ts'),
      ({ enlarge }) => enlarge(this, this.canvas),
    );

  private save(format: 'svg' | 'png'): void {
    whenHere(
      () => import('./picture.ts'),
      (picture) => this.saveWith(picture, format),
    );
  }

  private async saveWith(picture: typeof Picture, format: 'svg' | 'png'): Promise<void> {
    const chart = this.firstElementChild;
    const drawn = chart?.shadowRoot;
    const drawing = drawn?.querySelector<SVGSVGElement>('svg');
    const canvas = drawn?.querySelector<HTMLCanvasElement>('canvas.plot, .plot canvas');
    const ground = cssColor(this, '--bg');
    const saving = new ChartSaving();
    this.dispatchEvent(saving);
    const file = `${saving.about}-${this.name}.${format}`;
    const { svgText, svgTextOfLayout, pngOfSvg, pngOfCanvas } = picture;
    const text = this.whole && chart ? svgTextOfLayout(chart, ground) : drawing && svgText(drawing, ground);
    if (text && format === 'svg') return saveText(file, text, 'image/svg+xml');
    if (text) return saveBytes(file, await pngOfSvg(text, ground), 'image/png');
    if (canvas) saveBytes(file, await pngOfCanvas(canvas, ground), 'image/png');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chart-frame': ChartFrame;
  }
}
