/** What running a kept run again came to: the same bits, the same within the margin, or something else. */
import { msg, str, translated } from '../../words/msg.ts';
import { day } from '../../words/dates.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Replication } from '../../contracts/library.ts';
import { armClasses } from '../arm-style.ts';
import { StoreElement } from '../store-element.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('replication-panel')
export class ReplicationPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    armClasses,
    css`
      .name {
        color: var(--name);
      }
      p {
        margin: var(--space-2) 0;
      }
    `,
  ];

  protected override render() {
    const { replicates } = this.store;
    if (!replicates) return '';
    const { found, original } = replicates;
    return html`<h2>${msg('Run again')}</h2>
      ${
        found
          ? html`<p role="status">${translated(found.sentence)}</p>
            ${this.table(found)}
            <p class="small quiet">${msg('Both are kept. On the page Runs they can be put beside each other, curves and all.')}</p>`
          : html`<p class="quiet">${msg(str`The run of ${day(original.startedAt)} is run again here, and compared when this one has ended.`)}</p>`
      }`;
  }

  private table({ arms }: Replication) {
    const words = { equal: msg('the same bits'), within: msg('within the margin'), different: msg('different'), unclear: msg('not clear') };
    const points = (value: number) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg('The run and its repetition')}>
      <table>
        <thead>
          <tr>
            <th>${msg('Repair')}</th>
            <th>${msg('Same weights')}</th>
            <th>${msg('Here less there, points')}</th>
            <th>${msg('Outcome')}</th>
          </tr>
        </thead>
        <tbody>
          ${arms.map(
            ({ arm, title, repeats, sameWeights, difference, outcome }) =>
              html`<tr class=${arm}>
                <td><span class="name">${translated(title)}</span></td>
                <td>${sameWeights} / ${repeats}</td>
                <td>${difference ? translated(`${points(difference.mean)} (${points(difference.lo)} … ${points(difference.hi)})`) : '–'}</td>
                <td>${translated(words[outcome])}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'replication-panel': ReplicationPanel;
  }
}
