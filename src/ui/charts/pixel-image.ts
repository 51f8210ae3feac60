/** One image, pixel by pixel. */
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

@customElement('pixel-image')
export class PixelImage extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    canvas {
      width: 100%;
      aspect-ratio: 1;
      image-rendering: pixelated;
      display: block;
      border-radius: 3px;
      background: #000;
    }
  `;

  /** `[height, width, channels]`. */
  @property({ attribute: false }) shape: readonly number[] = [1, 1, 1];
  /** Row-major, 0 … 1. */
  @property({ attribute: false }) pixels = new Float32Array(0);
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  protected override render() {
    return html`<canvas role="presentation"></canvas>`;
  }

  protected override updated(): void {
    const [height = 1, width = 1, channels = 1] = this.shape;
    const { canvas, pixels } = this;
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(width, height);
    for (let p = 0; p < width * height; p++) {
      for (let c = 0; c < 3; c++) image.data[4 * p + c] = 255 * (pixels[p * channels + Math.min(c, channels - 1)] ?? 0);
      image.data[4 * p + 3] = 255;
    }
    canvas.getContext('2d')!.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pixel-image': PixelImage;
  }
}
