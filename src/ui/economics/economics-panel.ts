/** What a repair would cost the user: money, break-even, what it hangs on, energy and greenhouse gas. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  breakEvenTraffic,
  fieldOf,
  known,
  patchDebt,
  tornado,
  totalCost,
  type BreakEven,
  type PatchDebt,
  type Refusal,
} from '../../decide/economics.ts';
import { accuracyDifference } from '../../measure/statistics/comparison.ts';
import { regions, WORLD } from '../../measure/energy/carbon.ts';
import { withReadings } from '../../measure/cost/meter.ts';
import type { Interval } from '../../maths/interval.ts';
import type { ArmFamily, ArmSummary } from '../../contracts/results.ts';
import type { Freshness } from '../../contracts/freshness.ts';
import type { RunRecord } from '../../contracts/record.ts';
import type { Lead } from '../../spec/lead/schema.ts';
import '../freshness/freshness-chart.ts';
import type { Money } from '../freshness/freshness-chart.ts';
import { dataSetOf } from '../../state/per-data.ts';
import { economics, type EconomicsStore } from '../../state/economics-store.ts';
import { StoreController } from '../../state/store.ts';
import '../charts/chart-frame.ts';
import '../charts/tornado-chart.ts';
import type { TornadoRow } from '../charts/tornado-chart.ts';
import '../controls/fields.ts';
import '../controls/term-tip.ts';
import type { Choice, FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import './economics-energy.ts';
import { money, plain } from './economics-format.ts';
import './economics-inputs.ts';
import './economics-table.ts';

/** Bars of the tornado, and the share of the widest one below which none would be seen. */
const MOST_BARS = 8;
const LEAST_SHARE = 0.01;
/** Blanks that a sentence names. */
const MOST_NAMED = 2;
/** Which repair stands for its family until the user picks one. */
const USUAL = ['retrain-all', 'head-only'];

/** The two ways to repair that are held against each other. */
interface Pair {
  readonly retrain: ArmSummary;
  readonly tuned: ArmSummary;
  /** Errors of the fine-tuned minus those of the retrained model, seed by seed (−1 … 1). */
  readonly difference: Interval;
}

