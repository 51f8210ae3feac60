/** Every figure of every repair: recall of each class, the split of wall time, counted work, modelled energy. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as format from '../../measure/format.ts';
import { inUnit } from '../../measure/metrics/metric.ts';
import { metricsFor, overSeeds } from '../../measure/metrics/registry.ts';
import { figure, soundness } from '../../measure/metrics/words.ts';
import { interval } from '../../maths/statistics.ts';
import type { ArmResult, ArmSummary, Times } from '../../contracts/results.ts';
import { StoreElement } from '../store-element.ts';
import { tableStyles } from '../table-styles.ts';

@customElement('details-table')
export class DetailsTable extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    tableStyles,
    css`
      table {
        margin-bottom: var(--space-4);
        width: auto;
        min-width: 60%;
      }
      caption {
        text-align: left;
        color: var(--ink-2);
        padding: var(--space-2) 0;
      }
      /* Words, not a number: they may break. */
      .costs tr:last-child td {
        white-space: normal;
        min-width: 90px;
      }
      summary {
        color: var(--ink-2);
      }
    `,
  ];

  protected override render() {
    const { arms } = this.store.summary;
    if (!arms.length) return html``;
    return html`<details>
      <summary>${msg('All figures: every metric, recall by class, time by kind, work, energy')}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('All figures')}>${this.recalls(arms)} ${this.costs(arms)}</div>
    </details>`;
  }

  private recalls(arms: readonly ArmSummary[]) {
    const classes = this.store.run.record?.data.classes ?? this.store.preview?.classes ?? [];
    const recall = (arm: ArmSummary, c: number) => {
      const values = this.results(arm).flatMap(({ measures }) => measures.recallNew[c] ?? []);
      return values.length ? format.percent(interval(values)) : '–';
    };
    return html`<table>
      <caption>${msg('Share of each class that is recognised in the new world, mean over seeds')}</caption>
      <thead>
        <tr><th scope="col">${msg('class')}</th>${arms.map(({ title }) => html`<th scope="col">${translated(title)}</th>`)}</tr>
      </thead>
      <tbody>
        ${classes.map((name, c) => html`<tr><th scope="row">${translated(name)}</th>${arms.map((arm) => html`<td>${translated(recall(arm, c))}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }

  private costs(arms: readonly ArmSummary[]) {
    const rows: [string, (arm: ArmSummary) => string][] = [
      ...this.metrics(arms),
      ...this.architecture(arms),
      [msg('forgetting, points'), (arm) => (arm.forgetting ? format.points(arm.forgetting) : '–')],
      [msg('compile and warm up (timed, first seed only)'), (arm) => this.time(arm, 'compileMs')],
      [msg('train (timed)'), (arm) => this.time(arm, 'trainMs')],
      [
        msg('GPU busy with gradient steps (timed)'),
        (arm) =>
          this.mean(
            arm,
            ({ gpuMs }) => gpuMs,
            (ms) => format.seconds(ms / 1000),
          ),
      ],
      [msg('evaluate (timed)'), (arm) => this.time(arm, 'evaluateMs')],
      [msg('labels of the new world'), ({ counts }) => String(counts.labels)],
      [msg('training examples seen (counted)'), ({ counts }) => counts.examples.toLocaleString('en')],
      [msg('gradient steps (counted)'), ({ counts }) => counts.steps.toLocaleString('en')],
      [msg('work (counted)'), ({ counts }) => format.flops(counts.flops)],
      [msg('memory traffic (counted, upper bound)'), ({ counts }) => format.bytes(counts.bytes)],
      [msg('memory held by the engine, highest (counted)'), (arm) => this.most(arm)],
      [msg('energy proxy (modelled)'), ({ energy }) => (energy ? format.joules(energy) : '–')],
      [msg('why to doubt the energy proxy'), ({ validity }) => validity.join('; ') || '–'],
    ];
    return html`<table class="costs">
      <caption>${msg('Means per seed')}</caption>
      <thead>
        <tr><th scope="col">${msg('measured')}</th>${arms.map(({ title }) => html`<th scope="col">${translated(title)}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(([name, value]) => html`<tr><th scope="row">${translated(name)}</th>${arms.map((arm) => html`<td>${translated(value(arm))}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }

  /** Every metric that some repair has a figure of, in the new world; the one that decides is named where it is not the first. */
  private metrics(arms: readonly ArmSummary[]): [string, (arm: ArmSummary) => string][] {
    const { summary } = this.store;
    return metricsFor(this.store.run.spec).flatMap((own): [string, (arm: ArmSummary) => string][] => {
      const metric = inUnit(own, summary);
      const figures = new Map(arms.map((arm) => [arm.id, overSeeds(metric, this.results(arm))]));
      if ([...figures.values()].every((each) => each === null)) return [];
      const text = ({ id }: ArmSummary) => {
        const over = figures.get(id);
        return over ? figure(metric, over) : '–';
      };
      return [[metric.id === summary.metric ? msg(str`${metric.title} (decides)`) : metric.title, text]];
    });
  }

  /** Of a run with a repair of another architecture: how well each fits what it learned, and how large its model is. */
  private architecture(arms: readonly ArmSummary[]): [string, (arm: ArmSummary) => string][] {
    if (!arms.some(({ fit }) => fit)) return [];
    const base = this.store.run.record?.model.parameters;
    const size = (arm: ArmSummary) => this.results(arm).find(({ model }) => model)?.model?.parameters ?? base;
    return [
      [msg(str`fit on learned labels (${soundness(this.store.summary)})`), ({ fit }) => (fit ? format.percent(fit) : '–')],
      [msg('parameters of its model'), (arm) => size(arm)?.toLocaleString('en') ?? '–'],
    ];
  }

  private results(arm: ArmSummary): readonly ArmResult[] {
    return this.store.run.results.filter((result) => result.arm === arm.id);
  }

  /** Of the seeds that tell. */
  private mean(arm: ArmSummary, value: (result: ArmResult) => number | undefined, text: (mean: number) => string): string {
    const values = this.results(arm).flatMap((result) => value(result) ?? []);
    return values.length ? text(interval(values).mean) : '–';
  }

  private most(arm: ArmSummary): string {
    const values = this.results(arm).flatMap(({ memoryBytes }) => memoryBytes ?? []);
    return values.length ? format.bytes(Math.max(...values)) : '–';
  }

  /** Longest compilation (it happens once), or the mean of the other kinds. */
  private time(arm: ArmSummary, kind: keyof Times): string {
    const values = this.results(arm).map(({ times }) => times[kind] / 1000);
    if (!values.some((value) => value > 0)) return '–';
    return format.seconds(kind === 'compileMs' ? Math.max(...values) : interval(values).mean);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'details-table': DetailsTable;
  }
}
