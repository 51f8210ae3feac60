/** Stage 4: what each repair reached and what it cost, as a picture and as numbers. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Metric } from '../../measure/metrics/metric.ts';
import { inUnit, meritOf } from '../../measure/metrics/metric.ts';
import { metrics } from '../../state/catalogue.ts';
import { decided, soundness } from '../../measure/metrics/words.ts';
import * as format from '../../measure/format.ts';
import { paretoFront } from '../../measure/cost/pareto.ts';
import type { Interval } from '../../maths/interval.ts';
import type { ArmSummary, Summary } from '../../contracts/results.ts';
import { whenHere } from '../../state/late-part.ts';
import '../charts/chart-frame.ts';
import '../charts/cross-chart.ts';
import type { Cross } from '../charts/cross-chart.ts';
import { armClasses } from '../arm-style.ts';
import { StoreElement } from '../store-element.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('cost-stage')
export class CostStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    armClasses,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-5);
      }
      .two > div {
        min-width: 0;
      }
      :host {
        container-type: inline-size;
      }
      details-table {
        margin-top: var(--space-3);
      }
      @container (max-width: 860px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      th,
      td {
        padding: 4px 5px;
      }
      thead th {
        white-space: normal;
        vertical-align: bottom;
        min-width: 46px;
      }
      .numbers {
        max-width: 560px;
      }
      @container (max-width: 860px) {
        .numbers {
          max-width: none;
        }
      }
      .key {
        display: inline-block;
        width: 14px;
        border-top: 3px solid var(--mark);
        vertical-align: middle;
        margin-right: 6px;
      }
      .key.full-fine-tune {
        border-top-style: dashed;
      }
      .key.none {
        border-top-style: dotted;
      }
      .doubtful {
        color: var(--ink-3);
      }
      .favoured td {
        font-weight: 600;
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
      }
      .empty {
        color: var(--ink-3);
        padding: var(--space-4) 0;
      }
    `,
  ];

  @state() private against: 'time' | 'energy' = 'time';
  private asked = false;
  /** The code of the table of all figures is here. */
  @state() private details = false;

  protected override render() {
    const { summary } = this.store;
    return html`<div class="two">
      <div>
        <div class="head">
          <h2>${msg('What it cost')}</h2>
          <select aria-label=${msg('Cost axis')} .value=${this.against} @change=${(event: Event) => (this.against = (event.target as HTMLSelectElement).value as 'time' | 'energy')}>
            <option value="time">${msg('time')}</option>
            <option value="energy">${msg('energy proxy')}</option>
          </select>
        </div>
        <p class="quiet">${msg('Up and left is better. Crosses: 95 % intervals.')}</p>
        ${
          summary.arms.length
            ? html`<chart-frame name="cost"><cross-chart
              .crosses=${this.crosses(summary)}
              xTitle=${this.against === 'time' ? msg('training time per seed') : msg('energy proxy per seed, modelled')}
              .xFormat=${(value: number) => (value === 0 ? '0' : this.against === 'time' ? format.seconds(value) : `${Number(value.toPrecision(2))} J`)}
              label=${msg(str`New-world ${soundness(this.store.run.spec)} of each repair against its cost`)}
            ></cross-chart></chart-frame>
              ${summary.seeds > 1 ? html`<p class="small quiet">${translated(this.front(summary))}</p>` : ''}`
            : html`<p class="empty">${msg('Filled in when the first seed is through.')}</p>`
        }
      </div>
      <div class="numbers">
        <h2>${msg('In numbers')}</h2>
        <p class="quiet">${msg('Mean of paired seeds ± half-width of the 95 % interval. Energy proxy: share of full retraining, same device.')}</p>
        ${summary.arms.length ? this.table(summary) : html`<p class="empty">–</p>`}
      </div>
    </div>
    ${this.details ? html`<details-table .store=${this.store}></details-table>` : ''}`;
  }

  /** All figures come when there are some, and their code with them. */
  protected override updated(): void {
    if (this.asked || !this.store.summary.arms.length) return;
    this.asked = true;
    whenHere(
      () => import('./details-table.ts'),
      () => (this.details = true),
    );
  }

  /** Which repairs no other beats in accuracy and time together; where intervals overlap, that is a tie. */
  private front({ arms, target }: Summary): string {
    const sound = soundness(target ? { target } : {});
    const kept = paretoFront(
      arms.map(({ accuracyNew, trainSeconds }) => [
        { lo: accuracyNew.lo, hi: accuracyNew.hi, better: 'higher' },
        { lo: trainSeconds.lo, hi: trainSeconds.hi, better: 'lower' },
      ]),
    );
    const beaten = arms.filter((_, i) => !kept.includes(i)).map(({ title }) => title);
    const on = kept.map((i) => arms[i]!.title).join(', ');
    return beaten.length
      ? msg(str`Pareto front, overlapping intervals counted as ties: ${on}. Beaten in ${sound} and time: ${beaten.join(', ')}.`)
      : msg(str`Pareto front: no repair is beaten in ${sound} and time together; overlapping intervals count as ties.`);
  }

  private crosses(summary: Summary): Cross[] {
    return summary.arms.map(({ id, title, accuracyNew, trainSeconds, energy }) => ({
      id,
      title,
      y: accuracyNew,
      x: this.against === 'time' ? trainSeconds : energy ? scaled(trainSeconds, energy.value / trainSeconds.mean) : trainSeconds,
    }));
  }

  private table(summary: Summary) {
    const favoured = this.store.run.derived?.verdict.favours;
    const doubts = [...new Set(summary.arms.flatMap((arm) => arm.validity))];
    const decides =
      summary.metric === undefined
        ? undefined
        : inUnit(
            metrics.find(({ id }) => id === summary.metric)!,
            summary,
          );
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Results of every repair')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('repair')}</th>
            ${decides ? html`<th scope="col" title=${translated(decides.help)}>${translated(decides.title)}</th>` : ''}
            <th scope="col">${summary.target ? msg('new world, R²') : msg('new world')}</th>
            <th scope="col">${summary.target ? msg('old world, R²') : msg('old world')}</th>
            <th scope="col">${msg('time')}</th>
            <th scope="col">${msg('work')}</th>
            <th scope="col">${msg('energy proxy')}</th>
          </tr>
        </thead>
        <tbody>
          ${summary.arms.map((arm) => this.row(arm, arm.id === favoured, decides))}
        </tbody>
      </table>
      ${doubts.length ? html`<p class="small quiet">* ${translated(doubts.join('; '))}</p>` : ''}
    </div>`;
  }

  private row(arm: ArmSummary, favoured: boolean, decides: Omit<Metric, 'value'> | undefined) {
    const trained = arm.trainSeconds.mean > 0;
    const doubt = arm.validity.join('; ');
    return html`<tr class=${favoured ? 'favoured' : ''}>
      <td><span class="key ${arm.id}"></span>${translated(arm.title)}${arm.diverged ? html` <span class="small quiet">(${arm.diverged} ${msg('diverged')})</span>` : ''}</td>
      ${decides ? html`<td>${translated(decided(decides, meritOf(arm)))}</td>` : ''}
      <td>${translated(format.percent(arm.accuracyNew))}</td>
      <td>${translated(format.percent(arm.accuracyOld))}</td>
      <td>${trained ? translated(format.seconds(arm.trainSeconds.mean)) : '–'}</td>
      <td>${trained ? translated(format.flops(arm.counts.flops)) : '–'}</td>
      <td class=${doubt ? 'doubtful' : ''} title=${translated([arm.energy ? format.joules(arm.energy) : '', doubt].filter(Boolean).join(' · '))}>
        ${trained && arm.energyRatio ? translated(format.ratioPercent(arm.energyRatio)) : '–'}${doubt ? '*' : ''}
      </td>
    </tr>`;
  }
}

const scaled = ({ mean, lo, hi, values }: Interval, factor: number): Interval => ({
  mean: mean * factor,
  lo: lo * factor,
  hi: hi * factor,
  values: values.map((value) => value * factor),
});

declare global {
  interface HTMLElementTagNameMap {
    'cost-stage': CostStage;
  }
}
