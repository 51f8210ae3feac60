/**
 * Lines with bands that grow while a run goes on. uPlot draws on a canvas from plain typed arrays; nothing here goes
 * through Lit's rendering except the table twin. Names stand at the ends of their lines.
 */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type uPlot from 'uplot';
import { afterPaint } from '../after-paint.ts';
import type * as BandPlot from './band-plot.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wholePercent, type BandChartData, type BandLine, type BandLook } from './band-data.ts';

/** What draws comes after the first paint, which is not kept waiting for it; the chart's place is there from the start. */
let drawing: typeof BandPlot | undefined;

@customElement('band-chart')
export class BandChart extends LitElement implements BandLook {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
      }
      .plot {
        height: var(--chart-height, 240px);
      }
      details {
        display: var(--extras, block);
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .scroll {
        overflow: auto;
        max-height: 260px;
      }
    `,
  ];

  @property({ attribute: false }) data: BandChartData = { x: new Float64Array(), lines: [] };
  /** Right end of the horizontal axis; stays fixed while the caller keeps it. */
  @property({ type: Number }) end = 1;
  @property() xTitle = '';
  /** A place on the horizontal axis as text; of a tick, with the distance to its neighbours. */
  @property({ attribute: false }) xFormat: (value: number, step?: number) => string = String;
  /** Width kept free at the right for names, px. */
  @property({ type: Number }) labelWidth = 110;
  @property({ type: Number }) yFrom = 0;
  @property({ type: Number }) yTo = 1;
  @property({ attribute: false }) yFormat: (value: number) => string = wholePercent;
  /** What has to be known of the vertical axis, low at its foot: that it does not start at zero. */
  @property() yNote = '';
  /** What the chart shows, for screen readers. */
  @property() label = '';

  @query('.plot') private readonly host!: HTMLDivElement;
  private plot: uPlot | undefined;
  private shape = '';
  private readonly resizer = new ResizeObserver(() => this.resize());
  private readonly scheme = () => this.rebuild();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('theme-change', this.scheme);
    // Back in the page: the first notice of its size draws it anew.
    if (this.hasUpdated) this.resizer.observe(this.host);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('theme-change', this.scheme);
    this.resizer.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
    this.shape = '';
  }

  protected override render() {
    return html`
      <div class="plot" role="img" aria-label=${translated(this.label)}></div>
      <details>
        <summary>${msg('Table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${translated(this.label)}>${this.table()}</div>
      </details>
    `;
  }

  protected override firstUpdated(): void {
    this.resizer.observe(this.host);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const shape = JSON.stringify([
      this.data.lines.map((line) => line.id),
      this.data.ghosts?.map((line) => line.id),
      this.xTitle,
      this.labelWidth,
      this.yFrom,
      this.yTo,
      this.yNote,
      this.yFormat === wholePercent,
      this.data.marks,
    ]);
    if (!this.plot || shape !== this.shape) {
      this.shape = shape;
      this.rebuild();
    } else if (changed.has('data') || changed.has('end')) {
      // With the ranges recomputed, so that the axis follows `end`.
      this.plot.setData(drawing!.columnsOf(this.data), true);
    }
  }

  private static readonly waiting = new Set<BandChart>();

  /** Asks for what draws once, however often charts are told of new data until it is here. */
  private static waitFor(chart: BandChart): void {
    const { waiting } = BandChart;
    const asked = waiting.size > 0;
    waiting.add(chart);
    if (asked) return;
    const load = () => import('./band-plot.ts');
    afterPaint(load, (module) => {
      drawing = module;
      for (const each of waiting) each.rebuild();
      waiting.clear();
    });
  }

  private rebuild(): void {
    if (!this.isConnected || !this.host) return;
    if (!drawing) return BandChart.waitFor(this);
    this.plot?.destroy();
    this.plot = drawing.plotOf(this, this.host);
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width) return;
    if (this.plot) this.plot.setSize({ width, height });
    else this.rebuild();
  }

  /** A dozen rows of the same numbers, for those who cannot see the chart or want the figures. */
  private table() {
    const { x, ghosts = [] } = this.data;
    const lines = [...this.data.lines, ...ghosts];
    const last = x.length - 1;
    const rows = last > 0 ? Array.from({ length: 13 }, (_, i) => Math.round((i * last) / 12)) : [];
    const cell = (line: BandLine, i: number) => {
      const mean = line.mean[i]!;
      return Number.isNaN(mean) ? '–' : this.yFormat === wholePercent ? `${(100 * mean).toFixed(1)} %` : this.yFormat(mean);
    };
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${translated(this.xTitle)}</th>
          ${lines.map((line) => html`<th scope="col">${line.column ?? translated(line.title)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (i) => html`<tr>
            <th scope="row">${translated(this.xFormat(x[i]!))}</th>
            ${lines.map((line) => html`<td>${translated(cell(line, i))}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'band-chart': BandChart;
  }
}
