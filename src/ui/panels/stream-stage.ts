/** What goes by: how well each policy is served, what it watches, what it has done and cost. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PolicyPoint } from '../../experiment/stream-types.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/stream-chart.ts';
import type { StreamBand, StreamLine } from '../charts/stream-chart.ts';
import type { FieldChange } from '../controls/fields.ts';
import { policyStyle } from '../policy-style.ts';
import { StoreElement } from '../store-element.ts';

/** Batches that the line of accuracy is smoothed over. */
const SMOOTH = 3;

@customElement('stream-stage')
export class StreamStage extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      section {
        margin-bottom: 28px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: end;
        gap: 8px;
        margin-bottom: 6px;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--text-2);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: right;
        padding: 5px 0 5px 14px;
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        white-space: nowrap;
      }
      th {
        color: var(--ink-3);
        font-size: var(--text-1);
      }
      th:first-child,
      td:first-child {
        text-align: left;
        padding-left: 0;
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
      stream-chart.small {
        --height: 150px;
      }
    `,
  ];

  /** Whose statistic is shown. */
  @state() private watched = 2;

  protected override render() {
    const { store } = this;
    const { run } = store;
    const spec = run.phase === 'idle' ? store.spec : run.spec;
    const batches = run.batches || Math.floor(spec.data.split.newPool / spec.stream.batch);
    const shown = Math.min(this.watched, spec.policies.length - 1);
    return html`
      <section>
        <div class="head">
          <div>
            <h2>${msg('How well each is served')}</h2>
            <p class="quiet">${msg(str`Accuracy of the serving model, batch by batch, as the mean of ${SMOOTH}. Dots: repairs. Shaded: where the world truly changes.`)}</p>
          </div>
        </div>
        <stream-chart .lines=${this.accuracy()} .bands=${this.bands(batches)} .batches=${batches} label=${msg('Serving accuracy of every policy over the stream')}></stream-chart>
      </section>
      <section>
        <div class="head">
          <div>
            <h2>${msg('What it watches')}</h2>
            <p class="quiet">${msg('The statistic of one policy and the threshold at which it acts.')}</p>
          </div>
          <choice-field
            label=${msg('Policy')}
            value=${String(shown)}
            .choices=${spec.policies.map((policy, i) => ({ id: String(i), title: policyTitle(policy) }))}
            @field-change=${(event: FieldChange<string>) => (this.watched = Number(event.value))}
          ></choice-field>
        </div>
        ${this.statistic(shown, batches)}
      </section>
      <section>
        <h2>${msg('What it cost so far')}</h2>
        <div class="scroll">${this.accounts()}</div>
      </section>
    `;
  }

  private column(policy: number): readonly PolicyPoint[] {
    return this.store.run.points.flatMap((points) => points[policy] ?? []);
  }

  private accuracy(): StreamLine[] {
    return this.store.run.spec.policies.map((policy, i) => {
      const points = this.column(i);
      const values = points.map((_, batch) => {
        const recent = points.slice(Math.max(0, batch + 1 - SMOOTH), batch + 1);
        return recent.reduce((sum, { accuracy }) => sum + accuracy, 0) / recent.length;
      });
      return { title: policyTitle(policy), ...policyStyle(i), values, marks: points.flatMap(({ action }, batch) => (action ? [batch] : [])) };
    });
  }

  private statistic(i: number, batches: number) {
    const points = this.column(i);
    const numbers = points.flatMap(({ statistic, threshold }) => [statistic, threshold]).filter((value): value is number => value !== null);
    if (numbers.length === 0) return html`<p class="quiet">${msg('It watches no number, or has not seen enough yet.')}</p>`;
    const range: [number, number] = [Math.min(0, ...numbers), Math.max(...numbers) * 1.05 || 1];
    const { color } = policyStyle(i);
    const lines: StreamLine[] = [
      { title: msg('statistic'), color, dash: [], values: points.map(({ statistic }) => statistic), marks: points.flatMap(({ alarm }, batch) => (alarm ? [batch] : [])) },
      { title: msg('threshold'), color: '--ink-3', dash: [4, 4], values: points.map(({ threshold }) => threshold), marks: [] },
    ];
    return html`<stream-chart
      class="small"
      .lines=${lines}
      .bands=${this.bands(batches)}
      .batches=${batches}
      .range=${range}
      .format=${(value: number) => String(Number(value.toPrecision(2)))}
      label=${msg('Statistic and threshold of one policy')}
    ></stream-chart>`;
  }

  /** Where the ledger, or the experiment as edited, says that the world changes. */
  private bands(batches: number): StreamBand[] {
    const { run, spec, data } = this.store;
    const { drift } = run.phase === 'idle' ? spec : run.spec;
    const edited = run.edits.flatMap(({ what, drift: added, batch }) => (what === 'drift' && added ? [{ from: batch, to: batches, title: `${data.driftOf(added.id)?.title ?? added.id}, ${msg('by hand')}` }] : []));
    return [
      ...drift.map(({ id, when }) => ({ from: when.start * batches, to: ('end' in when ? when.end : 1) * batches, title: data.driftOf(id)?.title ?? id })),
      ...edited,
    ];
  }

  private accounts() {
    const { run } = this.store;
    const { spec } = run;
    const rows = spec.policies.map((policy, i) => ({ policy, i, points: this.column(i) }));
    return html`<table>
      <thead>
        <tr>
          <th>${msg('policy')}</th><th>${msg('served')}</th><th>${msg('wrong answers')}</th><th>${msg('repairs')}</th><th>${msg('labels')}</th><th>${msg('training')}</th><th></th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ policy, i, points }) => {
          const last = points.at(-1);
          const served = last ? 1 - last.errors / (points.length * spec.stream.batch) : undefined;
          return html`<tr>
            <td>${policyTitle(policy)}</td>
            <td>${served === undefined ? '–' : `${(100 * served).toFixed(1)} %`}</td>
            <td>${last?.errors ?? '–'}</td>
            <td>${points.filter(({ action }) => action && action.arm !== 'rollback').length}</td>
            <td>${last?.labels ?? '–'}</td>
            <td>${last ? `${(1000 * last.seconds).toFixed(0)} ms` : '–'}</td>
            <td>${this.controls(i, last)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** A person approves, rejects, or goes back to the model before. */
  private controls(policy: number, last: PolicyPoint | undefined) {
    const { store } = this;
    if (!store.run.busy || !last) return '';
    if (last.waiting) {
      return html`<span class="waiting">${msg('asks to repair')}</span>
        <button @click=${() => store.command({ type: 'approve', policy })}>${msg('Approve')}</button>
        <button @click=${() => store.command({ type: 'reject', policy })}>${msg('Reject')}</button>`;
    }
    const acted = this.column(policy).some(({ action }) => action);
    return acted ? html`<button @click=${() => store.command({ type: 'rollback', policy })}>${msg('Roll back')}</button>` : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-stage': StreamStage;
  }
}
