/**
 * Lines with bands that grow while a run goes on. uPlot draws on a canvas from plain typed arrays; nothing here goes
 * through Lit's rendering except the table twin. Names stand at the ends of their lines.
 */
import { msg, translated } from '../../words/msg.ts';
import { css, html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { chartScale, cssColor } from '../colors.ts';
import { painted } from '../after-paint.ts';
import { sharedStyles } from '../shared-styles.ts';
import type { BandChartData, BandLine } from './band-data.ts';
import { drawGuide, drawMarks, drawNames, drawNote, type Over } from './band-over.ts';
import { tickText } from './scales.ts';

const wholePercent = (value: number): string => `${Math.round(value * 100)} %`;

/** Opacity of a ghost, as the last two digits of a colour. */
const PALE = '80';
/** The drawing library comes after the first paint, which is not kept waiting for it; the chart's place is there from the start. */
let draws: typeof uPlot | undefined;
let arriving: Promise<void> | undefined;

async function library(): Promise<void> {
  arriving ??= painted()
    .then(() => import('uplot'))
    .then((module) => void (draws = module.default));
  return arriving;
}

@customElement('band-chart')
export class BandChart extends LitElement {
  static override styles = [
    sharedStyles,
    unsafeCSS(uPlotStyles),
    css`
      :host {
        display: block;
        position: relative;
      }
      .plot {
        height: var(--chart-height, 240px);
      }
      .uplot {
        font-family: inherit;
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
      this.plot.setData(this.columns(), true);
    }
  }

  private columns(): uPlot.AlignedData {
    const { x, lines, ghosts = [] } = this.data;
    // uPlot takes null, not NaN, for a gap.
    const gaps = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
    return [
      x,
      ...ghosts.map((line) => gaps(line.mean)),
      ...lines.flatMap((line) => [gaps(line.hi), gaps(line.lo), gaps(line.mean)]),
    ] as uPlot.AlignedData;
  }

  private rebuild(): void {
    if (!this.isConnected || !this.host) return;
    if (!draws) return void library().then(() => this.rebuild());
    this.plot?.destroy();
    this.plot = undefined;
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width) return;
    const color = (name: string) => cssColor(this, name);
    const times = chartScale(this);
    const font = `${Math.round(11 * times)}px ${getComputedStyle(this).fontFamily}`;
    const axis: uPlot.Axis = { stroke: color('--ink-3'), font, labelFont: font, ticks: { show: false } };
    const { lines, ghosts = [] } = this.data;
    const dashed = ({ dash }: BandLine) => dash.map((length) => length * times);
    this.plot = new draws(
      {
        width,
        height,
        padding: [8 * times, this.labelWidth * times, 0, 0],
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false, range: () => [0, this.end] }, y: { range: () => [this.yFrom, this.yTo] } },
        axes: [
          {
            ...axis,
            grid: { show: false },
            values: (_, ticks) => ticks.map((tick) => this.xFormat(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0))),
            space: 70 * times,
            size: 26 * times,
            gap: 6 * times,
            label: this.xTitle,
            labelSize: 18 * times,
            labelGap: 0,
          },
          {
            ...axis,
            grid: { stroke: color('--line'), width: 1 },
            values: (_, ticks) => ticks.map((tick) => this.yTick(tick, (ticks[1] ?? 0) - (ticks[0] ?? 0))),
            size: (this.yFormat === wholePercent ? 48 : 60) * times,
            space: 36 * times,
          },
        ],
        series: [
          {},
          ...ghosts.map((line): uPlot.Series => ({
            stroke: color(line.color) + PALE,
            width: times,
            dash: dashed(line),
            points: { show: false },
          })),
          ...lines.flatMap((line): uPlot.Series[] => [
            { stroke: 'transparent', width: 0, points: { show: false } },
            { stroke: 'transparent', width: 0, points: { show: false } },
            { stroke: color(line.color), width: 2.2 * times, dash: dashed(line), points: { show: false } },
          ]),
        ],
        bands: lines.map((line, i) => ({ series: [ghosts.length + 3 * i + 1, ghosts.length + 3 * i + 2], fill: color(line.color) + '1c' })),
        hooks: { draw: [(plot) => this.drawOver(plot)] },
      },
      this.columns(),
      this.host,
    );
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width) return;
    if (this.plot) this.plot.setSize({ width, height });
    else this.rebuild();
  }

  /** So near to each other that whole percent would not tell them apart, ticks have a decimal. */
  private yTick(tick: number, step: number): string {
    return this.yFormat === wholePercent ? `${tickText(100 * tick, 100 * step)} %` : this.yFormat(tick);
  }

  private drawOver(plot: uPlot): void {
    const over: Over = {
      plot,
      element: this,
      data: this.data,
      ratio: draws!.pxRatio * chartScale(this),
      family: getComputedStyle(this).fontFamily,
    };
    plot.ctx.save();
    drawGuide(over);
    drawMarks(over);
    drawNote(over, this.yNote);
    drawNames(over);
    plot.ctx.restore();
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
