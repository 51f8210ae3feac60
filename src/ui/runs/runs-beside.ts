/** Runs beside each other: in what they differ, then what they came to; ranked only where that means something. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BesideRow, Difference, RunsBeside } from '../../contracts/library.ts';
import { armClasses } from '../arm-style.ts';
import '../charts/chart-frame.ts';
import '../charts/beside-chart.ts';
import '../charts/parallel-chart.ts';
import { saveText } from '../../state/download.ts';
import { besideCsv } from '../../record/export/beside-csv.ts';
import { sharedStyles } from '../shared-styles.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('runs-beside')
export class RunsBesideView extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    armClasses,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      .refused {
        border-left: 3px solid var(--alert);
        padding-left: var(--space-3);
      }
      th + th {
        text-align: left;
      }
      .numbers th + th + th {
        text-align: right;
      }
      td.text {
        white-space: normal;
        overflow-wrap: anywhere;
        text-align: left;
        min-width: 8ch;
      }
      .name {
        color: var(--name);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: baseline;
        margin-bottom: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) beside!: RunsBeside;
  /** What each run is called, in their order. */
  @property({ attribute: false }) titles: readonly string[] = [];

  protected override render() {
    const { beside, titles } = this;
    return html`
      <section>
        <h3>${msg('In what they differ')}</h3>
        ${this.differences(msg('Experiment'), beside.design)} ${this.differences(msg('Machine'), beside.surroundings)}
        ${beside.design.length + beside.surroundings.length ? '' : html`<p class="quiet">${msg('In nothing: the same experiment on the same machine.')}</p>`}
      </section>
      <section>
        <div class="head">
          <h3>${msg('What they came to')}</h3>
          <button @click=${() => saveText('drift-lab-compared.csv', besideCsv(beside, titles), 'text/csv')}>${msg('Table as CSV')}</button>
        </div>
        ${beside.notRanked ? html`<p class="refused">${msg(str`Not ranked: ${beside.notRanked}`)}</p>` : html`<p class="quiet">${msg('The best first, by their mean; intervals over seeds. Where rows are the same, differences are paired by seed.')}</p>`}
        ${beside.timesNotRanked ? html`<p class="quiet">${translated(beside.timesNotRanked)}</p>` : ''}
        <div class="scroll numbers">
          <table>
            <thead>
              <tr>
                <th>${msg('Run')}</th>
                <th>${msg('Repair')}</th>
                <th>${msg('Score on new rows')}</th>
                <th>${msg('Against run 1')}</th>
                <th>${msg('Old rows')}</th>
                <th>${msg('Seconds')}</th>
                <th>${msg('GFLOP')}</th>
              </tr>
            </thead>
            <tbody>
              ${beside.rows.map((row) => this.row(row))}
            </tbody>
          </table>
        </div>
      </section>
      ${this.across()}
      <section>
        <h3>${msg('How they learned')}</h3>
        <p class="quiet">${msg('Mean accuracy on new rows by share of the training, a line for each run; dots are single seeds at its end.')}</p>
        <chart-frame name="runs" whole><beside-chart .beside=${beside} .titles=${titles}></beside-chart></chart-frame>
      </section>
      ${
        beside.axes.length > 1
          ? html`<section>
              <h3>${msg('What was varied, and the best score')}</h3>
              <chart-frame name="runs-varied"><parallel-chart .axes=${beside.axes} .titles=${titles}></parallel-chart></chart-frame>
            </section>`
          : ''
      }
    `;
  }

  /** What `lab across` prints. */
  private across() {
    const { across } = this.beside;
    if (!across) return '';
    if ('refused' in across)
      return html`<section class="across">
        <h3>${msg('Over all of these runs')}</h3>
        <p class="quiet">${msg(str`Repairs are not ranked over them: ${across.refused}`)}</p>
      </section>`;
    const [header, ...rows] = across.table;
    return html`<section class="across">
      <h3>${msg('Over all of these runs')}</h3>
      <p class="quiet">${msg('Other data, drifts or seeds, one task each: which repair does best over them all (“lab across”).')}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Over all of these runs')}>
        <table>
          <thead>
            <tr>${header!.map((cell) => html`<th scope="col">${translated(cell)}</th>`)}</tr>
          </thead>
          <tbody>
            ${rows.map(([first, ...cells]) => html`<tr><th scope="row">${translated(first)}</th>${cells.map((cell) => html`<td>${translated(cell)}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>
      ${across.sentences.map((sentence) => html`<p class="quiet small">${translated(sentence)}</p>`)}
    </section>`;
  }

  private differences(title: string, differences: readonly Difference[]) {
    if (!differences.length) return '';
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('Runs beside each other')}>
      <table>
        <thead>
          <tr>
            <th>${translated(title)}</th>
            ${this.titles.map((name, i) => html`<th title=${translated(name)}>${i + 1}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${differences.map(({ path, values }) => html`<tr><td>${path}</td>${values.map((value) => html`<td class="text">${translated(value)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private row({ run, arm, title, score, old, seconds, flops, difference }: BesideRow) {
    const points = (value: number) => (100 * value).toFixed(1);
    return html`<tr>
      <td title=${translated(this.titles[run]) ?? ''}>${run + 1}</td>
      <td class="text ${arm}"><span class="name">${translated(title)}</span></td>
      <td>${translated(points(score.mean))} % (${translated(points(score.lo))} … ${translated(points(score.hi))})</td>
      <td>${difference ? html`${difference.mean > 0 ? '+' : ''}${translated(points(difference.mean))} (${translated(points(difference.lo))} … ${translated(points(difference.hi))})` : '–'}</td>
      <td>${translated(points(old))} %</td>
      <td>${translated(seconds.toFixed(2))}</td>
      <td>${translated((flops / 1e9).toFixed(2))}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'runs-beside': RunsBesideView;
  }
}
