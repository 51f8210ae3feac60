/** What a drift did to the rows that are shown, in the literature's terms and in numbers. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../charts/sample-strip.ts';
import type { LedgerEntry } from '../../contracts/drift.ts';
import type { Preview } from '../../contracts/services.ts';
import type { ExperimentStore } from '../../state/experiment-store.ts';
import { StoreElement } from '../store-element.ts';

@customElement('drift-ledger')
export class DriftLedger extends StoreElement<ExperimentStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        padding-top: var(--space-2);
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
        padding: 3px 10px 3px 0;
        vertical-align: top;
        font-weight: 400;
      }
      th {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) preview!: Preview;

  protected override render() {
    const { ledger, classes, inputShape } = this.preview;
    const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
    const priors = (shares: readonly number[]) => shares.map((share) => Math.round(100 * share)).join(' ');
    const measured: readonly (readonly [name: string, value: (entry: LedgerEntry) => string, hint?: string])[] = [
      [msg('changes'), ({ kind }) => kind],
      [msg('severity'), ({ severity }) => String(severity)],
      [msg('rows touched'), ({ rowsTouched }) => percent(rowsTouched)],
      [
        msg('different rows'),
        ({ realised }) => msg(str`${realised.distinct} of ${realised.rows}`),
        msg('Where rows are drawn again, some repeat'),
      ],
      [msg('inputs touched'), ({ featuresTouched }) => percent(featuresTouched)],
      [
        msg('change of an input'),
        ({ realised }) => `${realised.rmsChange.toFixed(2)} σ`,
        msg('Root mean square, in standard deviations of the old world'),
      ],
      [
        msg('mean'),
        ({ realised }) => `${realised.meanBefore.toFixed(2)} → ${realised.meanAfter.toFixed(2)}`,
        msg('Of pixels; of columns, in standard deviations from the old mean'),
      ],
      [msg('labels changed'), ({ realised }) => percent(realised.labelFlips)],
      [msg('class shares, %'), ({ realised }) => `${priors(realised.priorsBefore)} → ${priors(realised.priorsAfter)}`, classes.join(' ')],
    ];
    return html`${ledger.map(({ sentence }) => html`<p class="quiet">${translated(sentence)}</p>`)}
      ${inputShape.length === 3 ? html`<sample-strip .preview=${this.preview}></sample-strip>` : ''}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('The ledger')}>
        <table>
          <thead>
            <tr><th>${msg('measured')}</th>${ledger.map(({ id }) => html`<th>${translated(this.store.data.driftOf(id)?.title) ?? id}</th>`)}</tr>
          </thead>
          <tbody>
            ${measured.map(([name, value, hint]) => html`<tr><th scope="row" title=${translated(hint) ?? ''}>${translated(name)}</th>${ledger.map((entry) => html`<td>${translated(value(entry))}</td>`)}</tr>`)}
          </tbody>
        </table>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'drift-ledger': DriftLedger;
  }
}
