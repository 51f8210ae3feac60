/** How an interval narrows as seeds come in: a band after every part, the mean through it, zero and the margin around it. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Step } from '../../state/class-store.ts';
import { armClasses } from '../arm-style.ts';
import { sharedStyles } from '../shared-styles.ts';
import { baseAxis } from './axes.ts';
import { drawingStyles } from './drawing-styles.ts';
import { frameOf, linear, tickText, within, wholeStep } from './scales.ts';
import { ticksOn } from './ticks.ts';
import { WidthElement } from './width-element.ts';

const HEIGHT = 280;
const INSET = { left: 44, right: 14, top: 12, bottom: 40 };

@customElement('narrowing-chart')
export class NarrowingChart extends WidthElement {
  static override styles = [
    sharedStyles,
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
      .band {
        fill: var(--mark);
        fill-opacity: 0.16;
        stroke: var(--mark);
        stroke-width: 1.2;
      }
      .mean {
        fill: none;
        stroke: var(--mark);
        stroke-width: 2.4;
      }
      .seed {
        fill: var(--mark);
        fill-opacity: 0.5;
      }
      .last {
        fill: var(--mark);
        stroke: var(--bg);
        stroke-width: 1.5;
      }
      .scroll {
        overflow: auto;
        max-height: 240px;
      }
    `,
  ];

  /** The repair that leads: decides the colour. */
  @property() arm = '';
  /** Its difference to the next on every seed, in the order in which they came. */
  @property({ attribute: false }) values: readonly number[] = [];
  @property({ attribute: false }) steps: readonly Step[] = [];
  /** Differences within ± this do not matter. */
  @property({ type: Number }) margin = 0;
  @property() label = '';

  protected override render() {
    const { values, steps, margin } = this;
    const last = steps.at(-1);
    if (!last) return html``;
    const frame = frameOf(this.width, HEIGHT, INSET);
    const lowest = Math.min(-margin, ...values, last.lo < -0.999 ? 0 : last.lo);
    const highest = Math.max(margin, ...values, last.hi > 0.999 ? 0 : last.hi);
    const room = (highest - lowest) * 0.12;
    const x = linear([0, Math.max(last.seeds, 6)], [frame.left, frame.right]);
    const y = within([lowest - room, highest + room], linear([lowest - room, highest + room], [frame.bottom, frame.top]));
    const ticks = ticksOn([lowest - room, highest + room], 5);
    const step = 100 * ((ticks[1] ?? 0) - (ticks[0] ?? 0));
    const every = wholeStep(Math.max(last.seeds, 6), 8);
    const path = (of: (step: Step) => number) => steps.map((each) => `${x(each.seeds).toFixed(1)},${y(of(each)).toFixed(1)}`);
    const band = [...path(({ hi }) => hi), ...path(({ lo }) => lo).reverse()].join(' ');
    const seeds = Array.from({ length: Math.floor(Math.max(last.seeds, 6) / every) }, (_, i) => (i + 1) * every);
    return html`<svg class=${this.arm} role="img" aria-label=${translated(this.label)}>
        <rect class="margin" x=${frame.left} width=${frame.right - frame.left} y=${y(margin)} height=${Math.max(0, y(-margin) - y(margin))}></rect>
        ${ticks.map(
          (tick) => svg`<line class="grid" x1=${frame.left} x2=${frame.right} y1=${y(tick)} y2=${y(tick)}></line>
          <text x=${frame.left - 6} y=${y(tick) + 4} text-anchor="end">${translated(signed(100 * tick, step))}</text>`,
        )}
        <line class="zero" x1=${frame.left} x2=${frame.right} y1=${y(0)} y2=${y(0)}></line>
        ${baseAxis(seeds, x, frame, 16)}
        <text x=${frame.right} y=${frame.bottom + 34} text-anchor="end">${msg('seeds so far')}</text>
        <polygon class="band" points=${band}></polygon>
        ${values.map((value, i) => svg`<circle class="seed" cx=${x(i + 1)} cy=${y(value)} r="2.5"></circle>`)}
        <polyline class="mean" points=${path(({ mean }) => mean).join(' ')}></polyline>
        <circle class="last" cx=${x(last.seeds)} cy=${y(last.mean)} r="5"></circle>
      </svg>
      <details>
        <summary>${msg('Table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${translated(this.label)}>
          <table>
            <thead><tr><th>${msg('seeds')}</th><th>${msg('mean, points')}</th><th>${msg('interval')}</th></tr></thead>
            <tbody>${steps.map((each) => html`<tr><td>${each.seeds}</td><td>${translated(signed(100 * each.mean, 0.1))}</td><td>${msg(str`${signed(100 * each.lo, 0.1)} to ${signed(100 * each.hi, 0.1)}`)}</td></tr>`)}</tbody>
          </table>
        </div>
      </details>`;
  }
}

/** With a true minus, and a plus above zero. */
const signed = (value: number, step: number): string => {
  const text = tickText(Math.abs(value), step);
  return Number(text) === 0 ? '0' : `${value < 0 ? '−' : '+'}${text}`;
};

declare global {
  interface HTMLElementTagNameMap {
    'narrowing-chart': NarrowingChart;
  }
}
