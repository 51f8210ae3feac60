/** Real images before the drift, after it, and what changed. Each is drawn pixel by pixel; labels stand below. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Preview } from '../../contracts/services.ts';
import { cssColor, rgb } from '../colors.ts';
import { sharedStyles } from '../shared-styles.ts';

@customElement('sample-strip')
export class SampleStrip extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .rows {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 10px;
        align-items: center;
      }
      .row {
        display: grid;
        grid-template-columns: repeat(var(--count, 8), minmax(0, 1fr));
        gap: 4px;
      }
      canvas {
        width: 100%;
        aspect-ratio: 1;
        image-rendering: pixelated;
        border-radius: 3px;
        background: #000;
        display: block;
      }
      .names {
        text-align: center;
        color: var(--ink-3);
        font-size: var(--text-1);
      }
      .changed {
        color: var(--arm-retrain-all-text);
        font-weight: 600;
      }
      .hidden {
        visibility: hidden;
      }
      span {
        color: var(--ink-3);
        font-size: var(--text-1);
      }
    `,
  ];

  @property({ attribute: false }) preview: Preview | undefined;
  /** Without what is the same in every row: the difference, and labels that stay. */
  @property({ type: Boolean }) brief = false;
  /** The change has not come: its row keeps its place, empty. */
  @property({ type: Boolean }) still = false;
  /** How many samples to show. */
  @property({ type: Number }) count = 8;

  /** The colours of the difference come from the theme. */
  private readonly scheme = () => this.requestUpdate('preview');

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('theme-change', this.scheme);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('theme-change', this.scheme);
  }

  protected override render() {
    const { preview } = this;
    if (!preview) return html``;
    const samples = this.shown();
    const row = (what: string, hidden = false) =>
      html`<span class=${hidden ? 'hidden' : ''}>${translated(what)}</span>
        <div class="row ${hidden ? 'hidden' : ''}">${samples.map((i) => html`<canvas data-i=${i} role="img" aria-label="${translated(what)}: ${translated(this.classOf(i))}"></canvas>`)}</div>`;
    return html`<div class="rows">
      ${row(msg('before'))} ${row(msg('after'), this.still)} ${this.brief ? '' : row(msg('difference'))}
      ${
        this.brief && samples.every((i) => preview.before.y[i] === preview.after.y[i])
          ? ''
          : html`<span>${msg('label')}</span>
      <div class="row">
        ${samples.map((i) => {
          const [old, now] = [preview.classes[preview.before.y[i]!], preview.classes[preview.after.y[i]!]];
          return html`<div class="names ${old === now ? '' : 'changed'}">${old === now ? old : `${old} → ${now}`}</div>`;
        })}
      </div>`
      }
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.style.setProperty('--count', String(this.count));
    if (!this.preview || (!changed.has('preview') && !changed.has('count'))) return;
    const shown = this.shown();
    const rows = this.renderRoot.querySelectorAll<HTMLDivElement>('.row');
    [this.colours('before'), this.colours('after'), ...(this.brief ? [] : [this.difference()])].forEach((shade, kind) => {
      rows[kind]!.querySelectorAll('canvas').forEach((canvas, i) => this.draw(canvas, shown[i]!, shade));
    });
  }

  /** Rows of the preview, evenly taken, so that the strip goes through the whole new regime. */
  private shown(): number[] {
    const rows = this.preview!.before.y.length;
    const count = Math.min(this.count, rows);
    return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * rows) / count));
  }

  private classOf(i: number): string {
    return this.preview!.classes[this.preview!.before.y[i]!]!;
  }

  private colours(side: 'before' | 'after') {
    const { x } = this.preview![side];
    const channels = this.channels;
    // Grey images have one channel for all three colours.
    const value = (at: number, c: number) => Math.round(255 * x[at + Math.min(c, channels - 1)]!);
    return (at: number): [number, number, number] => [value(at, 0), value(at, 1), value(at, 2)];
  }

  /** Orange where a pixel became brighter, blue where it became darker. */
  private difference() {
    const { before, after } = this.preview!;
    const channels = this.channels;
    const [more, less] = [rgb(cssColor(this, '--more')), rgb(cssColor(this, '--less'))];
    return (at: number): [number, number, number] => {
      let change = 0;
      for (let c = 0; c < channels; c++) change += (after.x[at + c]! - before.x[at + c]!) / channels;
      const [r, g, b] = change > 0 ? more : less;
      const strength = Math.min(1, Math.abs(change));
      return [r * strength, g * strength, b * strength];
    };
  }

  private get channels(): number {
    return this.preview!.inputShape[2] ?? 1;
  }

  private draw(canvas: HTMLCanvasElement, row: number, shade: (at: number) => [number, number, number]): void {
    const [height = 1, width = 1, channels = 1] = this.preview!.inputShape;
    canvas.width = width;
    canvas.height = height;
    const image = new ImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const [r, g, b] = shade((row * width * height + pixel) * channels);
      image.data.set([r, g, b, 255], 4 * pixel);
    }
    canvas.getContext('2d')!.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-strip': SampleStrip;
  }
}
