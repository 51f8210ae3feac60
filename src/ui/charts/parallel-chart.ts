/** Parallel coordinates (Inselberg 1985): an axis for each number that was varied and one for the score, a line for each run. */
import { translated } from '../../words/msg.ts';
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunsBeside } from '../../contracts/library.ts';
import { drawingStyles } from './drawing-styles.ts';
import { linear } from './scales.ts';
import { WidthElement } from './width-element.ts';

const HEIGHT = 240;
const [TOP, BOTTOM, SIDE] = [30, 24, 60];

const short = (value: number): string => String(Number(value.toPrecision(3)));

@customElement('parallel-chart')
export class ParallelChart extends WidthElement {
  static override styles = [
    drawingStyles,
    css`
      svg {
        height: ${HEIGHT}px;
      }
      path {
        fill: none;
        stroke: var(--accent);
        stroke-opacity: 0.55;
        stroke-width: 1.5;
      }
      path:hover {
        stroke-opacity: 1;
        stroke-width: 3;
      }
      .axis {
        stroke: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) axes: RunsBeside['axes'] = [];
  @property({ attribute: false }) titles: readonly string[] = [];

  protected override render() {
    const { axes, width, titles } = this;
    const x = linear([0, axes.length - 1], [SIDE, width - SIDE]);
    const scales = axes.map(({ values }) => {
      const [lo, hi] = [Math.min(...values), Math.max(...values)];
      return { lo, hi, y: hi > lo ? linear([lo, hi], [HEIGHT - BOTTOM, TOP]) : () => (HEIGHT - BOTTOM + TOP) / 2 };
    });
    const line = (run: number) =>
      `M${axes.map(({ values }, i) => `${x(i).toFixed(1)},${scales[i]!.y(values[run]!).toFixed(1)}`).join('L')}`;
    return html`<svg role="img" aria-label=${translated(axes.map(({ name, values }) => `${name}: ${values.map(short).join(', ')}`).join('; '))}>
      ${axes.map(
        ({ name }, i) => svg`<line class="axis" x1=${x(i)} x2=${x(i)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
          <text class="name" x=${x(i)} y="12" text-anchor="middle">${name}</text>
          <text x=${x(i)} y=${TOP - 6} text-anchor="middle">${translated(short(scales[i]!.hi))}</text>
          <text x=${x(i)} y=${HEIGHT - BOTTOM + 14} text-anchor="middle">${scales[i]!.hi > scales[i]!.lo ? translated(short(scales[i]!.lo)) : ''}</text>`,
      )}
      ${(axes[0]?.values ?? []).map((_, run) => svg`<path d=${line(run)}><title>${translated(titles[run]) ?? `${run + 1}`}</title></path>`)}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parallel-chart': ParallelChart;
  }
}
