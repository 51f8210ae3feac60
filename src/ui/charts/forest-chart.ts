/** One difference of a forest plot: every seed as a dot, their mean with its interval, zero and the margin around it. A mean beyond the axis is an arrow. */
import { translated } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Interval } from '../../maths/interval.ts';
import { armClasses } from '../arm-style.ts';
import { drawingStyles } from './drawing-styles.ts';
import { linear, within, type Span } from './scales.ts';

/** Ends of the axis, in the unit of the values; the same for all rows of a plot. */
export type Axis = Span;

/** From the lowest to the highest of all that is drawn; an interval wider than everything there is does not count. */
export function axisOver(differences: readonly Interval[], margin: number): Axis {
  const drawn = [-margin, margin, ...differences.flatMap(({ values, lo, hi }) => [...values, ...(hi - lo < 2 ? [lo, hi] : [])])];
  const [lo, hi] = [Math.min(...drawn), Math.max(...drawn)];
  const room = (hi - lo) * 0.03 || 0.01;
  return [lo - room, hi + room];
}

const HEIGHT = 30;
/** Dots lie in the upper part, one beside the other, so that equal values can be told apart. */
const DOTS = { from: 4, to: 15 };
const MEAN_AT = 23;

@customElement('forest-chart')
export class ForestChart extends LitElement {
  static override styles = [
    drawingStyles,
    armClasses,
    css`
      svg {
        height: ${HEIGHT}px;
      }
      .margin {
        fill: var(--soft);
      }
      .zero {
        stroke: var(--ink-3);
      }
      .seed {
        fill: var(--mark);
        fill-opacity: 0.55;
      }
      .interval {
        stroke: var(--mark);
        stroke-width: 2.5;
      }
      .mean {
        fill: var(--mark);
        stroke: var(--bg);
      }
    `,
  ];

  /** Decides the colour. */
  @property() arm = '';
  /** One for each seed, in order. */
  @property({ attribute: false }) values: readonly number[] = [];
  /** Absent where too few seeds allow none. */
  @property({ attribute: false }) interval: { readonly lo: number; readonly hi: number } | undefined;
  @property({ type: Number }) mean = 0;
  /** Differences within ± this do not matter. */
  @property({ type: Number }) margin = 0;
  @property({ attribute: false }) axis: Axis = [-1, 1];
  @property() label = '';

  protected override render() {
    const { mean, margin, arm } = this;
    const dot = (value: number, i: number) =>
      svg`<circle class="seed" cx=${this.x(value)} cy=${DOTS.from + ((DOTS.to - DOTS.from) * (i % 5)) / 4} r="2.5"></circle>`;
    return html`<svg class=${arm} role="img" aria-label=${translated(this.label)}>
      <rect class="margin" x=${this.x(-margin)} width="${this.at(margin) - this.at(-margin)}%" y="0" height=${HEIGHT}></rect>
      <line class="zero" x1=${this.x(0)} x2=${this.x(0)} y1="0" y2=${HEIGHT}></line>
      ${mean < this.axis[0] ? svg`<text x="2" y=${MEAN_AT}>←</text>` : mean > this.axis[1] ? svg`<text x="100%" y=${MEAN_AT} text-anchor="end">→</text>` : this.drawn(dot)}
    </svg>`;
  }

  private drawn(dot: (value: number, i: number) => unknown) {
    const { values, interval, mean } = this;
    return svg`${values.map(dot)}
      ${interval ? svg`<line class="interval" x1=${this.x(interval.lo)} x2=${this.x(interval.hi)} y1=${MEAN_AT} y2=${MEAN_AT}></line><circle class="mean" cx=${this.x(mean)} cy=${MEAN_AT} r="4.5"></circle>` : ''}`;
  }

  /** Place on the axis, in percent of the width; what lies beyond is drawn at the end. */
  private at(value: number): number {
    return within(this.axis, linear(this.axis, [0, 100]))(value);
  }

  private x(value: number): string {
    return `${this.at(value)}%`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'forest-chart': ForestChart;
  }
}
