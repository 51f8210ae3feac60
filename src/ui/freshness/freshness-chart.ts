/** What users get over time: what every repair has spared them against the model as it is, from the drift on; or what that is worth, less what the repairs cost. */
import { translated } from '../../words/msg.ts';
import { msg, str } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Freshness } from '../../contracts/freshness.ts';
import type { Interval } from '../../maths/interval.ts';
import { titlesOf } from '../../decide/freshness.ts';
import { sparedOver, type Concluded } from '../../measure/freshness/freshness.ts';
import { hours, unitOf } from '../../measure/freshness/words.ts';
import type { Summary } from '../../contracts/results.ts';
import type { Lead } from '../../spec/lead/schema.ts';
import { armStyle } from '../arm-style.ts';
import '../charts/band-chart.ts';
import type { BandChartData, BandLine } from '../charts/band-data.ts';
import '../charts/chart-frame.ts';
import { steadyEnd } from '../charts/scales.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Points of a line: kinks fall between them, and nobody sees it. */
const GRID = 240;
/** Two in turn that are drawn: more would hide the others. */
const MOST_BRIDGES = 1;

/** What an answer's loss is worth, and what a repair costs, once. */
export interface Money {
  readonly currency: string;
  readonly perLoss: number;
  costOf(arm: string): number;
}

@customElement('freshness-chart')
export class FreshnessChart extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      band-chart {
        --chart-height: clamp(220px, 34vh, 360px);
      }
    `,
  ];

  @property({ attribute: false }) lead: Lead | undefined;
  @property({ attribute: false }) concluded: (Concluded & { readonly summary: Summary }) | undefined;
  @property({ attribute: false }) freshness: Freshness | undefined;
  @property({ attribute: false }) money: Money | undefined;
  private drawn: readonly unknown[] = [];
  private data: BandChartData = { x: new Float64Array(), lines: [] };
  private range: readonly [number, number] = [0, 1];

  protected override render() {
    const { lead, concluded, freshness, money } = this;
    if (!lead || !concluded || !freshness) return '';
    const asked = [lead, concluded.results, freshness, money];
    if (asked.some((each, i) => each !== this.drawn[i])) {
      this.drawn = asked;
      this.draw(lead, concluded, freshness);
    }
    const unit = unitOf(freshness.horizon);
    const title = money
      ? msg('money saved against doing nothing')
      : { wrong: msg('wrong answers spared'), cost: msg('cost of errors spared'), error: msg('absolute error spared') }[freshness.loss];
    return html`<chart-frame name=${money ? 'over-time-money' : 'what-users-get'} canvas>${repeat(
      [title],
      (key) => key,
      () => html`<band-chart
        .data=${this.data}
        .end=${freshness.horizon / unit.hours}
        .yFrom=${this.range[0]}
        .yTo=${this.range[1]}
        .yFormat=${(value: number) => short(value, money?.currency)}
        .labelWidth=${this.room()}
        xTitle=${`${unit.many} ${msg('since the drift')}`}
        .xFormat=${(value: number) => String(Number(value.toPrecision(4)))}
        label=${`${title}, ${msg('by repair, over time')}`}
      ></band-chart>`,
    )}</chart-frame>`;
  }

  /** Width for the longest name at the end of a line, px. */
  private room(): number {
    const longest = Math.max(0, ...this.data.lines.map(({ title }) => translated(title).length));
    return Math.max(92, Math.min(this.clientWidth < 560 ? 116 : 178, 7 * longest + 14));
  }

  private draw(
    lead: Lead,
    concluded: Concluded & { readonly summary: Summary },
    { horizon, traffic, crossings, served, leads }: Freshness,
  ): void {
    const at = Array.from({ length: GRID + 1 }, (_, i) => (i / GRID) * horizon);
    const titleOf = titlesOf(concluded.summary);
    const { hours: unit } = unitOf(horizon);
    const lossOf = (id: string) => served.find((each) => each.id === id)?.loss.mean ?? Infinity;
    const all = sparedOver(lead, concluded, at);
    const bridges = all
      .filter(({ id }) => id.includes('+'))
      .sort((a, b) => lossOf(a.id) - lossOf(b.id))
      .slice(0, MOST_BRIDGES);
    const shown = [...all.filter(({ id }) => !id.includes('+')), ...bridges];
    const worth = (id: string, value: number, hour: number) => {
      const counted = value * (traffic ?? 1);
      if (!this.money) return counted;
      const spent = id.split('+').reduce((sum, arm) => (hour >= (leads[arm]?.total ?? Infinity) ? sum + this.money!.costOf(arm) : sum), 0);
      return counted * this.money.perLoss - spent;
    };
    const lines: BandLine[] = shown.map(({ id, spared }) => {
      const of = (pick: (interval: Interval) => number) => Float64Array.from(spared, (each, i) => worth(id, pick(each), at[i]!));
      const [, next] = id.split('+');
      return {
        ...{ id, title: next ? msg('patched first') : titleOf(id) },
        ...(next ? { color: armStyle(next).color, dash: [2, 4] } : armStyle(id)),
        ...{ mean: of(({ mean }) => mean), lo: of(({ lo }) => lo), hi: of(({ hi }) => hi) },
        endsAt: 0,
      };
    });
    const values = lines.flatMap(({ mean }) => [...mean]);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const far = (value: number) => (value === 0 ? 0 : steadyEnd(Math.abs(value)) * Math.sign(value));
    this.range = low === 0 && high === 0 ? [0, 1] : [far(low), far(high)];
    const marks = this.money
      ? []
      : crossings
          .filter((each) => each.at < horizon)
          .map((each) => ({ at: each.at / unit, text: msg(str`overtaken after ${hours(each.at)}`) }));
    this.data = { x: Float64Array.from(at, (hour) => hour / unit), lines, marks };
  }
}

/** `12k`, `−3.4M`, with the currency where it is money. */
function short(value: number, currency?: string): string {
  const [scale, letter] =
    Math.abs(value) >= 1e9 ? [1e9, 'G'] : Math.abs(value) >= 1e6 ? [1e6, 'M'] : Math.abs(value) >= 1e3 ? [1e3, 'k'] : [1, ''];
  const text = `${Number((value / scale).toPrecision(3))}${letter}`.replace('-', '−');
  return currency ? `${text} ${currency}` : text;
}

declare global {
  interface HTMLElementTagNameMap {
    'freshness-chart': FreshnessChart;
  }
}
