/** The headline of the race: which repair first comes near what can be reached, and how much sooner than another. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { doing } from '../../measure/doing.ts';
import { soundness } from '../../measure/metrics/words.ts';
import { flops, percent, seconds, times } from '../../measure/format.ts';
import { reachOf, workAlong, type Along, type ArmReach, type Reach } from '../../measure/cost/reach.ts';
import { excludes, interval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/interval.ts';
import { armTitle } from '../../state/catalogue.ts';
import type { Axis } from '../../state/curves.ts';
import { armClasses } from '../arm-style.ts';
// The stage of the race and the verdict explain their words once there are some.
import '../controls/term-tip.ts';
import { StoreElement } from '../store-element.ts';

/** What the way to the target is told in: as the horizontal axis of the race, or in counted work where the clock says little. */
type Told = Axis | 'work';

/** An interval whose upper end is so many times the mean tells no place. */
const UNSURE = 10;

/** The repair that others are held against, where it reaches the target. */
const REFERENCE = 'retrain-all';

@customElement('race-target')
export class RaceTarget extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    armClasses,
    css`
      .headline::first-letter {
        text-transform: uppercase;
      }
      .headline {
        font-size: var(--text-3);
        line-height: 1.4;
        min-height: 2.8em;
        text-wrap: pretty;
      }
      em {
        font-style: normal;
        font-weight: 600;
        color: var(--name, inherit);
      }
      strong {
        font-weight: 600;
      }
      @media (max-width: 600px) {
        ul {
          --list: calc(20px * var(--reach-lines, 4));
        }
      }
      ul {
        list-style: none;
        margin: 0 0 var(--space-2);
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        align-content: start;
        /* What stands below does not move when one more repair gets there. */
        min-height: var(--list, calc(20px * var(--reach-lines, 2)));
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
      .one {
        white-space: nowrap;
      }
      summary {
        cursor: pointer;
      }
    `,
  ];

  @property() axis: Axis = 'seconds';
  /** Its sentence stands above the curves, the figures behind it below them. */
  @property({ type: Boolean }) figures = false;
  private worked: { readonly state: string; readonly by: Map<Told, Reach | null> } = { state: '', by: new Map() };

  protected override render() {
    const { run, summary } = this.store;
    const over = !run.busy || run.derived !== undefined;
    // Where the clock says little, work is counted instead: steps of different repairs are of different size.
    const doubtful = run.derived !== undefined && !summary.timesComparable && (this.axis === 'seconds' || this.axis === 'energy');
    const axis = doubtful ? 'work' : this.axis;
    const reach = this.reachBy(axis);
    if (!reach) {
      if (this.figures) return nothing;
      return html`<p class="quiet">${over && summary.seeds ? msg('No repair is better on the new world than doing nothing, so there is no target to reach.') : msg('Which repair recovers first?')}</p>`;
    }
    const { seeds } = reach;
    // Nothing is concluded from a run that was stopped: figures, but no headline.
    const cut = run.phase === 'stopped' || run.phase === 'failed';
    const headline = html`<p class="headline">${cut ? msg('Stopped before the race was over: no repair is ahead yet.') : this.byCurve(reach, axis)}</p>`;
    // Another sentence is another sentence: its words do not wander from their old places to their new ones.
    const now = `${run.spec.seeds.root} ${run.results.length} ${axis} ${run.phase}`;
    if (!this.figures) return keyed(now, headline);
    const told = [
      ...(run.derived ? [] : [msg(str`So far, on ${seeds} of ${run.spec.seeds.count} seeds.`)]),
      msg(str`Target ${share(reach.target)}: 95 % of the way from ${share(reach.drifted)} (drifted) to ${share(reach.best)} (best).`),
      ...(seeds < 3 ? [] : [msg(str`Intervals: jackknife over ${seeds} seeds.`)]),
      ...(doubtful ? [msg('Times are too short or too disturbed to rank by: work is counted, trials included.')] : []),
    ];
    return html`<ul aria-label=${msg('Where each repair first reaches the target')}>${keyed(now, items(reach, axis))}</ul>
      <details class="small quiet">
        <summary>${msg('How that is measured')}</summary>
        ${below(reach)}
        <p>${translated(told.join(' '))}</p>
      </details>`;
  }

  /** The repair that the verdict favours, or the soonest, against full retraining, or the slowest. */
  private byCurve(reach: Reach, axis: Told): TemplateResult {
    const reached = ranked(reach).filter((arm): arm is ArmReach & { at: Interval } => arm.at !== null);
    const favours = this.store.run.derived?.verdict.favours;
    const told = reached.find(({ arm }) => arm === favours && arm !== REFERENCE) ?? reached[0];
    if (!told) return html`${msg('no repair’s mean curve reaches 95 % of what is won back in the end.')}`;
    const missing = reach.arms.find(({ arm, at }) => arm === REFERENCE && !at);
    const never = missing ? msg(html`; ${named(REFERENCE)} does not reach it`) : nothing;
    const others = reached.filter((arm) => arm !== told);
    if (!others.length)
      return axis === 'work'
        ? msg(html`only ${named(told.arm)} reaches 95 % of the reachable ${this.sound}.`)
        : msg(html`only ${named(told.arm)} reaches 95 % of the reachable ${this.sound}, ${amountAfter(told.at.mean, axis)}.`);
    const against = others.find(({ arm }) => arm === REFERENCE) ?? others.at(-1)!;
    const [first, last] = told.at.mean <= against.at.mean ? [told, against] : [against, told];
    const [fast, slow] = [named(first.arm), named(last.arm)];
    const ratio = reach.ratio(first.arm, last.arm);
    const both = html`${amountAfter(first.at.mean, axis)}, ${slow} ${amountAfter(last.at.mean, axis)}`;
    const sentence = (): TemplateResult => {
      // A step of one repair is not a step of another.
      if (!ratio || axis === 'steps') return msg(html`${fast} reaches 95 % of the reachable ${this.sound} ${both}`);
      if (reach.seeds >= 3 && ratio.values.length < 2) return msg(html`${fast} reaches 95 % of the reachable ${this.sound} ${both}`);
      if (reach.seeds >= 3 && !excludes(ratio, 1))
        return msg(html`${fast} reaches 95 % of the reachable ${this.sound} ${both}, too close to call on ${reach.seeds} seeds`);
      const { value, range } = times(ratio);
      const factor = html`<strong>${translated(value)}</strong>${ratio.values.length > 1 ? translated(` (${range})`) : ''}`;
      if (axis === 'work') return msg(html`${fast} reaches 95 % of the reachable ${this.sound} with ${factor} less work than ${slow}`);
      if (axis === 'energy')
        return msg(html`${fast} reaches 95 % of the reachable ${this.sound} for ${factor} less energy than ${slow}, by the proxy`);
      return msg(html`${fast} reaches 95 % of the reachable ${this.sound} ${factor} sooner than ${slow}`);
    };
    return html`${sentence()}${never}.`;
  }

  /** What curves show. */
  private get sound(): string {
    return soundness(this.store.run.spec);
  }

  /** Worked out anew only when results came or the axis changed. */
  private reachBy(axis: Told): Reach | null {
    const { run } = this.store;
    const watts = this.store.watts.median;
    // A repair that was skipped on some seed is left out, as in the summary: it would take the other seeds from all.
    const results = run.results.filter(({ arm }) => !run.skipped.has(arm));
    const racing = run.busy && !run.derived;
    const state = `${run.spec.seeds.root} ${results.length} ${racing} ${watts}`;
    if (this.worked.state !== state) this.worked = { state, by: new Map() };
    const known = this.worked.by.get(axis);
    if (known !== undefined) return known;
    // While repairs are still to come, the best of those that are in says little.
    const awaited = racing ? run.spec.arms.filter(({ id }) => !run.skipped.has(id)).length : 0;
    const along: Along =
      axis === 'work'
        ? workAlong
        : axis === 'steps'
          ? ({ step }) => step
          : axis === 'energy'
            ? (point) => point.seconds * watts
            : (point) => point.seconds;
    const reach = new Set(results.map(({ arm }) => arm)).size < awaited ? null : reachOf(results, along);
    this.worked.by.set(axis, reach);
    return reach;
  }
}

