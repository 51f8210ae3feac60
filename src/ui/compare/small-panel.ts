/** What small runs say of the whole one: scores at each size and foreseen, whose favour it will come out in, and what it would take. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { foreseenSentences, type Foreseen } from '../../decide/small.ts';
import * as format from '../../measure/format.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { amount, decided } from '../../measure/metrics/words.ts';
import { SHARES } from '../../spec/shrunk.ts';
import { smallOf } from '../../state/small-store.ts';
import { armClasses } from '../arm-style.ts';
import { startRun } from '../start-run.ts';
import { StoreElement } from '../store-element.ts';
import { tableStyles } from '../table-styles.ts';
import { seriesStyles } from './series-styles.ts';

@customElement('small-panel')
export class SmallPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    armClasses,
    seriesStyles,
    css`
      :host {
        display: block;
      }
      .said p:first-child {
        font-weight: 600;
      }
      .favoured td {
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const small = smallOf(this.store);
    if (!small.asked) return html``;
    const { phase, message, foreseen } = small;
    return html`<h2>${msg('Start small')}</h2>
      <p class="quiet">${msg('The same experiment with an eighth, a quarter and half of the rows, labels and widths, and what that says of the whole.')}</p>
      <div aria-live="polite">
        ${small.busy ? this.going() : ''}
        ${message ? html`<p class=${phase === 'failed' ? 'trouble' : 'quiet'} role="status">${translated(message)}</p>` : ''}
        ${foreseen === null ? html`<p class="quiet">${msg('There is nothing to choose between: race a repair.')}</p>` : ''}
        ${foreseen ? this.found(foreseen) : ''}
      </div>`;
  }

  private going() {
    const small = smallOf(this.store);
    const { share, etaMs } = small.progress;
    const left = etaMs === undefined ? '' : msg(str`, about ${Math.ceil(etaMs / 1000)} s left`);
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the small runs')}></progress>
      <span class="quiet small">${small.running ? translated(`1/${Math.round(1 / small.running)}`) : ''}${translated(left)}</span>
      <button @click=${() => small.stop()}>${msg('Stop')}</button>
    </div>`;
  }

  private found(foreseen: Foreseen) {
    const { store } = this;
    const small = smallOf(store);
    const metric = deciding(foreseen);
    const cell = (value: number) => decided(metric, { mean: value, lo: value, hi: value, values: [value] });
    const mine = small.isOf(store.spec);
    return html`<div class="said">
        ${foreseenSentences(foreseen, amount(metric, foreseen.margin)).map((sentence) => html`<p>${translated(sentence)}</p>`)}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Scores at each size')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${msg('repair')}</th>
              ${SHARES.map((share) => html`<th scope="col">1/${1 / share}</th>`)}
              <th scope="col">${msg('foreseen')}</th>
              <th scope="col" title=${msg('Probability of losing less than the margin to the best at full size')}>${msg('good enough')}</th>
            </tr>
          </thead>
          <tbody>
            ${foreseen.arms.map(
              (arm) => html`<tr class=${arm.id === foreseen.favourite.id ? 'favoured' : ''}>
                <td>${translated(arm.title)}</td>
                ${arm.measured.map((value) => html`<td>${translated(cell(value))}</td>`)}
                <td>${translated(cell(arm.merit.mean))} (${translated(cell(arm.merit.lo))} ${msg('to')} ${translated(cell(arm.merit.hi))})</td>
                <td>${Math.round(100 * arm.good)} %</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div class="start">
        <button ?disabled=${store.training || !mine} @click=${() => startRun(store)}>${msg('Run it in full')}</button>
        <span class="quiet small">${mine ? msg(str`about ${format.seconds(foreseen.full.seconds)} of training, ${format.flops(foreseen.full.flops)}`) : msg('You changed the experiment since.')}</span>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'small-panel': SmallPanel;
  }
}
