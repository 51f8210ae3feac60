/** What goes by: how well each policy is served, what it watches, what it has done and cost. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PolicyPoint } from '../../contracts/stream.ts';
import { policyTitle } from '../../policies/registry.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/chart-frame.ts';
import '../charts/stream-chart.ts';
import '../bench/detector-calibration.ts';
import type { ThresholdPick } from '../bench/detector-calibration.ts';
import { DROPPED, type BatchPick, type StreamLine } from '../charts/stream-chart.ts';
import '../charts/passing-by.ts';
import './stream-accounts.ts';
import './stream-complaints.ts';
import './stream-estimates.ts';
import { globalDrift } from '../../spec/schema.ts';
import type { FieldChange } from '../controls/fields.ts';
import { policyStyle } from '../../policies/mark.ts';
import { StoreElement } from '../store-element.ts';
import { accuracyLine, changesIn, FADING, WINDOW, type Smoothing } from './served-lines.ts';
import { headStyles } from '../head-styles.ts';

@customElement('stream-stage')
export class StreamStage extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    headStyles,
    css`
      section {
        margin-bottom: 28px;
      }
      .changes {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-top: 6px;
      }
      .away {
        visibility: hidden;
      }
      .chip {
        border: 1px dashed var(--accent);
        border-radius: 99px;
        padding: 3px 12px;
        font-size: var(--text-1);
      }
      .chip[draggable='true'] {
        cursor: grab;
      }
      /* The chart of the statistic, and what to expect of its detector, come with the first batches. */
      .watched {
        min-height: 176px;
      }
      .calibrated {
        min-height: 218px;
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
            <h2>${msg('Accuracy as served')}</h2>
            <p class="quiet">${spec.task ? msg('Share of numbers told within the tolerance, which 90 of 100 held-out old rows keep. Dots: repairs. Shaded: where the world truly changes.') : msg('Accuracy of the serving model. Dots: repairs. Shaded: where the world truly changes.')} ${spec.lead ? msg('A repair serves some batches after its dot.') : ''} ${spec.seeds.count > 1 ? msg('The first seed is shown.') : ''}</p>
            ${this.changes(run.busy && !run.watched)}
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
        <chart-frame name="stream" canvas><stream-chart .lines=${this.accuracy()} .bands=${changesIn(store, batches)} .batches=${batches} label=${msg('Serving accuracy of every policy over the stream')} @batch-pick=${(event: BatchPick) => this.changeAt(event.batch, event.dropped)}></stream-chart></chart-frame>
        ${
          run.passing
            ? html`<passing-by
              .passing=${run.passing}
              .views=${run.views}
              .titles=${run.spec.policies.map(policyTitle)}
              .classes=${store.data.chosen(run.spec)?.classes ?? []}
              .policy=${shown}
              .batch=${run.seen}
            ></passing-by>`
            : ''
        }
      </section>
      <section>
        <div class="head">
          <div>
            <h2>${msg('What it watches')}</h2>
            <p class="quiet">${msg('The statistic of one policy and the threshold at which it acts. Circles: warnings. Dots: it asks for a repair.')}</p>
          </div>
          <choice-field
            label=${msg('Policy')}
            value=${String(shown)}
            .choices=${spec.policies.map((policy, i) => ({ id: String(i), title: policyTitle(policy) }))}
            @field-change=${(event: FieldChange<string>) => (this.watched = Number(event.value))}
          ></choice-field>
        </div>
        <div class="watched ${spec.policies[shown]?.id === 'detector' ? 'calibrated' : ''}">${this.statistic(shown, batches)} ${this.calibration(shown)}</div>
      </section>
      ${run.spec.complaints ? html`<section><stream-complaints .store=${store} .bands=${changesIn(store, batches)} .batches=${batches}></stream-complaints></section>` : ''}
      <section><stream-accounts .store=${store}></stream-accounts></section>
      <slot></slot>
      <section><stream-estimates .store=${store}></stream-estimates></section>
    `;
  }

  /** What can be dragged onto a batch to come; it stays where it is before and after. */
  private changes(possible: boolean) {
    const { run } = this.store;
    const { drift } = this.store.spec;
    return html`<p class="changes ${run.busy && run.watched ? 'away' : ''}">
      ${drift.map(({ id }) => {
        const title = this.store.data.driftOf(id)?.title ?? id;
        return html`<span class="chip" draggable=${possible ? 'true' : 'false'} title=${msg(str`${title}, severity 5`)} @dragstart=${(event: DragEvent) => event.dataTransfer!.setData(DROPPED, id)}>${translated(title)}</span>`;
      })}
      <span class="quiet small">${drift.length ? msg('While it plays, drag it onto a batch to come, or click there, to change the world by hand.') : ''}</span>
    </p>`;
  }

  /** A drift by hand, before a batch that has not come yet. */
  private changeAt(batch: number, id = this.store.spec.drift[0]?.id): void {
    const { run } = this.store;
    if (run.busy && !run.watched && id && batch >= run.seen) this.store.command({ type: 'drift', drift: globalDrift(id, 5), batch });
  }

  private column(policy: number): readonly PolicyPoint[] {
    return this.store.run.columns[policy] ?? [];
  }

  private accuracy(): StreamLine[] {
    const { run } = this.store;
    if (this.lines?.run !== run || this.lines.smoothing !== this.smoothing)
      this.lines = { run, smoothing: this.smoothing, grown: run.spec.policies.map(() => accuracyLine(this.smoothing)) };
    return run.spec.policies.map((policy, i) => ({
      title: policyTitle(policy),
      ...policyStyle(i),
      ...this.lines!.grown[i]!(this.column(i)),
    }));
  }

  /** What has been drawn of the run so far: a long stream is not gone through again at every batch. */
  private lines:
    | { readonly run: StreamStore['run']; readonly smoothing: Smoothing; readonly grown: readonly ReturnType<typeof accuracyLine>[] }
    | undefined;

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
      {
        title: msg('statistic'),
        color,
        dash: [],
        values: points.map(({ statistic }) => statistic),
        marks: points.flatMap(({ alarm }, batch) => (alarm ? [batch] : [])),
        warnings: points.flatMap(({ warning, alarm }, batch) => (warning && !alarm ? [batch] : [])),
      },
      { title: msg('threshold'), color: '--ink-3', dash: [4, 4], values: points.map(({ threshold }) => threshold), marks: [] },
    ];
    return html`<stream-chart
      class="small"
      .lines=${lines}
      .bands=${changesIn(this.store, batches)}
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
    const { params } = policy;
    const use = ({ name, value }: ThresholdPick) =>
      this.store.edit({
        policies: this.store.spec.policies.map((entry, at) =>
          at === i && entry.id === 'detector' ? { ...entry, params: { ...entry.params, [name]: value } } : entry,
        ),
      });
    return html`<detector-calibration .detector=${String(params.detector ?? 'adwin')} .params=${params} .errorRate=${1 - accuracy} @threshold-pick=${use}></detector-calibration>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-stage': StreamStage;
  }
}