/** One item for each repair that reaches it. */
const items = (reach: Reach, axis: Told) =>
  ranked(reach).map(({ arm, at }) =>
    at && arm !== 'none'
      ? html`<li>${withKey(arm)} <strong>${translated(amount(at.mean, axis))}</strong>${translated(amountRange(at, axis))}</li>`
      : nothing,
  );

/** Those that do not, in one line. */
function below(reach: Reach) {
  const never = ranked(reach).filter(({ arm, at }) => arm !== 'none' && !at);
  if (!never.length) return nothing;
  if (never.length === 1) return html`<p class="never">${withKey(never[0]!.arm)} ${msg(str`stays below ${share(reach.target)}`)}</p>`;
  const names = never.map(({ arm }, i) => html`${i ? ', ' : ''}<span class="one">${withKey(arm)}</span>`);
  return html`<p class="never">${msg(str`stay below ${share(reach.target)}:`)} ${names}</p>`;
}

const withKey = (arm: string) => html`<span class="key ${arm}"></span>${translated(armTitle(arm))}`;

/** Those that reach it first, the soonest at the top. */
const ranked = ({ arms: all }: Reach): ArmReach[] => [...all].sort((a, b) => (a.at?.mean ?? Infinity) - (b.at?.mean ?? Infinity) || 0);

/** An amount along an axis, and its interval. */
function amount(value: number, axis: Told): string {
  if (axis === 'steps') return msg(str`${Math.round(value)} steps`);
  if (axis === 'energy') return joulesOf(value);
  if (axis === 'work') return flops(value);
  return value === 0 ? '0 s' : seconds(value);
}

function amountAfter(value: number, axis: Told): TemplateResult {
  if (value === 0) return axis === 'steps' ? msg(html`without a step`) : msg(html`at once`);
  if (axis === 'work') return msg(html`after <strong>${amount(value, axis)}</strong>`);
  return axis === 'energy'
    ? msg(html`for <strong>${amount(value, axis)}</strong>`)
    : msg(html`after <strong>${amount(value, axis)}</strong>`);
}

function amountRange({ lo, hi, mean, values }: Interval, axis: Told): string {
  if (values.length < 2) return '';
  // So wide that its ends say nothing: it is told so, not with an end that no training reaches.
  if (hi > UNSURE * mean) return msg(', very unsure');
  const bare = (value: number) => (axis === 'steps' ? String(Math.round(value)) : amount(value, axis));
  const [from, to] = [bare(lo), bare(hi)];
  // The unit once, where both have it.
  const unit = / \D+$/.exec(to)?.[0] ?? '';
  return ` (${unit && from.endsWith(unit) ? from.slice(0, -unit.length) : from}–${to})`;
}

const joulesOf = (value: number): string =>
  value < 1 ? `${Number((1000 * value).toPrecision(2))} mJ` : `${Number(value.toPrecision(2))} J`;

const named = (id: string): TemplateResult => html`<em class=${id}>${translated(doing({ title: armTitle(id) }))}</em>`;
const share = (accuracy: number): string => percent(interval([accuracy]));

declare global {
  interface HTMLElementTagNameMap {
    'race-target': RaceTarget;
  }
}
