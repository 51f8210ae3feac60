/** A plane: the class a model predicts everywhere as a tint, rows as dots in the colour of their class. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PlaneView } from '../../data/plane.ts';
import { classColors, rgb } from '../colors.ts';
import { sharedStyles } from '../shared-styles.ts';

const SIDE = 220;
const DOT = 2.4;
/** How strong the tint of a region is, 0 … 255. */
const TINT = 70;

@customElement('plane-canvas')
export class PlaneCanvas extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      canvas {
        width: 100%;
        aspect-ratio: 1;
        display: block;
        border-radius: 6px;
        background: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) view:
    (Omit<PlaneView, 'predicted' | 'side'> & Partial<Pick<PlaneView, 'predicted' | 'side'>>) | undefined;
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  private readonly recolour = () => this.requestUpdate('view');

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('theme-change', this.recolour);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('theme-change', this.recolour);
  }

  protected override render() {
    return html`<canvas width=${SIDE} height=${SIDE} role="img" aria-label=${translated(this.label)}></canvas>`;
  }

  protected override updated(): void {
    const { view } = this;
    const context = this.canvas.getContext('2d')!;
    context.clearRect(0, 0, SIDE, SIDE);
    if (!view) return;
    const colors = classColors(this);
    const { bounds, points, predicted, side } = view;
    if (predicted && side) {
      const cells = new OffscreenCanvas(side, side);
      const image = new ImageData(side, side);
      predicted.forEach((label, i) => {
        const place = (side - 1 - Math.floor(i / side)) * side + (i % side);
        image.data.set([...rgb(colors[label % colors.length]!), TINT], 4 * place);
      });
      cells.getContext('2d')!.putImageData(image, 0, 0);
      context.imageSmoothingEnabled = false;
      context.drawImage(cells, 0, 0, SIDE, SIDE);
    }
    const place = ([low, high]: readonly [number, number], value: number) => ((value - low) / (high - low)) * SIDE;
    points.y.forEach((label, i) => {
      context.fillStyle = colors[label % colors.length]!;
      context.beginPath();
      context.arc(place(bounds.x, points.x[2 * i]!), SIDE - place(bounds.y, points.x[2 * i + 1]!), DOT, 0, 2 * Math.PI);
      context.fill();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'plane-canvas': PlaneCanvas;
  }
}
