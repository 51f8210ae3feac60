/** Stage 1: the base model learns the old world, serves it, and meets the new one. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { soundness, soundnessTitle } from '../../measure/metrics/words.ts';
import { percent } from '../../measure/format.ts';
import { interval } from '../../maths/statistics.ts';
import { Curves } from '../../state/curves.ts';
import type { CompareRun } from '../../state/compare-run.ts';
import { whenHere } from '../../state/late-part.ts';
import '../charts/band-chart.ts';
import type { BandChartData } from '../charts/band-data.ts';
import { StoreElement } from '../store-element.ts';
import type * as InUse from './in-use.ts';
import { endOfUse } from './use-axis.ts';

/** Rows in use pass by in this time, in ms: the fall is seen to happen. */
const PASSING_MS = 1200;

@customElement('base-stage')
export class BaseStage extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      /* Two lines from the start, so that nothing below moves when the text grows. */
      .caption {
        min-height: 2.9em;
      }
    `,
  ];

  private drawn = '';
  private data: BandChartData = { x: new Float64Array(), lines: [] };
  /** How much of its use is drawn, 0 … 1: it passes by while a run goes on. */
  @state() private passed = 1;
  private met: CompareRun | undefined;
  @state() private use: typeof InUse | undefined;
  private asked = false;

  protected override willUpdate(): void {
    const { run } = this.store;
    // The first paint does not wait for what only a run needs.
    if ((run.busy || run.served) && !this.asked) {
      this.asked = true;
      whenHere(
        () => import('./in-use.ts'),
        (use) => (this.use = use),
      );
    }
    if (!run.served || this.met === run) return;
    this.met = run;
    if (run.busy && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.pass(run);
  }

  protected override render() {
    const { run } = this.store;
    this.refresh();
    return html`<h2>${msg('It learns, and is put to use')}</h2>
      <p class="quiet caption">${translated(this.caption())}</p>
      <band-chart
        .data=${this.data}
        .end=${endOfUse(this.epochs)}
        .labelWidth=${12}
        xTitle=${this.epochs ? msg('epochs, then rows in use') : msg('rows in use')}
        .xFormat=${(value: number, step?: number) => this.place(value, step !== undefined)}
        label=${msg(str`${soundnessTitle(run.spec)} of the base model on the old world while it learns, and of the first one in use`)}
      ></band-chart>`;
  }

  /** How long it learns; a model from elsewhere has learned. */
  private get epochs(): number {
    const { model, base } = this.store.run.spec;
    return model.family === 'imported' ? 0 : base.epochs;
  }

  /** A place on the axis: an epoch, or rows in use, which only the table counts. */
  private place(value: number, tick: boolean): string {
    const { run, epochs } = this;
    if (epochs && value <= epochs) return String(Math.round(value * 10) / 10);
    if (tick) return '';
    const { before, after } = run.served ?? { before: [], after: [] };
    const rows = Math.round((before.length + after.length) * ((value - epochs) / (endOfUse(epochs) - epochs)));
    return msg(str`in use, row ${rows}`);
  }

  private refresh(): void {
    const { run, epochs, passed } = this;
    const curves = run.baseCurves;
    const { use } = this;
    const drawn = `${use !== undefined} ${run.spec.seeds.root} ${curves.version} ${epochs} ${run.served ? passed : ''}`;
    if (this.drawn === drawn && this.data.x.length) return;
    this.drawn = drawn;
    const perEpoch = Math.ceil(run.spec.data.split.baseTrain / run.spec.base.batchSize);
    const end = endOfUse(epochs);
    const x = Curves.grid(end);
    const learned = curves.band(
      'base',
      end,
      (point) => point.step / perEpoch,
      (point) => point.accuracy['old']!,
    );
    const look = { title: '', color: '--accent', dash: [] };
    const until = (values: Float64Array) => values.map((value, i) => (x[i]! > epochs ? NaN : value));
    const base = { ...learned, mean: until(learned.mean), lo: until(learned.lo), hi: until(learned.hi) };
    const reached = epochs + passed * (end - epochs);
    const mean = use && run.served && use.inUse(run.served, x, epochs).map((value, i) => (x[i]! > reached ? NaN : value));
    this.data = {
      x,
      lines: [
        { id: 'base', column: soundnessTitle(run.spec), ...look, ...base },
        ...(mean ? [{ id: 'use', column: msg('in use, the first seed'), ...look, mean, lo: mean, hi: mean, endsAt: 0 }] : []),
      ],
      ...(use && run.served && { marks: use.momentsOfUse(run.served, epochs, reached) }),
    };
  }

  private get run(): CompareRun {
    return this.store.run;
  }

  /** Lets the rows in use go by. */
  private pass(run: CompareRun): void {
    const began = performance.now();
    const draw = () => {
      const share = (performance.now() - began) / PASSING_MS;
      this.passed = this.run === run && this.isConnected ? Math.min(1, share) : 1;
      if (this.passed < 1) requestAnimationFrame(draw);
    };
    this.passed = 0;
    requestAnimationFrame(draw);
  }

  private caption(): string {
    const { run } = this.store;
    const curves = [...run.baseCurves.raw('base')].filter(([seed]) => run.ledgers.has(seed));
    const finished = run.record?.seeds.map((seed) => seed.base.accuracyOld) ?? curves.map(([, points]) => points.at(-1)!.accuracy['old']!);
    if (run.spec.model.family === 'imported') return msg('It was trained elsewhere and is taken as it is.');
    if (!finished.length) return run.busy ? msg('The first base model is learning.') : msg('A base model learns the old world here.');
    const reached = `${run.spec.task ? `${soundness(run.spec)} ` : ''}${percent(interval(finished))}`;
    return run.derived
      ? msg(str`It reaches ${reached} on the old world.`)
      : msg(str`So far the base model reaches ${reached} on the old world.`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'base-stage': BaseStage;
  }
}
