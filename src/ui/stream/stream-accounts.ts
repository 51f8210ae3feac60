/** What each policy has cost so far: as numbers, and one account of your choice over the stream. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { seconds as secondsText, joules } from '../../measure/format.ts';
import { energy } from '../../measure/energy/energy.ts';
import type { PolicyPoint } from '../../contracts/stream.ts';
import { repairPrice } from '../../policies/cost.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/stream-chart.ts';
import type { StreamLine } from '../charts/stream-chart.ts';
import type { FieldChange } from '../controls/fields.ts';
import { GrowingLine } from '../growing-line.ts';
import { policyStyle } from '../../policies/mark.ts';
import { StoreElement } from '../store-element.ts';
import { headStyles } from '../head-styles.ts';

type Account = 'cost' | 'errors' | 'labels' | 'seconds' | 'energy';

/** How many repairs were begun, as against going back to the model before. */
const begun = ({ action, then }: PolicyPoint): number =>
  Number(action !== undefined && action.arm !== 'rollback') + Number(then !== undefined);

@customElement('stream-accounts')
export class StreamAccounts extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    headStyles,
    css`
      .scroll {
        overflow-x: auto;
        margin-top: var(--space-3);
      }
      table {
        font-size: var(--text-2);
        font-variant-numeric: tabular-nums;
      }
      th:first-child,
      td:first-child {
        white-space: normal;
      }
      td button {
        min-height: 26px;
        padding: 2px 8px;
        font-size: var(--text-1);
      }
      .waiting {
        color: var(--accent);
        font-weight: 600;
      }
      stream-chart {
        --height: 150px;
      }
    `,
  ];

  @state() private account: Account = 'cost';
  /** What has been counted of the run so far, by policy: the account that is drawn, and repairs. */
  private grown:
    | {
        readonly run: StreamStore['run'];
        readonly account: Account;
        readonly lines: readonly GrowingLine<PolicyPoint>[];
        readonly repairs: readonly GrowingLine<PolicyPoint>[];
      }
    | undefined;

  protected override render() {
    const { run } = this.store;
    const price = repairPrice(run.spec);
    return html`<div class="head">
        <div>
          <h2>${msg('What it cost so far')}</h2>
          <p class="quiet">${run.spec.seeds.count > 1 ? msg('On the first seed.') : ''} ${msg(str`Total cost is in wrong answers: one repair counts as much as ${price} of them. The energy is a proxy from training time and the machine you chose.`)}</p>
        </div>
        <choice-field
          label=${msg('Account')}
          value=${this.account}
          .choices=${[
            { id: 'cost', title: msg('total cost') },
            { id: 'errors', title: msg('wrong answers') },
            { id: 'labels', title: msg('labels') },
            { id: 'seconds', title: msg('training time') },
            { id: 'energy', title: msg('energy') },
          ]}
          @field-change=${(event: FieldChange<Account>) => (this.account = event.value)}
        ></choice-field>
      </div>
      ${this.chart()}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Accounts of every policy')}>${this.table(price)}</div>`;
  }

  private column(policy: number): readonly PolicyPoint[] {
    return this.store.run.columns[policy] ?? [];
  }

  /** The accounts of this run, kept while it grows. */
  private accounts() {
    const { run, watts } = this.store;
    const { account } = this;
    if (this.grown?.run !== run || this.grown.account !== account) {
      const price = repairPrice(run.spec);
      const next: Record<Account, (points: readonly PolicyPoint[], i: number, before: number) => number> = {
        cost: (points, i, before) => before + points[i]!.errors - (i > 0 ? points[i - 1]!.errors : 0) + price * begun(points[i]!),
        errors: (points, i) => points[i]!.errors,
        labels: (points, i) => points[i]!.labels,
        seconds: (points, i) => points[i]!.seconds,
        energy: (points, i) => (watts ? energy(points[i]!.seconds, watts).value : 0),
      };
      this.grown = {
        run,
        account,
        lines: run.spec.policies.map(() => new GrowingLine(next[account])),
        repairs: run.spec.policies.map(() => new GrowingLine((points, i, before) => before + begun(points[i]!))),
      };
    }
    return this.grown;
  }

  private chart() {
    const { run } = this.store;
    const { lines } = this.accounts();
    const drawn: StreamLine[] = run.spec.policies.map((policy, i) => ({
      title: policyTitle(policy),
      ...policyStyle(i),
      values: lines[i]!.upTo(this.column(i)),
      marks: [],
    }));
    const most = Math.max(...drawn.map(({ values }) => values.at(-1) ?? 0));
    const unit = { cost: '', errors: '', labels: '', seconds: 's', energy: 'J' }[this.account];
    const format = (value: number) => (unit === 's' ? secondsText(value) : `${Number(value.toPrecision(2))}${unit ? ` ${unit}` : ''}`);
    return html`<stream-chart .lines=${drawn} .batches=${run.batches || 1} .range=${[0, most || 1]} .format=${(value: number) => (value === 0 ? '0' : format(value))} label=${msg('What each policy has cost over the stream')}></stream-chart>`;
  }

  private table(price: number) {
    const { run, watts } = this.store;
    const { spec } = run;
    const { repairs } = this.accounts();
    return html`<table>
      <thead>
        <tr>
          <th>${msg('policy')}</th><th>${msg('served')}</th><th>${msg('wrong answers')}</th><th>${msg('repairs')}</th><th>${msg('total cost')}</th><th>${msg('labels')}</th><th>${msg('training')}</th><th>${msg('energy')}</th><th>${msg('by hand')}</th>
        </tr>
      </thead>
      <tbody>
        ${spec.policies.map((policy, i) => {
          const points = this.column(i);
          const last = points.at(-1);
          const made = repairs[i]!.upTo(points).at(-1) ?? 0;
          return html`<tr>
            <td>${translated(policyTitle(policy))}</td>
            <td>${last ? translated(`${(100 * (1 - last.errors / (points.length * spec.stream.batch))).toFixed(1)} %`) : '–'}</td>
            <td>${last?.errors ?? '–'}</td>
            <td>${made}</td>
            <td>${last ? last.errors + price * made : '–'}</td>
            <td>${last?.labels ?? '–'}</td>
            <td>${last ? translated(secondsText(last.seconds)) : '–'}</td>
            <td>${last && watts && last.seconds > 0 ? translated(joules(energy(last.seconds, watts))) : '–'}</td>
            <td>${this.controls(i, last, made)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** A person approves, rejects, or goes back to the model before. */
  private controls(policy: number, last: PolicyPoint | undefined, repairs: number) {
    const { store } = this;
    if (!store.run.busy || store.run.watched || !last) return '';
    if (store.run.answered.get(policy) === store.run.seen) return html`<span class="small quiet">${msg('from the next batch on')}</span>`;
    if (last.waiting) {
      return html`<span class="waiting">${msg('asks to repair')}</span>
        <button @click=${() => store.command({ type: 'approve', policy })}>${msg('Approve')}</button>
        <button @click=${() => store.command({ type: 'reject', policy })}>${msg('Reject')}</button>`;
    }
    return repairs > 0 ? html`<button @click=${() => store.command({ type: 'rollback', policy })}>${msg('Roll back')}</button>` : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-accounts': StreamAccounts;
  }
}
