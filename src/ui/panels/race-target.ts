/** The headline of the race: which repair first comes near what can be reached, and how much sooner than another. */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { percent, seconds, times } from '../../measure/format.ts';
import { reachOf, type Along, type ArmReach, type Reach } from '../../measure/reach.ts';
import { excludes } from '../../measure/statistics.ts';
import type { Interval } from '../../measure/types.ts';
import { arms } from '../../state/catalogue.ts';
import { armClasses } from '../arm-style.ts';
import { StoreElement } from '../store-element.ts';

/** What the horizontal axis of the race shows. */
export type RaceAxis = 'seconds' | 'steps' | 'labels' | 'energy';

/** The arm that others are held against, where it reaches the target. */
const REFERENCE = 'retrain-all';

@customElement('race-target')
export class RaceTarget extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    armClasses,
    css`
      .headline {
        font-size: var(--text-3);
        line-height: 1.4;
        text-wrap: balance;
      }
      em {
        font-style: normal;
        font-weight: 600;
        color: var(--name, inherit);
      }
      strong {
        font-weight: 600;
      }
      ul {
        list-style: none;
        margin: var(--space-2) 0 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-4);
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      .key {
        display: inline-block;
        width: 12px;
        border-top: 3px solid var(--mark);
        vertical-align: middle;
        margin-right: 5px;
      }
      .never {
        color: var(--ink-3);
      }
    `,
  ];

  @property() axis: RaceAxis = 'seconds';
  private worked: { readonly key: string; readonly reach: Reach | null } | undefined;

  protected override render() {
    const { run, summary } = this.store;
    const reach = this.reach();
    if (!reach) {
      return html`<p class="quiet">${summary.seeds ? msg('No repair is better on the new world than doing nothing, so there is no target to reach.') : msg('Which repair recovers first is told here when the first seed is through.')}</p>`;
    }
    const { seeds } = reach;
    const doubtful = !summary.timesComparable && (this.axis === 'seconds' || this.axis === 'energy');
    return html`<p class="headline">${run.record ? nothing : msg(str`After ${seeds} of ${run.spec.seeds.count} seeds: `)}${this.axis === 'labels' ? this.byLabels(reach) : this.byCurve(reach)}</p>
      <p class="small quiet">
        ${msg(str`Target: ${share(reach.target)} on the new world, 95 % of the way from ${share(reach.drifted)} to the best, ${share(reach.best)}.`)}
        ${this.axis === 'labels' || seeds < 3 ? nothing : msg(str`Intervals: jackknife over ${seeds} seeds.`)}
        ${doubtful && run.record ? msg('Times of this run are too short or too disturbed to rank by: compare steps, or the counted work below.') : nothing}
      </p>
      ${this.axis === 'labels' ? nothing : html`<ul aria-label=${msg('Where each repair first reaches the target')}>${ranked(reach).map((arm) => this.item(arm))}</ul>`}`;
  }

  private item({ arm, at }: ArmReach) {
    if (arm === 'none') return nothing;
    return html`<li class=${at ? '' : 'never'}><span class="key ${arm}"></span>${titleOf(arm)} ${at ? html`<strong>${this.amount(at.mean)}</strong>${this.range(at)}` : msg('does not reach it')}</li>`;
  }

  private byCurve(reach: Reach): TemplateResult {
    const reached = ranked(reach).filter((arm): arm is ArmReach & { at: Interval } => arm.at !== null);
    const [first, ...others] = reached;
    if (!first) return html`${msg('no repair’s mean curve reaches 95 % of what is won back in the end.')}`;
    const fast = named(first.arm);
    if (!others.length) return msg(html`only ${fast} reaches 95 % of the reachable accuracy, ${this.took(first.at.mean)}.`);
    const last = others.find(({ arm }) => arm === REFERENCE) ?? others.at(-1)!;
    const slow = named(last.arm);
    const ratio = reach.ratio(first.arm, last.arm);
    if (!ratio) return msg(html`${fast} reaches 95 % of the reachable accuracy ${this.took(first.at.mean)}, ${slow} ${this.took(last.at.mean)}.`);
    if (reach.seeds >= 3 && !excludes(ratio, 1)) {
      return msg(html`${fast} and ${slow} reach 95 % of the reachable accuracy ${this.took(first.at.mean)} and ${this.took(last.at.mean)}: too close to call on ${reach.seeds} seeds.`);
    }
    const { value, range } = times(ratio);
    const factor = html`<strong>${value}</strong>${ratio.values.length > 1 ? ` (${range})` : ''}`;
    switch (this.axis) {
      case 'steps':
        return msg(html`${fast} reaches 95 % of the reachable accuracy in ${factor} fewer steps than ${slow}.`);
      case 'energy':
        return msg(html`${fast} reaches 95 % of the reachable accuracy for ${factor} less energy than ${slow}, by the proxy.`);
      default:
        return msg(html`${fast} reaches 95 % of the reachable accuracy ${factor} sooner than ${slow}.`);
    }
  }

  /** Labels come all at once, so that only where a repair ends says something. */
  private byLabels({ target }: Reach): TemplateResult {
    const there = this.store.summary.arms.filter(({ accuracyNew }) => accuracyNew.mean >= target);
    const least = Math.min(...there.map(({ counts }) => counts.labels));
    const cheapest = there.filter(({ counts }) => counts.labels === least).map(({ id }) => named(id));
    const list = cheapest.map((title, i) => html`${i ? ', ' : ''}${title}`);
    const given = Math.max(...this.store.summary.arms.map(({ counts }) => counts.labels));
    if (!there.length) return html`${msg('no repair ends at 95 % of the reachable accuracy.')}`;
    if (least === 0) return cheapest.length > 1 ? msg(html`${list} end at 95 % of the reachable accuracy or above without a single label.`) : msg(html`${list} ends at 95 % of the reachable accuracy or above without a single label.`);
    return cheapest.length > 1
      ? msg(html`with ${given} labels, ${list} end at 95 % of the reachable accuracy or above; without labels, none does.`)
      : msg(html`with ${given} labels, only ${list} ends at 95 % of the reachable accuracy or above; without labels, none does.`);
  }

  private took(amount: number): TemplateResult {
    if (amount === 0) return this.axis === 'steps' ? msg(html`without a step`) : msg(html`at once`);
    return this.axis === 'energy' ? msg(html`for <strong>${this.amount(amount)}</strong>`) : msg(html`after <strong>${this.amount(amount)}</strong>`);
  }

  private amount(value: number): string {
    if (this.axis === 'steps') return msg(str`${Math.round(value)} steps`);
    return this.axis === 'energy' ? `${Number(value.toPrecision(2))} J` : value === 0 ? '0 s' : seconds(value);
  }

  private range({ lo, hi, values }: Interval): string {
    if (values.length < 2) return '';
    const bare = (value: number) => (this.axis === 'steps' ? String(Math.round(value)) : this.axis === 'energy' ? `${Number(value.toPrecision(2))}` : seconds(value));
    return ` (${bare(lo)}–${bare(hi)})`;
  }

  /** Worked out anew only when results came or the axis changed. */
  private reach(): Reach | null {
    const { run } = this.store;
    const watts = this.store.watts.median;
    const along: Along = this.axis === 'steps' ? ({ step }) => step : this.axis === 'energy' ? (point) => point.seconds * watts : (point) => point.seconds;
    // A repair that was skipped on some seed is left out, as in the summary: it would take the other seeds from all.
    const results = run.results.filter(({ arm }) => !run.skipped.has(arm));
    const key = `${this.axis} ${run.spec.seeds.root} ${results.length} ${run.phase} ${watts}`;
    if (this.worked?.key !== key) this.worked = { key, reach: reachOf(results, along) };
    return this.worked.reach;
  }
}

/** Those that reach it first, the soonest at the top. */
const ranked = ({ arms: all }: Reach): ArmReach[] => [...all].sort((a, b) => (a.at?.mean ?? Infinity) - (b.at?.mean ?? Infinity) || 0);

const titleOf = (id: string): string => arms.find((arm) => arm.id === id)?.title ?? id;
const named = (id: string): TemplateResult => html`<em class=${id}>${titleOf(id)}</em>`;
const share = (accuracy: number): string => percent({ mean: accuracy, lo: accuracy, hi: accuracy, values: [accuracy] });

declare global {
  interface HTMLElementTagNameMap {
    'race-target': RaceTarget;
  }
}
