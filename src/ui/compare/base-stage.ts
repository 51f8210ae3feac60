/** Stage 1: the base model learns the old world. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { soundness, soundnessTitle } from '../../measure/metrics/words.ts';
import { percent } from '../../measure/format.ts';
import { interval } from '../../maths/statistics.ts';
import { Curves } from '../../state/curves.ts';
import '../charts/band-chart.ts';
import type { BandChartData } from '../charts/band-chart.ts';
import { StoreElement } from '../store-element.ts';

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

  private drawn = -1;
  private data: BandChartData = { x: new Float64Array(), lines: [] };

  protected override render() {
    const { run } = this.store;
    const { base, data } = run.spec;
    const perEpoch = Math.ceil(data.split.baseTrain / base.batchSize);
    this.refresh(perEpoch);
    return html`<h2>${msg('It learns')}</h2>
      <p class="quiet caption">${this.caption()}</p>
      ${
        run.spec.model.family === 'imported'
          ? html`<p class="quiet">${msg('It was trained elsewhere and is taken as it is: nothing is learned here before the world changes.')}</p>`
          : html`<band-chart
        .data=${this.data}
        .end=${base.epochs}
        .labelWidth=${12}
        xTitle=${msg('epoch')}
        .xFormat=${(value: number) => String(Math.round(value * 10) / 10)}
        label=${msg(str`${soundnessTitle(this.store.run.spec)} of the base model on the old world while it learns`)}
      ></band-chart>`
      }`;
  }

  private refresh(perEpoch: number): void {
    const { run } = this.store;
    const curves = run.baseCurves;
    if (this.drawn === curves.version && this.data.x.length) return;
    this.drawn = curves.version;
    const end = run.spec.base.epochs;
    const band = curves.band(
      'base',
      end,
      (point) => point.step / perEpoch,
      (point) => point.accuracy['old']!,
    );
    this.data = {
      x: Curves.grid(end),
      lines: [{ id: 'base', title: '', column: soundnessTitle(run.spec), color: '--accent', dash: [], ...band }],
    };
  }

  private caption(): string {
    const { run } = this.store;
    const curves = [...run.baseCurves.raw('base')].filter(([seed]) => run.ledgers.has(seed));
    const finished = run.record?.seeds.map((seed) => seed.base.accuracyOld) ?? curves.map(([, points]) => points.at(-1)!.accuracy['old']!);
    if (!finished.length) return run.busy ? msg('The first base model is learning.') : msg('A base model will learn the old world here.');
    const reached = `${run.spec.task ? `${soundness(run.spec)} ` : ''}${percent(interval(finished))}`;
    return run.derived
      ? msg(str`The base model reaches ${reached} on the old world.`)
      : msg(str`So far the base model reaches ${reached} on the old world.`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'base-stage': BaseStage;
  }
}
