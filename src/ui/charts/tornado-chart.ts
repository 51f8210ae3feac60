/** Bars from low to high around a value, widest first: what the value hangs on most. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';
import { linear } from './scales.ts';

export interface TornadoRow {
  readonly title: string;
  /** The ends that the input is moved to, as text. */
  readonly low: string;
  readonly high: string;
  /** The value at those ends. */
  readonly atLow: number;
  readonly atHigh: number;
}

/** Width and height of a row's drawing, which is stretched to the room there is. */
const WIDTH = 100;
const HEIGHT = 16;

@customElement('tornado-chart')
export class TornadoChart extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        font-size: var(--text-1);
      }
      ul {
        list-style: none;
        margin: var(--space-2) 0 0;
        padding: 0;
        display: grid;
        gap: 6px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr);
        gap: 0 var(--space-3);
        align-items: center;
      }
      small {
        display: block;
        color: var(--ink-2);
        font-size: inherit;
      }
      svg {
        display: block;
        width: 100%;
        height: ${HEIGHT}px;
      }
      .high {
        fill: var(--more);
      }
      .low {
        fill: var(--less);
      }
      .now {
        stroke: var(--ink);
      }
      .zero {
        stroke: var(--ink-3);
        stroke-dasharray: 2 3;
      }
      .swatch {
        display: inline-block;
        width: 10px;
        height: 10px;
        border-radius: 2px;
        background: var(--less);
      }
      .swatch.more {
        background: var(--more);
      }
      @container (max-width: 520px) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly TornadoRow[] = [];
  /** The value as everything stands; the bars begin there. */
  @property({ type: Number }) now = 0;
  @property({ attribute: false }) format: (value: number) => string = String;

  protected override render() {
    if (!this.rows.length) return html``;
    return html`<p class="quiet">
        <span class="swatch"></span> ${msg('input at its low end')} · <span class="swatch more"></span> ${msg('at its high end')} · ${msg(str`line: ${this.format(this.now)} as it stands`)}
      </p>
      <ul>
        ${this.rows.map((row) => this.row(row))}
      </ul>`;
  }

  private row({ title, low, high, atLow, atHigh }: TornadoRow) {
    const { x, now, format } = this;
    const bar = (kind: string, end: number) =>
      svg`<rect class=${kind} x=${Math.min(x(now), x(end))} y="2" width=${Math.abs(x(end) - x(now))} height=${HEIGHT - 4}></rect>`;
    const line = (kind: string, at: number) =>
      svg`<line class=${kind} x1=${x(at)} x2=${x(at)} y1="0" y2=${HEIGHT} vector-effect="non-scaling-stroke"></line>`;
    return html`<li>
      <span>${translated(title)} <small>${msg(str`at ${low}: ${format(atLow)} · at ${high}: ${format(atHigh)}`)}</small></span>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${msg(str`${title}: ${format(atLow)} at ${low}, ${format(atHigh)} at ${high}`)}>
        ${this.holdsZero ? line('zero', 0) : ''} ${bar('low', atLow)} ${bar('high', atHigh)} ${line('now', now)}
      </svg>
    </li>`;
  }

  private get ends(): readonly [number, number] {
    const values = [this.now, ...this.rows.flatMap(({ atLow, atHigh }) => [atLow, atHigh])];
    return [Math.min(...values), Math.max(...values)];
  }

  private get holdsZero(): boolean {
    const [lo, hi] = this.ends;
    return lo < 0 && hi > 0;
  }

  private readonly x = (value: number): number => {
    const [lo, hi] = this.ends;
    return hi > lo ? linear([lo, hi], [1, WIDTH - 1])(value) : WIDTH / 2;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tornado-chart': TornadoChart;
  }
}
