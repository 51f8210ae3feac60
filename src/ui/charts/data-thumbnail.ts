/** A data set at a glance: a mosaic of images, a cloud of points in class colours, or a few lines of text. */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Thumbnail } from '../../contracts/services.ts';
import { sharedStyles } from '../shared-styles.ts';
import { classColors } from '../colors.ts';

/** Pixels per point of a cloud's picture, and its size. */
const CLOUD = { width: 192, height: 96, dot: 3 };

@customElement('data-thumbnail')
export class DataThumbnail extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        aspect-ratio: 2;
        background: var(--soft);
        border-radius: 6px;
        overflow: hidden;
      }
      canvas {
        width: 100%;
        height: 100%;
        display: block;
        object-fit: contain;
      }
      .images {
        image-rendering: pixelated;
        background: #000;
      }
      ul {
        margin: 0;
        padding: 6px 8px;
        list-style: none;
        font-size: 0.6875rem;
        line-height: 1.3;
        color: var(--ink-2);
      }
      li {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        margin-bottom: 3px;
      }
    `,
  ];

  @property({ attribute: false }) picture: Thumbnail | undefined;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;

  private readonly recolour = () => this.requestUpdate('picture');

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('theme-change', this.recolour);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('theme-change', this.recolour);
  }

  protected override render() {
    const { picture } = this;
    if (!picture) return html``;
    if (picture.kind === 'text') return html`<ul>${picture.lines.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
    return html`<canvas class=${picture.kind} role="presentation"></canvas>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const { picture, canvas } = this;
    if (!canvas || !picture) return;
    if (picture.kind === 'images') drawMosaic(canvas, picture);
    if (picture.kind === 'points') drawCloud(canvas, picture, classColors(this));
  }
}

/** Four tiles across, two down. */
function drawMosaic(canvas: HTMLCanvasElement, { shape, tiles }: Thumbnail & { kind: 'images' }): void {
  const [height = 1, width = 1, channels = 1] = shape;
  canvas.width = 4 * width;
  canvas.height = 2 * height;
  const context = canvas.getContext('2d')!;
  tiles.slice(0, 8).forEach(({ pixels }, i) => {
    const image = new ImageData(width, height);
    for (let p = 0; p < width * height; p++) {
      for (let c = 0; c < 3; c++) image.data[4 * p + c] = 255 * pixels[p * channels + Math.min(c, channels - 1)]!;
      image.data[4 * p + 3] = 255;
    }
    context.putImageData(image, (i % 4) * width, Math.floor(i / 4) * height);
  });
}

function drawCloud(canvas: HTMLCanvasElement, { x, y, label }: Thumbnail & { kind: 'points' }, colors: readonly string[]): void {
  const { width, height, dot } = CLOUD;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  label.forEach((c, i) => {
    context.fillStyle = colors[c % colors.length]!;
    context.beginPath();
    context.arc(8 + x[i]! * (width - 16), height - 8 - y[i]! * (height - 16), dot, 0, 2 * Math.PI);
    context.fill();
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'data-thumbnail': DataThumbnail;
  }
}
