/** What goes by: how well each policy is served, what it watches, what it has done and cost. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PolicyPoint } from '../../experiment/stream-types.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/stream-chart.ts';
import './detector-calibration.ts';
import type { BatchPick, StreamBand, StreamLine } from '../charts/stream-chart.ts';
import '../charts/passing-by.ts';
import { globalDrift } from '../../spec/schema.ts';
import type { FieldChange } from '../controls/fields.ts';
import { policyStyle } from '../policy-style.ts';
import { StoreElement } from '../store-element.ts';

/** Batches of the moving mean, and the factor by which an old batch counts less (Gama et al. 2013). */
const WINDOW = 3;
const FADING = 0.8;

/** How accuracy is drawn. */
type Smoothing = 'window' | 'prequential' | 'fading' | 'batch';

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
  @state() private smoothing: Smoothing = 'window';

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
            <p class="quiet">${msg('Accuracy of the serving model. Dots: repairs. Shaded: where the world truly changes.')} ${run.busy ? msg('Click on a batch to come to change the world there.') : ''}</p>
          </div>
          <choice-field
            label=${msg('Accuracy')}
            value=${this.smoothing}
            .choices=${[
              { id: 'window', title: msg(str`mean of ${WINDOW} batches`) },
              { id: 'prequential', title: msg('prequential, from the start') },
              { id: 'fading', title: msg(str`fading, factor ${FADING}`) },
              { id: 'batch', title: msg('batch by batch') },
            ]}
            @field-change=${(event: FieldChange<Smoothing>) => (this.smoothing = event.value)}
          ></choice-field>
        </div>
        <stream-chart .lines=${this.accuracy()} .bands=${this.bands(batches)} .batches=${batches} label=${msg('Serving accuracy of every policy over the stream')} @batch-pick=${(event: BatchPick) => this.changeAt(event.batch)}></stream-chart>
        ${run.passing
          ? html`<passing-by
              .passing=${run.passing}
              .views=${run.views}
              .titles=${run.spec.policies.map(policyTitle)}
              .classes=${store.data.chosen(run.spec)?.classes ?? []}
              .policy=${shown}
              .batch=${run.seen}
            ></passing-by>`
          : ''}
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
        ${this.statistic(shown, batches)} ${this.calibration(shown)}
      </section>
      <section>
        <h2>${msg('What could be known without labels')}</h2>
        <p class="quiet">${msg('Accuracy of the same policy as its confidence suggests, and as it is. The estimate assumes that P(y|x) stays; shaded is where the ledger says that it does not.')}</p>
        ${this.withoutLabels(shown, batches)}
      </section>
      <section>
        <h2>${msg('What it cost so far')}</h2>
        <div class="scroll">${this.accounts()}</div>
      </section>
    `;
  }

  /** A drift by hand, before a batch that has not come yet. */
  private changeAt(batch: number): void {
    const { run, spec } = this.store;
    const id = spec.drift[0]?.id;
    if (run.busy && id && batch >= run.seen) this.store.command({ type: 'drift', drift: globalDrift(id, 5), batch });
  }

  private column(policy: number): readonly PolicyPoint[] {
    return this.store.run.columns[policy] ?? [];
  }

  private accuracy(): StreamLine[] {
    const { run } = this.store;
    if (this.lines?.run !== run || this.lines.smoothing !== this.smoothing) this.lines = { run, smoothing: this.smoothing, grown: run.spec.policies.map(() => new GrowingLine(this.smoothing)) };
    return run.spec.policies.map((policy, i) => ({ title: policyTitle(policy), ...policyStyle(i), ...this.lines!.grown[i]!.upTo(this.column(i)) }));
  }

  /** What has been drawn of the run so far: a long stream is not gone through again at every batch. */
  private lines: { readonly run: StreamStore['run']; readonly smoothing: Smoothing; readonly grown: readonly GrowingLine[] } | undefined;

  private statistic(i: number, batches: number) {
    const points = this.column(i);
    let [low, high] = [0, -Infinity];
    for (const { statistic, threshold } of points) {
      low = Math.min(low, statistic ?? low, threshold ?? low);
      high = Math.max(high, statistic ?? high, threshold ?? high);
    }
    if (high === -Infinity) return html`<p class="quiet">${msg('It watches no number, or has not seen enough yet.')}</p>`;
    const range: [number, number] = [low, high * 1.05 || 1];
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

  /** For policies that a detector triggers: what to expect of it at the base model's error rate. */
  private calibration(i: number) {
    const { run } = this.store;
    const policy = run.spec.policies[i];
    const accuracy = run.seeds[0]?.baseAccuracy;
    if (policy?.id !== 'detector' || accuracy === undefined) return '';
    return html`<detector-calibration .detector=${String(policy.params.detector ?? 'adwin')} .errorRate=${1 - accuracy}></detector-calibration>`;
  }

  private withoutLabels(i: number, batches: number) {
    const points = this.column(i);
    const { color } = policyStyle(i);
    const lines: StreamLine[] = [
      { title: msg('measured'), color, dash: [], values: points.map(({ accuracy }) => accuracy), marks: [] },
      { title: msg('estimated'), color: '--ink-3', dash: [4, 4], values: points.map(({ estimate }) => estimate), marks: [] },
    ];
    const { run, spec, data } = this.store;
    const { drift } = run.phase === 'idle' ? spec : run.spec;
    const violated = drift.filter(({ id }) => ['P(y|x)', 'mixed'].includes(data.driftOf(id)?.kind ?? ''));
    return html`<stream-chart
      class="small"
      .lines=${lines}
      .bands=${violated.map(({ when }) => ({ from: when.start * batches, to: ('end' in when ? when.end : 1) * batches, title: msg('the assumption is violated') }))}
      .batches=${batches}
      label=${msg('Accuracy measured, and estimated without labels')}
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
            <td>${this.lines?.grown[i]?.upTo(points).marks.filter((batch) => points[batch]!.action!.arm !== 'rollback').length ?? 0}</td>
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
    if (store.run.answered.get(policy) === store.run.seen) return html`<span class="small quiet">${msg('from the next batch on')}</span>`;
    if (last.waiting) {
      return html`<span class="waiting">${msg('asks to repair')}</span>
        <button @click=${() => store.command({ type: 'approve', policy })}>${msg('Approve')}</button>
        <button @click=${() => store.command({ type: 'reject', policy })}>${msg('Reject')}</button>`;
    }
    const acted = (this.lines?.grown[policy]?.upTo(this.column(policy)).marks.length ?? 0) > 0;
    return acted ? html`<button @click=${() => store.command({ type: 'rollback', policy })}>${msg('Roll back')}</button>` : '';
  }
}

/** A line of accuracy that is continued where it ended. */
class GrowingLine {
  private readonly values: number[] = [];
  private readonly marks: number[] = [];
  private sum = 0;
  private weight = 0;

  constructor(private readonly how: Smoothing) {}

  upTo(points: readonly PolicyPoint[]): Pick<StreamLine, 'values' | 'marks'> {
    if (points.length < this.values.length) {
      this.values.length = this.marks.length = 0;
      this.sum = this.weight = 0;
    }
    for (let i = this.values.length; i < points.length; i++) {
      const { accuracy, action } = points[i]!;
      this.values.push(this.smooth(accuracy, points, i));
      if (action) this.marks.push(i);
    }
    return { values: this.values, marks: this.marks };
  }

  private smooth(value: number, points: readonly PolicyPoint[], i: number): number {
    if (this.how === 'batch') return value;
    if (this.how === 'window') {
      this.sum += value - (i >= WINDOW ? points[i - WINDOW]!.accuracy : 0);
      return this.sum / Math.min(WINDOW, i + 1);
    }
    const keep = this.how === 'fading' ? FADING : 1;
    this.sum = keep * this.sum + value;
    this.weight = keep * this.weight + 1;
    return this.sum / this.weight;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-stage': StreamStage;
  }
}
