/** How sure the run is: one repair against every other, seed by seed, with what the tests conclude and how many seeds are missing. */
import { msg, str, translated } from '../../words/msg.ts';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { compared } from '../../measure/statistics/comparison.ts';
import type { Metric } from '../../measure/metrics/metric.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { amount, difference as inWords } from '../../measure/metrics/words.ts';
import { MIN_SEEDS } from '../../measure/statistics/standing.ts';
import { interval } from '../../maths/statistics.ts';
import { doing } from '../../measure/doing.ts';
import type { ArmSummary, Comparison, Summary } from '../../contracts/results.ts';
import '../charts/chart-frame.ts';
import '../charts/forest-chart.ts';
import { axisOver, type Axis } from '../charts/forest-chart.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/term-tip.ts';
import { StoreElement } from '../store-element.ts';
import { headStyles } from '../head-styles.ts';
import { pairStyles, stackedBelow } from './pair-styles.ts';

@customElement('pairs-panel')
export class PairsPanel extends StoreElement {
  static override styles = [...StoreElement.styles, headStyles, pairStyles, stackedBelow(620)];

  /** What the others are held against; until one is picked, the repair with the highest mean. */
  @state() private picked: string | undefined;

  protected override render() {
    const { summary } = this.store;
    const { arms } = summary;
    if (arms.length < 2) return html``;
    const metric = deciding(summary);
    const ranked = [...arms].sort((a, b) => meritOf(b).mean - meritOf(a).mean);
    const against = ranked.find(({ id }) => id === this.picked) ?? ranked[0]!;
    const rows = ranked.filter((arm) => arm !== against).map((arm) => ({ arm, pair: compared(summary.comparisons, arm.id, against.id) }));
    // Doing nothing may be so much worse that the repairs could not be told apart beside it.
    const repairs = rows.filter(({ arm }) => arm.family !== 'none');
    const axis = axisOver(
      (repairs.length ? repairs : rows).map(({ pair }) => pair.difference),
      summary.margin,
    );
    return html`<div class="head">
        <h2>${msg('How sure is that?')}</h2>
        <choice-field
          label=${msg('Everything against')}
          value=${against.id}
          .choices=${ranked.map(({ id, title }) => ({ id, title }))}
          @field-change=${(event: FieldChange<string>) => (this.picked = event.value)}
        ></choice-field>
      </div>
      <p class="quiet">
        ${msg(str`Difference in ${metric.title} on new rows to ${doing(against)}. A dot is a seed, paired; below it the mean with its`)} <term-tip term=${msg('95 % interval.')} meaning=${intervalMeaning()}></term-tip>
        ${msg(str`Grey: a difference under ${amount(metric, summary.margin)} counts as none.`)}
        ${summary.metric === undefined ? '' : msg(str`The ${metric.title} decides this run; to the right is better.`)}
      </p>
      <chart-frame name="pairs" whole><ul>
        ${rows.map(({ arm, pair }) => this.row(arm, pair, axis, summary))}
        <li class="scale"><span></span><div><span>${translated(one(metric, axis[0]))}</span><span>${translated(one(metric, axis[1]))}</span></div><span></span></li>
      </ul></chart-frame>`;
  }

  private row({ id, title }: ArmSummary, pair: Comparison, axis: Axis, summary: Summary) {
    const { difference } = pair;
    const { margin, seeds, design } = summary;
    const metric = deciding(summary);
    const enough = design === 'race' || seeds >= MIN_SEEDS;
    const range = enough ? inWords(metric, difference, 'pt') : one(metric, difference.mean);
    return html`<li>
      <span>${translated(title)}</span>
      <forest-chart arm=${id} .values=${difference.values} .mean=${difference.mean} .interval=${enough ? difference : undefined} .margin=${margin} .axis=${axis} label=${`${title}: ${range}`}></forest-chart>
      <span class="said"><strong>${translated(conclusion(pair, summary))}</strong><br />${translated(range)}${enough ? html`; ${translated(certainty(pair, summary))}` : ''}</span>
    </li>`;
  }
}

/** What the run shows of the pair's first repair. */
function conclusion({ a, b, outcome, moreSeeds }: Comparison, summary: Summary): string {
  const {
    seeds,
    margin,
    design,
    standing: { best },
  } = summary;
  if (design === 'fixed' && seeds < MIN_SEEDS) return msg(str`No claim: ${seeds} of ${MIN_SEEDS} seeds`);
  switch (outcome) {
    case 'a':
      return msg('Shown better');
    case 'b':
      return msg('Shown worse');
    case 'equivalent':
      return msg(str`Equivalent within ±${amount(deciding(summary), margin)}`);
    case 'undecided':
      if (!best.includes(a)) return best.includes(b) ? msg('Shown not to be the best') : msg('Neither may be the best');
      if (moreSeeds === null) return msg('May be the best; more than 200 seeds would be needed');
      if (moreSeeds === 1) return msg('May be the best; one more seed may decide');
      return moreSeeds > 0
        ? msg(str`May be the best; about ${moreSeeds} more seeds would decide`)
        : msg('May be the best; a few more seeds may decide');
  }
}

/** How probably the best would do so badly, and how often it comes out ahead. */
function certainty({ a, better, difference }: Comparison, { standing }: Summary): string {
  const chance = standing.p[a] ?? 1;
  const p = chance < 0.001 ? 'p < 0.001' : `p = ${chance.toFixed(3)}`;
  const seeds = difference.values.length;
  // Draws count half.
  const ahead = Number((better.value * seeds).toFixed(1));
  return `${p}; ${msg(str`ahead on ${ahead} of ${seeds} seeds`)}`;
}

/** One difference of merits, as the metric is written. */
const one = (metric: Metric, difference: number): string => inWords(metric, interval([difference]), 'pt');

const intervalMeaning = (): string =>
  msg(
    'Where the true mean difference lies, in 95 of 100 such runs: Student’s t over seeds; in a race a confidence sequence, wider, which holds however often one looks. p is that of a repair’s being the best, corrected for all of them: what is “shown” or “equivalent” in a run is wrong, all of it together, in 5 of 100 runs at most.',
  );

declare global {
  interface HTMLElementTagNameMap {
    'pairs-panel': PairsPanel;
  }
}
