/** Lines over the batches of a stream, drawn on a canvas: true drifts as bands behind them, repairs as marks on them. */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { chartScale, cssColor } from '../colors.ts';
import { sharedStyles } from '../shared-styles.ts';
import { frameOf, linear, wholeStep, type Scale } from './scales.ts';

/** What may be dropped on a batch: a text of this type. */
export const DROPPED = 'text/x-drift';

/** The user clicked on a batch, or dropped something on it. */
export class BatchPick extends Event {
  constructor(
    readonly batch: number,
    readonly dropped?: string,
  ) {
    super('batch-pick', { bubbles: true, composed: true });
  }
}

export interface StreamLine {
  readonly title: string;
  /** A custom property. */
  readonly color: string;
  readonly dash: readonly number[];
  /** One per batch; null = nothing there. */
  readonly values: readonly (number | null)[];
  /** Batches after which a repair was made. */
  readonly marks: readonly number[];
  /** Batches with a warning: hollow marks. */
  readonly warnings?: readonly number[];
}

export interface StreamBand {
  /** In batches. */
  readonly from: number;
  readonly to: number;
  readonly title: string;
}

const MARGIN = { left: 44, right: 22, top: 8, bottom: 22 };
const margin = (times: number): typeof MARGIN => ({ left: 44 * times, right: 22 * times, top: 8 * times, bottom: 22 * times });

/** Points of a dashed line lie this far apart at least, px. */
const DASHED_PX = 2;

