/** A matrix of accuracies as shades: darker is better. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { cssColor, rgb } from '../colors.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('heat-map')
export class HeatMap extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      canvas {
        width: 100%;
        height: 90px;
        image-rendering: pixelated;
        display: block;
        border-radius: 4px;
        background: var(--soft);
      }
    `,
  ];

  /** `[rows][columns]`, 0 … 1. */
  @property({ attribute: false }) values: readonly (readonly number[])[] = [];
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override render() {
    return html`<canvas role="img" aria-label=${translated(this.label)}></canvas>`;
  }

  protected override updated(): void {
    const { values, canvas } = this;
    const [height, width] = [values.length, values[0]?.length ?? 0];
    if (!height || !width) return;
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(width, height);
    const color = rgb(cssColor(this, '--arm-head-only'));
    const flat = values.flat();
    const low = Math.min(...flat);
    const span = Math.max(...flat) - low || 1;
    flat.forEach((value, i) => image.data.set([...color, Math.round((255 * (value - low)) / span)], 4 * i));
    canvas.getContext('2d')!.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'heat-map': HeatMap;
  }
}