@customElement('economics-panel')
export class EconomicsPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        margin-top: var(--space-4);
      }
      summary h2 {
        display: inline;
      }
      .pair {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        margin: var(--space-2) 0;
      }
      .pair choice-field {
        max-width: 100%;
      }
      .said {
        display: grid;
        gap: var(--space-2);
        color: var(--ink-2);
      }
      strong {
        color: var(--ink);
      }
    `,
  ];

  /** The user's prices. */
  @property({ attribute: false }) economics: EconomicsStore = economics;
  @state() private open = false;
  /** Repair chosen for each family. */
  @state() private chosen: Partial<Record<ArmFamily, string>> = {};

  override connectedCallback(): void {
    this.prices ??= new StoreController(this, this.economics);
    super.connectedCallback();
  }
  private prices: StoreController | undefined;

  protected override willUpdate(): void {
    this.economics.about(dataSetOf(this.store.run.spec.data));
  }

  protected override render() {
    const { run, summary } = this.store;
    const arms = withReadings(summary.arms, this.economics.readings(run)).filter(({ family }) => family !== 'none');
    if ((run.busy && !run.derived) || !arms.length) return html``;
    return html`<details ?open=${this.open} @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
      <summary><h2>${msg('What it would cost you')}</h2> <span class="quiet">${translated(this.inShort(arms))}</span></summary>
      ${this.open ? this.parts(arms) : ''}
    </details>`;
  }

  /** The range of the totals, for the closed panel. */
  private inShort(arms: readonly ArmSummary[]): string {
    const costs = arms.map((arm) => totalCost(arm, this.economics.inputs));
    const totals = costs.map(({ total }) => total);
    const [low, high] = [Math.min(...totals), Math.max(...totals)].map((total) => money(total, this.economics.inputs.currency));
    const range = low === high ? low! : `${low}–${high}`;
    return costs.some(({ lowerBound }) => lowerBound)
      ? msg(str`at least ${range} a repair; some prices are blank`)
      : msg(str`${range} a repair`);
  }

  private parts(arms: readonly ArmSummary[]) {
    const { store, economics: prices } = this;
    const { region = WORLD } = store.spec.energy;
    const told = store.summary.target !== undefined;
    // Prices are of wrong answers, and a number is off by more or less.
    const pair = told ? undefined : this.pairOf(arms);
    return html`<div class="parts">
      <economics-table .store=${prices} .arms=${arms}></economics-table>
      ${pair ? this.comparison(arms, pair) : html`<p class="quiet">${told ? msg('Break-even weighs wrong answers, and a number is told, which is off by more or less: it is not worked out.') : msg('Break-even needs a run with a repair that retrains and one that fine-tunes.')}</p>`}
      ${this.overTime(arms)}
      <section>
        <h3>${msg('Prices')}</h3>
        <economics-inputs .store=${prices}></economics-inputs>
      </section>
      ${pair ? this.leverage(pair) : ''}
      <section>
        <h3>${msg('Energy and greenhouse gas')}</h3>
        <economics-energy
          .store=${prices}
          .arms=${arms}
          .run=${store.run}
          region=${regions.includes(region) ? region : WORLD}
          @region-change=${(event: CustomEvent<string>) => store.edit({ energy: { ...store.spec.energy, region: event.detail } })}
        ></economics-energy>
      </section>
    </div>`;
  }

  private comparison(arms: readonly ArmSummary[], pair: Pair) {
    const { inputs } = this.economics;
    const { retrain, tuned, difference } = pair;
    return html`<section>
      <h3>${msg('From where on does retraining pay?')}</h3>
      <div class="pair">${this.choice(msg('retraining'), 'retrain', arms, retrain)} ${this.choice(msg('fine-tuning'), 'fine-tune', arms, tuned)}</div>
      <div class="said" aria-live="polite">
        <p>${translated(this.breakEven(breakEvenTraffic(retrain, tuned, difference, inputs), pair))}</p>
        <p>${translated(this.debt(patchDebt(retrain, tuned, [difference], inputs)))}</p>
      </div>
    </section>`;
  }

  /** One time axis with its money: what answers are worth that were spared, less what a repair costs once it serves. */
  private overTime(arms: readonly ArmSummary[]) {
    const { record } = this.store.run;
    const lead = record?.spec.lead;
    const found = record?.derived.freshness;
    const { inputs } = this.economics;
    const perLoss = known(inputs, 'errorCost');
    if (!record || !lead || !found || found.loss !== 'wrong') return '';
    const why =
      found.traffic === null
        ? msg('How many answers an hour is not said, so nothing can be added up over time.')
        : perLoss === null
          ? msg('Give the cost of a wrong answer to see when a repair has paid for itself.')
          : '';
    return html`<section>
      <h3>${msg('When has it paid for itself?')}</h3>
      ${why ? html`<p class="quiet">${translated(why)}</p>` : this.timeChart(record, lead, found, arms, perLoss!)}
    </section>`;
  }

  private timeChart(record: RunRecord, lead: Lead, found: Freshness, arms: readonly ArmSummary[], perLoss: number) {
    const { concluded, money: worth } = this.asDrawn(record, arms, perLoss);
    return html`<freshness-chart .lead=${lead} .concluded=${concluded} .freshness=${found} .money=${worth}></freshness-chart>
      <p class="quiet small">${msg('Means over seeds with 95 % intervals of the accuracies; prices are taken as certain, and blank ones as nothing.')}</p>`;
  }

  private drawn: { readonly of: readonly unknown[]; readonly concluded: ReturnType<typeof concludedOf>; readonly money: Money } | undefined;
  /** The same objects for the same run and prices: the chart draws anew for others. */
  private asDrawn(record: RunRecord, arms: readonly ArmSummary[], perLoss: number) {
    const { inputs } = this.economics;
    const of = [record, inputs];
    if (this.drawn?.of.some((each, i) => each !== of[i]) ?? true) {
      const costs = new Map(arms.map((arm) => [arm.id, totalCost(arm, inputs).total]));
      this.drawn = {
        of,
        concluded: concludedOf(record),
        money: { currency: inputs.currency, perLoss, costOf: (id) => costs.get(id) ?? 0 },
      };
    }
    return this.drawn!;
  }

  /** Which price is worth knowing better. */
  private leverage({ retrain, tuned }: Pair) {
    const { inputs } = this.economics;
    const { now, bars } = tornado(retrain, tuned, inputs);
    const spans = bars.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    const visible = bars.filter((_, i) => i < MOST_BARS && spans[i]! >= LEAST_SHARE * spans[0]!);
    const rows = visible.map(({ id, low, high, ...at }): TornadoRow => ({
      title: fieldOf(id).title,
      low: plain(low),
      high: plain(high),
      ...at,
    }));
    return html`<section>
      <h3>${msg(str`What the difference hangs on: ${retrain.title} minus ${tuned.title}`)}</h3>
      ${
        rows.length
          ? html`<chart-frame name="prices" whole><tornado-chart .rows=${rows} .now=${now} .format=${(value: number) => money(value, inputs.currency)}></tornado-chart></chart-frame>
          ${visible.length < bars.length ? html`<p class="quiet small">${msg(str`${bars.length - visible.length} more move it less.`)}</p>` : ''}`
          : html`<p class="quiet small">${msg('No price that is filled in makes the two differ.')}</p>`
      }
    </section>`;
  }

  private breakEven(found: BreakEven | Refusal, { retrain, tuned }: Pair) {
    if ('refusal' in found) return found.refusal;
    const [below, above] = found.below === tuned.id ? [tuned, retrain] : [retrain, tuned];
    return html`<term-tip term=${msg('Break-even')} meaning=${msg('(Cost of retraining − cost of fine-tuning) ÷ (cost of a wrong answer × difference in error rates). The range comes from the 95 % interval of that difference over paired seeds; it does not hold what is uncertain in the prices.')}></term-tip> ${msg(html`at <strong>${plain(Math.round(found.n))} predictions</strong> until the next repair (${plain(Math.round(found.lo))}–${plain(Math.round(found.hi))}):`)}
    ${msg(str`below it ${below.title} costs less in all, above it ${above.title}.`)} ${translated(leftOut(found.missing))}`;
  }

  private debt(found: PatchDebt | Refusal) {
    if ('refusal' in found) return found.refusal;
    return html`<term-tip term=${msg('Patch debt')} meaning=${msg('Each fine-tuning in place of a retraining leaves a model that may need more upkeep and err more often. Counted is when that penalty, added up, exceeds what one retraining costs more than one fine-tuning.')}></term-tip>${msg(html`: after <strong>${found.k} ${found.k === 1 ? msg('fine-tuning') : msg('fine-tunings in a row')}</strong> a retraining would have been cheaper, if each leaves the gap measured here.`)} ${translated(leftOut(found.missing))}`;
  }

  private choice(label: string, family: ArmFamily, arms: readonly ArmSummary[], current: ArmSummary) {
    const choices = arms.filter((arm) => arm.family === family).map(({ id, title }): Choice => ({ id, title }));
    return html`<choice-field label=${label} value=${current.id} .choices=${choices} @field-change=${(event: FieldChange<string>) => (this.chosen = { ...this.chosen, [family]: event.value })}></choice-field>`;
  }

  private pairOf(arms: readonly ArmSummary[]): Pair | undefined {
    const of = (family: ArmFamily) => {
      const those = arms.filter((arm) => arm.family === family);
      return those.find(({ id }) => id === this.chosen[family]) ?? those.find(({ id }) => USUAL.includes(id)) ?? those[0];
    };
    const [retrain, tuned] = [of('retrain'), of('fine-tune')];
    if (!retrain || !tuned) return undefined;
    // Accuracy of retraining minus that of fine-tuning: errors the other way round.
    return { retrain, tuned, difference: accuracyDifference(this.store.summary, retrain, tuned) };
  }
}

const concludedOf = ({ results, retired, derived: { summary } }: RunRecord) => ({ summary, results, ...(retired && { retired }) });

/** The table names them all. */
function leftOut(missing: readonly string[]): string {
  const named = missing.slice(0, MOST_NAMED).join('; ');
  if (missing.length > MOST_NAMED) return msg(str`Left out, since blank: ${named} and ${missing.length - MOST_NAMED} more.`);
  return missing.length ? msg(str`Left out, since blank: ${named}.`) : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'economics-panel': EconomicsPanel;
  }
}