@customElement('stream-chart')
export class StreamChart extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      canvas {
        width: 100%;
        height: var(--height, 260px);
        display: block;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        font-size: var(--text-1);
        color: var(--ink-2);
        padding-left: ${MARGIN.left}px;
      }
      .key canvas {
        display: inline-block;
        width: 26px;
        height: 8px;
        margin-right: 5px;
      }
      details {
        display: var(--extras, block);
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-1);
      }
      td,
      th {
        padding: 2px 10px 2px 0;
        text-align: left;
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly StreamLine[] = [];
  @property({ attribute: false }) bands: readonly StreamBand[] = [];
  /** Batches of the whole stream: the axis stays as it is while lines grow. */
  @property({ type: Number }) batches = 1;
  @property({ attribute: false }) range: readonly [low: number, high: number] = [0, 1];
  @property({ attribute: false }) format: (value: number) => string = (value) => `${Math.round(100 * value)} %`;
  @property() label = '';
  @query('canvas.plot') private readonly plot!: HTMLCanvasElement;
  private readonly resized = new ResizeObserver(() => this.draw());
  private readonly recolour = () => this.draw();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('theme-change', this.recolour);
    void this.updateComplete.then(() => this.resized.observe(this.plot));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    document.removeEventListener('theme-change', this.recolour);
  }

  protected override render() {
    const last = (values: StreamLine['values']) => values.findLast((value) => value !== null);
    return html`<canvas class="plot" role="img" aria-label=${translated(this.label)} @click=${(event: MouseEvent) => this.pick(event)} @dragover=${this.mayDrop} @drop=${this.drop}></canvas>
      <div class="key">${this.lines.map((line, i) => html`<span><canvas data-i=${i} width="52" height="16"></canvas>${translated(line.title)}</span>`)}</div>
      <details class="small">
        <summary>${msg('Table')}</summary>
        <table>
          <tr><th>${msg('line')}</th><th>${msg('latest')}</th><th>${msg('marks after batch')}</th><th>${msg('warnings after batch')}</th></tr>
          ${this.lines.map(
            ({ title, values, marks, warnings = [] }) =>
              html`<tr><td>${translated(title)}</td><td>${last(values) === undefined ? '–' : translated(this.format(last(values)!))}</td><td>${translated(marks.join(', ')) || '–'}</td><td>${translated(warnings.join(', ')) || '–'}</td></tr>`,
          )}
        </table>
      </details>`;
  }

  protected override updated(): void {
    this.draw();
  }

  /** The stroke of each line beside its name, in the colours as they are now. */
  private drawKeys(): void {
    this.renderRoot.querySelectorAll<HTMLCanvasElement>('.key canvas').forEach((canvas, i) => {
      const line = this.lines[i];
      if (!line) return;
      const context = canvas.getContext('2d')!;
      context.clearRect(0, 0, canvas.width, canvas.height);
      this.stroke(context, line, 2);
      context.beginPath();
      context.moveTo(0, 8);
      context.lineTo(52, 8);
      context.stroke();
    });
  }

  private pick(event: MouseEvent, dropped?: string): void {
    const { left, right } = frameOf(this.plot.clientWidth, this.plot.clientHeight, margin(chartScale(this)));
    const batch = Math.floor(linear([left, right], [0, this.batches])(event.offsetX));
    if (batch >= 0 && batch < this.batches) this.dispatchEvent(new BatchPick(batch, dropped));
  }

  private mayDrop(event: DragEvent): void {
    if (event.dataTransfer?.types.includes(DROPPED)) event.preventDefault();
  }

  private drop(event: DragEvent): void {
    const dropped = event.dataTransfer?.getData(DROPPED);
    if (!dropped) return;
    event.preventDefault();
    this.pick(event, dropped);
  }

  private stroke(context: CanvasRenderingContext2D, { color, dash }: StreamLine, scale: number): void {
    context.strokeStyle = cssColor(this, color);
    context.lineWidth = 1.7 * scale;
    context.setLineDash(dash.map((length) => length * scale));
  }

  private draw(): void {
    this.drawKeys();
    const canvas = this.plot;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (width === 0) return;
    const scale = devicePixelRatio;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d')!;
    context.scale(scale, scale);
    const { left, right, top, bottom } = frameOf(width, height, margin(chartScale(this)));
    const x = linear([0, Math.max(1, this.batches)], [left, right]);
    const y = linear(this.range, [bottom, top]);
    this.frame(context, width, x, y);
    for (const line of this.lines) this.line(context, line, x, y, right - left);
  }

  private frame(context: CanvasRenderingContext2D, width: number, x: Scale, y: Scale): void {
    const [low, high] = this.range;
    const times = chartScale(this);
    const { left, right } = margin(times);
    context.globalAlpha = 0.16;
    context.fillStyle = cssColor(this, '--more');
    for (const { from, to } of this.bands) context.fillRect(x(from), y(high), Math.max(2, x(to) - x(from)), y(low) - y(high));
    context.globalAlpha = 1;
    context.font = `${11 * times}px ${getComputedStyle(this).fontFamily}`;
    context.fillStyle = cssColor(this, '--ink-2');
    context.strokeStyle = cssColor(this, '--line');
    context.lineWidth = 1;
    for (let i = 0; i <= 4; i++) {
      const value = low + (i / 4) * (high - low);
      context.beginPath();
      context.moveTo(left, y(value));
      context.lineTo(width - right, y(value));
      context.stroke();
      context.textAlign = 'right';
      context.fillText(this.format(value), left - 6 * times, y(value) + 4 * times);
    }
    context.textAlign = 'center';
    const step = wholeStep(this.batches, Math.max(2, Math.floor((width - left) / (64 * times))));
    for (let batch = 0; batch <= this.batches; batch += step) context.fillText(String(batch), x(batch), y(low) + 16 * times);
    context.textAlign = 'left';
    for (const { from, title } of this.bands) context.fillText(translated(title), x(from) + 4 * times, y(high) + 12 * times);
  }

  /** At most two points a pixel column: the least and the greatest value in it. */
  private line(context: CanvasRenderingContext2D, line: StreamLine, x: Scale, y: Scale, width: number): void {
    const times = chartScale(this);
    this.stroke(context, line, times);
    const { values } = line;
    // Dashes are lost among points that lie closer, and a browser without a GPU takes 100 ms to put thousands of them along such a line.
    if (values.length * DASHED_PX > width) context.setLineDash([]);
    const perColumn = Math.max(1, Math.floor(values.length / width));
    context.beginPath();
    let pen = false;
    for (let from = 0; from < values.length; from += perColumn) {
      let [least, most] = [Infinity, -Infinity];
      for (let i = from; i < Math.min(values.length, from + perColumn); i++) {
        const value = values[i];
        if (value === null || value === undefined) continue;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      if (least > most) {
        pen = false;
        continue;
      }
      const at = x(from + perColumn / 2);
      if (pen) context.lineTo(at, y(least));
      else context.moveTo(at, y(least));
      if (most > least) context.lineTo(at, y(most));
      pen = true;
    }
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = cssColor(this, line.color);
    const circle = (batch: number, radius: number) => {
      const value = values[batch] ?? values.findLast((each) => each !== null) ?? this.range[0];
      context.beginPath();
      context.arc(x(batch + 1), y(value), radius, 0, 2 * Math.PI);
    };
    for (const batch of line.warnings ?? []) {
      circle(batch, 3.5 * times);
      context.stroke();
    }
    for (const batch of line.marks) {
      circle(batch, 4.5 * times);
      context.fill();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-chart': StreamChart;
  }
}
