/** What predictions tell of a model that is not at hand: how good it is, whether what it says changed, what it would say of itself, what mends it. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FigureName, PredictionReport, Ranged, RangedFigures, RepairComparison, ToldEstimate } from '../../contracts/predictions.ts';
import { changeOf, figureNames, figureTitles, moreIsBetter } from '../../measure/predictions/figures.ts';
import { sharedStyles } from '../shared-styles.ts';
import { tableStyles } from '../table-styles.ts';

const number = (value: number): string => value.toFixed(3).replace('-', '−');
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;
const range = (show: (value: number) => string, { value, lo, hi }: Ranged): string => `${show(value)} (${show(lo)} … ${show(hi)})`;
/** By an interval that excludes 0. */
const isBetter = (differences: RangedFigures, name: FigureName): boolean =>
  moreIsBetter(name) ? differences[name]!.lo > 0 : differences[name]!.hi < 0;
const shown = (value: number): string => String(Number(value.toPrecision(3)));

@customElement('predictions-found')
export class PredictionsFound extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      :host {
        display: block;
      }
      h4 {
        margin: var(--space-4) 0 var(--space-2);
        font-size: var(--text-2);
      }
      th[scope='row'] {
        white-space: normal;
        min-width: 110px;
      }
      .texts td,
      .texts th {
        text-align: left;
      }
      ul {
        margin: 0;
        padding-left: 1.2em;
      }
    `,
  ];

  @property({ attribute: false }) report!: PredictionReport;

  protected override render() {
    const { notes, rows, withoutRepairs, repairs, unanswered } = this.report;
    return html`${this.headline()}
      <ul class="small quiet">${notes.map((text) => html`<li>${translated(text)}</li>`)}</ul>
      <h4>${msg('How good it is, with 95 % intervals by the bootstrap')}</h4>
      ${this.measures(rows)}
      <h4>${msg('Did what it says change?')}</h4>
      ${this.tests()}
      <h4>${msg('What it would say of the new rows without their labels')}</h4>
      ${this.estimates()}
      <h4>${msg('Repairs that need no model')}</h4>
      ${repairs ? this.repairs(repairs) : html`<p>${translated(withoutRepairs)}</p>`}
      <h4>${msg('Without the model there is no answer to')}</h4>
      <ul class="small">${unanswered.map((text) => html`<li>${translated(text)}</li>`)}</ul>`;
  }

  /** Whether it got worse, and what is shown to mend it. */
  private headline() {
    const { old, fresh, repairs } = this.report;
    const was = number(old.accuracy!.value);
    if (!fresh)
      return html`<p>${msg(str`On the old rows its accuracy is ${was}. How good it is on the new ones, labels would have to tell.`)}</p>`;
    const change = changeOf(old.accuracy!, fresh.accuracy!);
    const told = msg(str`Accuracy ${was} on the old rows, ${number(fresh.accuracy!.value)} on the new ones: ${range(signed, change)}.`);
    const helps = (repairs?.judged ?? []).filter(({ differences }) =>
      figureNames.some((name) => differences[name] && isBetter(differences, name)),
    );
    const names = helps.map(({ repair }) => translated(repair.title)).join(', ');
    return html`<p>
      <strong>${told}</strong>
      ${repairs ? (names ? msg(str`Shown to make something better: ${names}.`) : msg('No repair without the model is shown to make anything better.')) : nothing}
    </p>`;
  }

  private table(label: string, head: readonly string[], body: readonly (readonly [string, ...unknown[]])[], look = '') {
    return html`<div class="scroll ${look}" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead><tr>${head.map((cell) => html`<th scope="col">${translated(cell)}</th>`)}</tr></thead>
        <tbody>${body.map(([first, ...cells]) => html`<tr><th scope="row">${translated(first)}</th>${cells.map((cell) => html`<td>${translated(cell)}</td>`)}</tr>`)}</tbody>
      </table>
    </div>`;
  }

  private measures([before, now]: PredictionReport['rows']) {
    const { old, fresh } = this.report;
    const known = figureNames.filter((name) => old[name]);
    return this.table(
      msg('Measures, old and new'),
      ['', msg(str`old, ${before} rows`), ...(fresh ? [msg(str`new, ${now} rows`), msg('new − old')] : [])],
      known.map((name) => [
        figureTitles[name],
        range(number, old[name]!),
        ...(fresh ? [range(number, fresh[name]!), range(signed, changeOf(old[name]!, fresh[name]!))] : []),
      ]),
    );
  }

  private tests() {
    const { tests } = this.report;
    const told = tests.flatMap(({ title, result }) => (result ? [[title, shown(result.statistic), shown(result.pValue!)] as const] : []));
    return html`${told.length ? this.table(msg('Tests'), [msg('test'), msg('statistic'), 'p'], told) : nothing}
    ${tests.map(({ title, refusal }) => (refusal ? html`<p class="small">${translated(title)}: ${translated(refusal)}</p>` : nothing))}`;
  }

  private estimates() {
    const { estimates, fresh } = this.report;
    return html`${fresh ? html`<p class="small quiet">${msg(str`With the labels, accuracy there is ${number(fresh.accuracy!.value)}.`)}</p>` : nothing}
    ${this.table(
      msg('Estimates'),
      [msg('estimate'), msg('says')],
      estimates.map(({ title, estimate, refusal }) => [title, estimate ? this.words(estimate) : refusal!]),
      'texts',
    )}`;
  }

  private words({ accuracy, interval, prior }: NonNullable<ToldEstimate['estimate']>): string {
    if (accuracy !== undefined)
      return msg(str`accuracy ${interval ? range(number, { value: accuracy, lo: interval[0], hi: interval[1] }) : number(accuracy)}`);
    return msg(str`shares: ${prior!.map((share, c) => `${this.report.classes[c]} ${number(share)}`).join(', ')}`);
  }

  private repairs({ fitRows, judgedRows, groups, splits, asItIs, judged, refused }: RepairComparison) {
    const names = figureNames.filter((name) => asItIs[name] !== undefined);
    const cell = (differences: RangedFigures, name: FigureName) => {
      const text = range(signed, differences[name]!);
      return isBetter(differences, name) ? html`<strong>${translated(text)}</strong>` : text;
    };
    return html`<p class="small quiet">
        ${
          groups
            ? msg(str`Fitted on ${groups[0]} groups of labelled new rows, judged on the other ${groups[1]}, ${splits} splits.`)
            : msg(str`Fitted on ${fitRows} labelled new rows, judged on the other ${judgedRows}, ${splits} splits.`)
        }
        ${msg('Differences to as it is, with 95 % intervals (Nadeau & Bengio 2003); bold: better, by an interval that excludes 0. Repaired probabilities name the likeliest class.')}
      </p>
      ${this.table(
        msg('Repairs that need no model'),
        [msg('repair'), ...names.map((name) => figureTitles[name]), msg('log loss on old rows')],
        [
          [msg('as it is'), ...names.map((name) => number(asItIs[name]!)), ''],
          ...judged.map(
            ({ repair, differences, onOld }) =>
              [repair.title, ...names.map((name) => cell(differences, name)), signed(onOld.logLoss!.value)] as const,
          ),
        ],
      )}
      ${refused.map(({ repair, why }) => html`<p class="small">${translated(repair.title)}: ${translated(why)}</p>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'predictions-found': PredictionsFound;
  }
}
