/** How a repair treats groups of rows, where the data has some. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import type { Fairness } from '../../contracts/measures.ts';
import { LEAST_ROWS } from '../../measure/metrics/fairness.ts';
import * as format from '../../measure/format.ts';
import { interval } from '../../maths/statistics.ts';
import { StoreElement } from '../store-element.ts';
import { groupChanges, type Pair } from '../depth/depth-figures.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('quality-groups')
export class QualityGroups extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    css`
      table {
        width: auto;
        min-width: min(100%, 420px);
        margin-top: var(--space-2);
      }
      .untold {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) pairs: readonly Pair[] = [];

  protected override render() {
    const groups = groupChanges(this.pairs);
    if (!groups.length)
      return html`<h3>${msg('Groups')}</h3><p class="quiet small">${msg('The data has no groups, so nothing can be told of how it treats them.')}</p>`;
    const known = this.store.data.chosen(this.store.run.spec)?.groups;
    return html`<h3>${known ? msg(str`Groups by ${known.name}`) : msg('Groups')}</h3>
      <p class="quiet small">${msg(str`${soundnessTitle(this.store.run.spec)} on the new world. Of groups with fewer than ${LEAST_ROWS} test rows no rate is told: it would say more about chance than about the model.`)}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${soundnessTitle(this.store.run.spec)} by group`)}>
        <table>
          <thead>
            <tr><th scope="col">${msg('group')}</th><th scope="col">${msg('rows a seed')}</th><th scope="col">${msg('before')}</th><th scope="col">${msg('after')}</th><th scope="col">${msg('change, paired')}</th></tr>
          </thead>
          <tbody>
            ${groups.map(({ group, rows, before, after, change }) => {
              const name = known?.names[group] ?? String(group + 1);
              if (!before || !after || !change)
                return html`<tr><th scope="row">${name}</th><td>${Math.round(rows)}</td><td colspan="3" class="untold">${msg(str`fewer than ${LEAST_ROWS} rows`)}</td></tr>`;
              return html`<tr><th scope="row">${name}</th><td>${Math.round(rows)}</td><td>${translated(format.percent(before))}</td><td>${translated(format.percent(after))}</td><td>${translated(format.points(change))}</td></tr>`;
            })}
            ${this.spread(msg('equalized odds difference'), ({ equalizedOdds }) => equalizedOdds)}
            ${this.spread(msg('demographic parity difference'), ({ demographicParity }) => demographicParity)}
          </tbody>
        </table>
      </div>`;
  }

  /** How far groups lie apart, before and after; 0 is even. */
  private spread(name: string, value: (fairness: Fairness) => number | null) {
    const told = this.pairs.flatMap(({ before, after }) => {
      const [was, is] = [before, after].map(({ measures }) => (measures.fairnessNew ? value(measures.fairnessNew) : null));
      return typeof was === 'number' && typeof is === 'number' ? [[was, is] as const] : [];
    });
    if (!told.length)
      return html`<tr><th scope="row">${name}</th><td></td><td colspan="3" class="untold">${msg('needs two groups that are large enough')}</td></tr>`;
    return html`<tr>
      <th scope="row">${name}</th><td></td>
      <td>${translated(format.percent(interval(told.map(([was]) => was))))}</td>
      <td>${translated(format.percent(interval(told.map(([, is]) => is))))}</td>
      <td>${translated(format.points(interval(told.map(([was, is]) => is - was))))}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'quality-groups': QualityGroups;
  }
}
