/** Energy and greenhouse gas of every repair, on the grid of a country, modelled or read from a meter. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { carbon, lampSeconds } from '../../measure/energy/carbon.ts';
import { seconds } from '../../measure/format.ts';
import { readingJoules, WHOLE_RUN, type MeterUnit } from '../../measure/cost/meter.ts';
import type { ArmSummary, Quantity } from '../../contracts/results.ts';
import type { EconomicsStore } from '../../state/economics-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import { energyText, gramsText } from './economics-format.ts';
import { namedRegions } from './economics-regions.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('economics-energy')
export class EconomicsEnergy extends StoreElement<EconomicsStore> {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    css`
      .head,
      form {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: end;
        margin: var(--space-2) 0;
      }
      .head choice-field {
        width: 220px;
        max-width: 100%;
      }
      tbody th {
        text-align: left;
        padding-left: 0;
        white-space: normal;
      }
      small {
        display: block;
        color: var(--ink-3);
      }
      th,
      td {
        vertical-align: top;
      }
      .doubtful {
        color: var(--ink-3);
      }
      .check {
        display: flex;
        gap: 6px;
        align-items: center;
        min-height: 34px;
      }
      form label {
        display: grid;
        gap: 2px;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      form input {
        width: 110px;
      }
      .wrong {
        color: var(--alert);
      }
      ul {
        margin: 0;
        padding-left: 18px;
      }
    `,
  ];

  /** The repairs, with readings in place of the proxy where there are any. */
  @property({ attribute: false }) arms: readonly ArmSummary[] = [];
  /** The run that a reading is taken of. */
  @property({ attribute: false }) run: object = {};
  @property() region = '';
  @state() private wrong = '';
  @query('form') private readonly form!: HTMLFormElement;

  protected override render() {
    const { store, region, arms } = this;
    const trained = arms.filter(({ energy }) => energy !== null);
    const doubts = [...new Set(trained.flatMap(({ validity }) => validity))];
    return html`<div class="head">
        <choice-field label=${msg('Electricity of')} value=${region} .choices=${namedRegions()} @field-change=${(event: FieldChange<string>) => this.chooseRegion(event)}></choice-field>
        <label class="check"><input type="checkbox" .checked=${store.lamp} @change=${(event: Event) => store.setLamp((event.target as HTMLInputElement).checked)} /> ${msg('as time of a 10 W lamp')}</label>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Energy and greenhouse gas of every repair')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${msg('one training')}</th><th scope="col">${msg('energy')}</th><th scope="col">CO₂e</th>${store.lamp ? html`<th scope="col">${msg('10 W lamp')}</th>` : ''}
            </tr>
          </thead>
          <tbody>
            ${trained.map((arm) => this.row(arm, arm.energy!))}
          </tbody>
        </table>
      </div>
      ${doubts.length ? html`<p class="small quiet">* ${msg(str`grey, not to be relied on: ${doubts.join('; ')}`)}</p>` : ''}
      <p class="small quiet">
        ${msg('A search of many runs multiplies these.')} ${msg('Grid intensities: yearly averages by')}
        <a href="https://ember-energy.org/" target="_blank" rel="noreferrer">Ember</a>, ${msg('by way of')}
        <a href="https://developers.thegreenwebfoundation.org/co2js/overview/" target="_blank" rel="noreferrer">CO2.js</a> 0.19.0,
        <a href="https://creativecommons.org/licenses/by-sa/4.0/" target="_blank" rel="noreferrer">CC BY-SA 4.0</a>.
        ${msg('Another hour, or a contract for green power, gives another figure.')}
      </p>
      ${this.meter(trained)}`;
  }

  private row({ title, validity }: ArmSummary, energy: Quantity) {
    const gas = carbon(energy, this.region);
    const { value } = lampSeconds(energy);
    const doubt = validity.length ? '*' : '';
    return html`<tr class=${doubt ? 'doubtful' : ''} title=${translated(validity.join('; ')) || nothing}>
      <th scope="row">${translated(title)}</th>
      <td title=${translated(`${energy.method}. ${energy.source}`)}>${translated(energyText(energy))}${doubt} <small>${energy.kind === 'external' ? msg('metered') : msg('modelled')}</small></td>
      <td title=${translated(`${gas.method}. ${gas.source}`)}>${translated(gramsText(gas))}${doubt}</td>
      ${this.store.lamp ? html`<td>${translated(seconds(value))}</td>` : ''}
    </tr>`;
  }

  /** A power meter knows better than any model. */
  private meter(trained: readonly ArmSummary[]) {
    const readings = this.store.readings(this.run);
    const titleOf = (of: string) => trained.find(({ id }) => id === of)?.title ?? msg('the whole run, shared out by training time');
    return html`<details>
      <summary class="small">${msg('Attach a meter reading')}</summary>
      <form @submit=${this.attach}>
        <label>${msg('read of')}<select name="of">
            <option value=${WHOLE_RUN}>${msg('the whole run')}</option>
            ${trained.map(({ id, title }) => html`<option value=${id}>${translated(title)}${msg(', all repeats')}</option>`)}
          </select></label>
        <label>${msg('reading')}<input name="amount" type="number" min="0" step="any" required aria-invalid=${this.wrong ? 'true' : 'false'} /></label>
        <label>${msg('unit')}<select name="unit"><option>Wh</option><option>J</option></select></label>
        <button>${msg('Attach')}</button>
      </form>
      ${this.wrong ? html`<p class="small wrong" role="alert">${translated(this.wrong)}</p>` : ''}
      <ul class="small">
        ${readings.map(
          ({ of, amount, unit }) =>
            html`<li>${amount} ${translated(unit)}, ${translated(titleOf(of))} <button class="link" @click=${() => this.store.detach(this.run, of)} aria-label=${msg(str`Remove the reading of ${titleOf(of)}`)}>${msg('remove')}</button></li>`,
        )}
      </ul>
    </details>`;
  }

  private readonly attach = (event: Event) => {
    event.preventDefault();
    const entries = new FormData(this.form);
    const reading = { of: String(entries.get('of')), amount: Number(entries.get('amount')), unit: entries.get('unit') as MeterUnit };
    try {
      readingJoules(reading);
    } catch {
      this.wrong = msg('The reading was not taken: it must be more than 0.');
      return;
    }
    this.wrong = '';
    this.form.reset();
    this.store.attach(this.run, reading);
  };

  /** Told under another name, so that it is not taken for a price. */
  private chooseRegion(event: FieldChange<string>): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent<string>('region-change', { detail: event.value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'economics-energy': EconomicsEnergy;
  }
}
