/** How good the predictions are beyond accuracy: calibration, scores, what was fixed and broken, what was forgotten. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import * as format from '../../measure/format.ts';
import type { Metric } from '../../measure/metrics/metric.ts';
import { inUnit } from '../../measure/metrics/metric.ts';
import { deciding, merit, metricsFor, overSeeds } from '../../measure/metrics/registry.ts';
import { difference, figure } from '../../measure/metrics/words.ts';
import { interval } from '../../maths/statistics.ts';
import type { Interval } from '../../maths/interval.ts';
import type { Measures } from '../../contracts/measures.ts';
import type { ArmSummary } from '../../contracts/results.ts';
import { arms } from '../../state/catalogue.ts';
import '../charts/chart-frame.ts';
import '../charts/reliability-chart.ts';
import { StoreElement } from '../store-element.ts';
import { meanReliability, type Pair } from '../depth/depth-figures.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('quality-scores')
export class QualityScores extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 300px) minmax(0, 1fr);
        gap: var(--space-5);
      }
      table {
        margin: var(--space-2) 0 var(--space-4);
      }
      thead td {
        border-top: 0;
      }
      th[scope='row'] {
        color: var(--ink-2);
        white-space: normal;
        min-width: 120px;
      }
      @container (max-width: 640px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
        .scroll td {
          white-space: normal;
        }
        th[scope='row'] {
          min-width: 84px;
        }
      }
      reliability-chart {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) pairs: readonly Pair[] = [];
  @property() arm = '';

  protected override render() {
    const title = arms.find(({ id }) => id === this.arm)?.title ?? this.arm;
    const lines = [
      { id: 'none', title: msg('before'), bins: meanReliability(this.pairs.map(({ before }) => before)) },
      { id: this.arm, title, bins: meanReliability(this.pairs.map(({ after }) => after)) },
    ];
    const summary = this.store.summary.arms.find(({ id }) => id === this.arm);
    return html`<div class="two">
      <div>
        <h3>${msg('Is it as sure as it is right?')}</h3>
        <p class="quiet small">${msg(str`On the dotted diagonal it is. Bins of equally many rows, mean over ${this.pairs.length} seeds.`)}</p>
        <chart-frame name="reliability" whole><reliability-chart .lines=${lines} label=${msg(str`Reliability before and after ${title}`)}></reliability-chart></chart-frame>
      </div>
      <div>
        <h3>${msg('Scores on the new world')}</h3>
        ${this.scores()}
        <h3>${msg('Mended and broken')}</h3>
        ${this.flips()}
        <h3>${msg('Kept and forgotten')}</h3>
        ${this.transfer(summary)}
      </div>
    </div>`;
  }

  /** Every metric there is, before and after; those that the data does not have are left out. */
  private scores() {
    const decides = deciding(this.store.summary);
    const own = metricsFor(this.store.run.spec).map((metric) => inUnit(metric, this.store.summary));
    const rows = own.flatMap((metric) => {
      const before = overSeeds(metric, this.pairs.map((pair) => pair.before)); // prettier-ignore
      const after = overSeeds(metric, this.pairs.map((pair) => pair.after)); // prettier-ignore
      return before && after ? [{ metric, before, after, change: changeOf(metric, this.pairs) }] : [];
    });
    const name = (metric: Metric) => (metric.id === decides.id && metric !== own[0] ? msg(str`${metric.title} (decides)`) : metric.title);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Scores before and after')}>
      <table>
        <thead>
          <tr><th scope="col">${msg('score')}</th><th scope="col">${msg('before')}</th><th scope="col">${msg('after')}</th><th scope="col">${msg('change, paired')}</th></tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ metric, before, after, change }) => html`<tr>
              <th scope="row" title=${translated(metric.help)}>${translated(name(metric))}<br /><span class="quiet">${metric.better === 'more' ? msg('higher is better') : msg('lower is better')}</span></th>
              <td>${translated(figure(metric, before))}</td>
              <td>${translated(figure(metric, after))}</td>
              <td>${change ? translated(difference(metric, change, 'pt')) : '–'}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private selfChurn(): Interval | null {
    const values = this.pairs.flatMap(({ after }) => after.selfChurn ?? []);
    return values.length ? interval(values) : null;
  }

  private flips() {
    const over = (value: (flips: Measures['flipsNew']) => number | null): Interval | null => {
      const values = this.pairs.map(({ after }) => value(after.measures.flipsNew)).filter((one) => one !== null);
      return values.length ? interval(values) : null;
    };
    return this.list([
      [msg('fixed: wrong before, right now'), over(({ positive }) => positive), ''],
      [msg('broken: right before, wrong now'), over(({ negative }) => negative), ''],
      [msg('answered otherwise (churn)'), over(({ churn }) => churn), ''],
      [msg('churn by chance: the same repair made again'), this.selfChurn(), msg('not asked for; see Budgets')],
      [msg('still right, of those right before'), over(({ compatibility }) => compatibility), msg('no row was right before')],
    ]);
  }

  /** Over the seeds that every repair finished. */
  private transfer(summary: ArmSummary | undefined) {
    if (!summary) return html`<p class="quiet small">${msg('Filled in when a seed is through with every repair.')}</p>`;
    const { forgetting, transfer, recovery } = summary;
    const noNone = msg('the run did not race “no repair”');
    return html`${this.list([
      [msg('old world, after'), summary.accuracyOld, ''],
      [msg('forgetting: old world, before minus after'), forgetting, noNone, true],
      [msg('backward transfer: change on the old world'), transfer?.backward ?? null, noNone, true],
      [msg('forward transfer: new world above chance, before any repair'), transfer?.forward ?? null, noNone, true],
      [msg('recovery: share of what can be won back'), recovery, msg('nothing was to be won back')],
    ])}`;
  }

  /** Shares in percent, or differences in points; where one is missing, why. */
  private list(rows: readonly (readonly [name: string, value: Interval | null, missing: string, points?: boolean])[]) {
    return html`<table>
      <tbody>
        ${rows.map(([name, value, missing, points]) => html`<tr><th scope="row">${translated(name)}</th><td>${value ? (points ? translated(format.points(value)) : translated(format.percent(value))) : translated(missing)}</td></tr>`)}
      </tbody>
    </table>`;
  }
}

/** After minus before, turned so that more is better, on the seeds on which both are defined. */
function changeOf(metric: Metric, pairs: readonly Pair[]): Interval | null {
  const values = pairs.flatMap(({ before, after }) =>
    [before, after].every(({ measures }) => metric.value(measures) !== null) ? [merit(metric, after) - merit(metric, before)] : [],
  );
  return values.length ? interval(values) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'quality-scores': QualityScores;
  }
}
