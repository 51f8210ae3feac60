/** What a stream that is over says: who was served best at what price, and every model on every batch. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { joules, percent, seconds } from '../../measure/format.ts';
import type { PolicySummary } from '../../contracts/stream-summary.ts';
import type { Interval } from '../../maths/interval.ts';
import type { StreamRecord } from '../../contracts/record.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/chart-frame.ts';
import '../charts/cross-chart.ts';
import type { Cross } from '../charts/cross-chart.ts';
import '../charts/heat-map.ts';
import '../controls/fields.ts';
import '../controls/run-download.ts';
import './stream-prices.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';

@customElement('stream-result')
export class StreamResult extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      .headline {
        font-size: var(--text-4);
        font-weight: 600;
        letter-spacing: -0.02em;
        line-height: 1.25;
        margin: 0 0 var(--space-2);
      }
      :host([part-shown='headline']) {
        min-height: 8.8rem;
      }
      @media (max-width: 480px) {
        :host([part-shown='headline']) {
          min-height: 13.4rem;
        }
      }
      .lead {
        color: var(--ink-2);
        max-width: 80ch;
        margin-bottom: var(--space-3);
      }
      .lead p + p {
        margin-top: 4px;
      }
      em {
        font-style: normal;
        color: var(--accent);
      }
      .buttons {
        margin-bottom: var(--space-4);
      }
      .against {
        display: block;
        max-width: 24em;
      }
      .maps {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
        gap: 14px;
        margin: 8px 0 20px;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: left;
        font-weight: 400;
        padding: 3px 16px 3px 0;
        white-space: nowrap;
      }
      th {
        color: var(--ink-3);
      }
      .doubtful {
        color: var(--ink-3);
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      summary {
        cursor: pointer;
        color: var(--ink-2);
      }
    `,
  ];

  @state() private price: Price = 'seconds';

  /** Accuracy against what it cost, doing nothing and the best moments in hindsight as the ends. */
  private tradeOff(policies: readonly PolicySummary[], title: (policy: number) => string) {
    const prices: Record<Price, string> = {
      seconds: msg('training time per seed'),
      repairs: msg('repairs per seed'),
      labels: msg('labels per seed'),
      cost: msg('total cost per seed, in wrong answers'),
    };
    const { price } = this;
    return html`<choice-field
        class="against"
        label=${msg('Against')}
        value=${price}
        .choices=${Object.entries(prices).map(([id, name]) => ({ id, title: name }))}
        @field-change=${(event: FieldChange<Price>) => (this.price = event.value)}
      ></choice-field>
      <chart-frame name="policies"><cross-chart
        .crosses=${policies.map((summary): Cross => ({ id: `policy-${summary.policy}`, title: title(summary.policy), x: summary[price], y: summary.accuracy }))}
        xTitle=${prices[price]}
        .xFormat=${(value: number) => (value === 0 ? '0' : price === 'seconds' ? seconds(value) : String(Number(value.toPrecision(3))))}
        label=${msg(str`Serving accuracy of each policy against its ${prices[price]}`)}
      ></cross-chart></chart-frame>`;
  }

  /** Every policy against the one with the lowest mean total cost. */
  private differences({ spec, derived: { leader, policies, design } }: StreamRecord) {
    const title = (policy: number) => policyTitle(spec.policies[policy]!);
    const others = policies.filter(({ against }) => against && against.seeds > 1);
    if (leader === null || others.length === 0) return '';
    return html`<details>
      <summary>${msg(str`Against ${title(leader)}, seed by seed`)}</summary>
      <p class="quiet small">${design === 'race' ? msg('Intervals are confidence sequences: wider, and true however often one looks.') : msg('Intervals are Student’s t.')} ${msg('Which differences are shown is said above; an interval alone is not corrected for all that is compared.')}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Policies against the best')}>
        <table>
          <tr><th>${msg('policy')}</th><th>${msg('seeds')}</th><th>${msg('total cost')}</th><th>${msg('served')}</th><th>${msg('recovery, where both recover')}</th></tr>
          ${others.map(({ policy, against }) => {
            const { cost, accuracy, recovery, seeds: both } = against!;
            return html`<tr>
              <td>${translated(title(policy))}</td><td>${both}</td><td>${translated(difference(cost))}</td><td>${translated(difference(accuracy, 100))} ${msg('pt')}</td>
              <td>${!recovery ? '–' : recovery.difference ? msg(str`${difference(recovery.difference)} batches, on ${recovery.seeds}`) : msg('on none')}</td>
            </tr>`;
          })}
        </table>
      </div>
    </details>`;
  }

  /** The headline with the first sentence, whose room is kept so that the lines below do not move; what stands below the lines; or, unless told, all of it. */
  @property({ attribute: 'part-shown', reflect: true }) partShown: 'headline' | 'rest' | 'all' = 'all';

  private opening() {
    return html`<h2 class="headline">${msg('The world changes while models serve it. Who acts when?')}</h2>
      <p class="lead">${msg('A base model serves a stream, batch by batch. Labels come back late. Each policy decides for its own copy of the model when to repair it; all meet the same rows and labels.')}</p>`;
  }

  /** One stream is one story; others like it say what holds beyond it. */
  private further() {
    const { run } = this.store;
    const { race, count: seeds } = run.spec.seeds;
    const left = run.retired.map(({ policy }) => policyTitle(run.spec.policies[policy]!));
    return html`<h2 class="headline">${msg(str`Seed ${Math.min(run.ended + 1, seeds)} of ${race ? msg('at most ') : ''}${seeds}: one stream is one story`)}</h2>
      <p class="lead">
        ${msg('You see the first stream. More like it, on rows drawn or divided anew, go by now as fast as they can; then it is said which policy this run’s evidence favours.')}
        ${left.length ? msg(str`Shown to cost more, and running no more: ${left.join(', ')}.`) : ''}
      </p>`;
  }

  protected override render() {
    const { run, stale } = this.store;
    const { record } = run;
    const rest = this.partShown === 'rest';
    if (!record) return rest ? nothing : run.busy && run.watched ? this.further() : this.opening();
    const { policies, verdict } = record.derived;
    const { before, policy: named, after } = verdict.headline;
    const title = (policy: number) => policyTitle(record.spec.policies[policy]!);
    const [first, ...others] = verdict.sentences;
    if (this.partShown === 'headline')
      return html`<h2 class="headline">${translated(before)}<em>${translated(named)}</em>${translated(after)}</h2>
        <div class="lead"><p>${translated(first)}</p></div>`;
    return html`${rest ? '' : html`<h2 class="headline">${translated(before)}<em>${translated(named)}</em>${translated(after)}</h2>`}
      <div class="lead">
        ${(rest ? others : verdict.sentences).map((sentence) => html`<p>${translated(sentence)}</p>`)}
        ${record.edits.length ? html`<p>${msg('It was changed by hand while it ran: the link alone does not repeat it.')}</p>` : ''}
        ${stale ? html`<p>${msg('You changed the experiment since.')}</p>` : ''}
      </div>
      <run-download class="buttons" .record=${record}></run-download>
      <stream-prices .record=${record}></stream-prices>
      ${this.tradeOff(policies, title)}
      <details>
        <summary>${msg('In numbers')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg('Every policy in numbers')}>
          <table>
            <tr>
              <th>${msg('policy')}</th><th>${msg('seeds')}</th><th>${msg('served')}</th>
              <th title=${msg('Wrong answers beyond the best policy of each batch')}>${msg('rows lost')}</th>
              <th title=${msg('Batches from the drift until three in a row reach 95 % of the accuracy before it')}>${msg('recovered after')}</th>
              <th>${msg('repairs')}</th><th>${msg('labels')}</th><th title=${msg('Wrong answers, and what the repairs are worth in them')}>${msg('total cost')}</th><th>${msg('energy')}</th><th>${msg('old world after')}</th>
              <th>${msg('false alarms')}</th><th>${msg('delay')}</th>
              ${record.spec.lead ? html`<th title=${msg('Hours from the first drift until it has recovered')}>${msg('hours to recover')}</th><th title=${msg('Wrong answers beyond those that the accuracy before the drift would have given')}>${msg('area of the fall')}</th><th title=${msg('Share of the rows that were served while a repair was under way')}>${msg('served stale')}</th><th title=${msg('Repairs asked for though nothing had begun to change since the one before')}>${msg('false repairs')}</th>` : ''}
            </tr>
            ${policies.map(
              ({
                policy,
                seeds: ran,
                accuracy,
                lost,
                recovery,
                repairs,
                labels,
                cost,
                energy,
                validity,
                accuracyOld,
                detection,
                freshness,
              }) => html`<tr>
                <td>${translated(title(policy))}</td><td>${ran}</td><td>${translated(percent(accuracy))}</td><td>${translated(lost.mean.toFixed(0))}</td>
                <td>${!recovery ? '–' : recovery.batches ? msg(str`${recovery.batches.mean.toFixed(1)} batches, on ${recovery.seeds} of ${ran}`) : msg(str`never, on ${ran}`)}</td>
                <td>${translated(count(repairs))}</td><td>${translated(count(labels))}</td><td>${translated(count(cost))}</td><td class=${validity.length ? 'doubtful' : ''} title=${translated(validity.join('; '))}>${energy ? translated(joules(energy)) : '–'}</td><td>${translated(percent(accuracyOld))}</td>
                <td>${detection ? translated(detection.falseAlarms.toFixed(1)) : '–'}</td><td>${detection && detection.delayRows !== null ? msg(str`${detection.delayRows.toFixed(0)} rows`) : '–'}</td>
                ${freshness ? html`<td>${freshness.hours ? translated(count(freshness.hours)) : '–'}</td><td>${freshness.fall ? translated(count(freshness.fall)) : '–'}</td><td>${translated(percent(freshness.stale))}</td><td>${translated(count(freshness.falseRepairs))}</td>` : ''}
              </tr>`,
            )}
          </table>
        </div>
      </details>
      ${this.differences(record)}
      <details>
        <summary>${msg('Every model on every batch (first seed)')}</summary>
        <div class="maps">
          ${record.runs.map(({ matrix, policy }) =>
            matrix && matrix.length > 1
              ? html`<figure><chart-frame name="models-by-batch" whole><heat-map .values=${matrix} label=${title(policy)}></heat-map></chart-frame><figcaption>${translated(title(policy))}: ${msg('rows are its models, columns the batches')}</figcaption></figure>`
              : '',
          )}
        </div>
      </details>`;
  }
}

/** A mean over seeds, whole where it is. */
const count = ({ mean }: { readonly mean: number }): string => (Number.isInteger(mean) || mean >= 100 ? mean.toFixed(0) : mean.toFixed(1));

/** A mean difference with its interval, where there is one. */
function difference({ mean, lo, hi, values }: Interval, scale = 1): string {
  const text = (value: number) => {
    const digits = Math.abs(scale * value).toFixed(Math.abs(scale * value) < 99.5 ? 1 : 0);
    return `${value < 0 && Number(digits) !== 0 ? '−' : '+'}${digits}`;
  };
  return values.length < 2 ? text(mean) : `${text(mean)} (${text(lo)} to ${text(hi)})`;
}

/** What accuracy is held against. */
type Price = 'seconds' | 'repairs' | 'labels' | 'cost';

declare global {
  interface HTMLElementTagNameMap {
    'stream-result': StreamResult;
  }
}
