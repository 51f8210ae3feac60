/** What moved in a table: one small histogram per column before and after, those that moved most first, and class shares. */
import { msg, str } from '../../words/msg.ts';
import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bin, extent } from 'd3-array';
import type { Preview } from '../../contracts/services.ts';
import { sharedStyles } from '../shared-styles.ts';
import { linear } from './scales.ts';

const BINS = 18;
const WIDTH = 120;
const HEIGHT = 44;

interface ColumnShift {
  readonly name: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Kolmogorov–Smirnov distance over the bins, for sorting; 0 … 1. */
  readonly moved: number;
  readonly missing: number;
}

@customElement('shift-histograms')
export class ShiftHistograms extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(var(--histogram, 112px), 1fr));
        gap: 8px 14px;
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-size: var(--text-1);
        color: var(--ink-2);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      .before {
        fill: var(--ink-3);
        opacity: 0.35;
      }
      .after {
        fill: none;
        stroke: var(--more);
        stroke-width: 1.6;
      }
      .key {
        font-size: var(--text-1);
        color: var(--ink-3);
        margin-bottom: 6px;
      }
      .swatch {
        color: var(--arm-retrain-all-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) preview: Preview | undefined;
  @property({ type: Number }) count = 8;

  protected override render() {
    const { preview } = this;
    if (!preview) return html``;
    const shifts = preview.columns.length ? columnShifts(preview).slice(0, this.count) : [];
    const { classCounts } = preview;
    const labelsMoved = classCounts.before.some((count, c) => count !== classCounts.after[c]) || shifts.length === 0;
    return html`
      <div class="key">${msg(html`grey: before, <span class="swatch">line: after</span>; the columns that moved most come first`)}</div>
      <div class="grid">
        ${labelsMoved ? this.figure(shares(preview, msg('class frequencies'))) : ''} ${shifts.map((shift) => this.figure(shift))}
      </div>
    `;
  }

  private figure({ name, before, after, missing }: ColumnShift) {
    const top = Math.max(...before, ...after, 1);
    const step = WIDTH / before.length;
    const y = linear([0, top], [HEIGHT, 2]);
    const line = after.map((count, i) => `${i ? 'L' : 'M'}${i * step} ${y(count)}H${(i + 1) * step}`).join('');
    return html`<figure>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${msg(str`${name}: distribution before and after`)}>
        ${before.map((count, i) => svg`<rect class="before" x=${i * step} y=${y(count)} width=${Math.max(0.5, step - 0.6)} height=${HEIGHT - y(count)}></rect>`)}
        <path class="after" d=${line}></path>
      </svg>
      <figcaption title=${name}>${name}${missing > 0.005 ? html` · ${Math.round(100 * missing)} % ${msg('missing')}` : ''}</figcaption>
    </figure>`;
  }
}

function columnShifts({ columns, before, after }: Preview): ColumnShift[] {
  const features = columns.length;
  const column = (x: Float32Array, f: number) => Array.from({ length: x.length / features }, (_, row) => x[row * features + f]!);
  return columns
    .map((name, f) => {
      const [was, is] = [column(before.x, f), column(after.x, f)];
      const present = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));
      const [low = 0, high = 1] = extent([...present(was), ...present(is)]);
      const edges = Array.from({ length: BINS - 1 }, (_, i) => low + ((i + 1) * (high - low)) / BINS);
      const count = bin<number, number>().domain([low, high]).thresholds(edges);
      const counts = (values: readonly number[]) => spread(count(present(values)).map((cell) => cell.length));
      const missing = is.filter(Number.isNaN).length / is.length;
      const [old, now] = [counts(was), counts(is)];
      return { name, before: old, after: now, missing, moved: distance(old, now) + missing };
    })
    .sort((a, b) => b.moved - a.moved);
}

/** A constant column gives fewer bins than asked for. */
const spread = (counts: readonly number[]): number[] => Array.from({ length: BINS }, (_, i) => counts[i] ?? 0);

function shares({ classCounts }: Preview, name: string): ColumnShift {
  return { name, ...classCounts, moved: 0, missing: 0 };
}

function distance(a: readonly number[], b: readonly number[]): number {
  const total = (counts: readonly number[]) =>
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
  const [sumA, sumB] = [total(a), total(b)];
  let gap = 0;
  let most = 0;
  a.forEach((count, i) => {
    gap += count / sumA - b[i]! / sumB;
    most = Math.max(most, Math.abs(gap));
  });
  return most;
}

declare global {
  interface HTMLElementTagNameMap {
    'shift-histograms': ShiftHistograms;
  }
}
