/** Whether the answer survives other ways to train: asked with a click, drawn as a specification curve. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { RecipeOutcome, Robustness } from '../../contracts/verdict.ts';
import { robustnessSentence } from '../../decide/robustness.ts';
import * as format from '../../measure/format.ts';
import type { Metric } from '../../measure/metrics/metric.ts';
import { deciding } from '../../measure/metrics/registry.ts';
import { amount, difference } from '../../measure/metrics/words.ts';
import { interval } from '../../maths/statistics.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { recipeVariants } from '../../spec/recipe-variants.ts';
import { armTitle } from '../../state/catalogue.ts';
import { robustOf, startRobust } from '../../state/robust-store.ts';
import '../charts/chart-frame.ts';
import '../charts/forest-chart.ts';
import { axisOver } from '../charts/forest-chart.ts';
import { StoreElement } from '../store-element.ts';
import { pairStyles, stackedBelow } from './pair-styles.ts';
import { seriesStyles } from './series-styles.ts';

@customElement('robust-panel')
export class RobustPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    pairStyles,
    stackedBelow(440),
    seriesStyles,
    css`
      .found {
        margin-top: var(--space-2);
      }
    `,
  ];

  protected override render() {
    const { run } = this.store;
    const { record } = run;
    if (!record || record.derived.summary.arms.length < 2) return html``;
    const robust = robustOf(this.store);
    const { message, phase } = robust;
    const mine = robust.asked === run;
    return html`<h2>${msg('Does it survive another recipe?')}</h2>
      ${record.robustness ? this.curve(record.robustness, record) : robust.busy && mine ? this.going() : this.start(record)}
      ${message && mine ? html`<p class=${phase === 'failed' ? 'trouble' : 'quiet'} role="status">${translated(message)}</p>` : ''}`;
  }

  private start(record: RunRecord) {
    const { store } = this;
    const variants = recipeVariants(record.spec);
    const perSeed = record.durationMs / 1000 / Math.max(1, record.seeds.length);
    const seconds = variants.reduce((sum, { spec }) => sum + perSeed * spec.seeds.count * (spec.base.epochs / record.spec.base.epochs), 0);
    return html`<p class="quiet">
        ${msg('The answer depends on how the models are trained: rates, schedule, epochs, rows per step, width. This runs the experiment again under each of them and shows whether the favourite stays the favourite.')}
      </p>
      <div class="start">
        <button ?disabled=${store.training || store.stale} @click=${() => startRobust(store)}>${msg(str`Try ${variants.length} other recipes`)}</button>
        <span class="quiet small">${store.stale ? msg('You changed the experiment; run it first.') : msg(str`about ${format.seconds(seconds)}: ${variants[0]!.spec.seeds.count} seeds each`)}</span>
      </div>`;
  }

  private going() {
    const robust = robustOf(this.store);
    const { share, etaMs } = robust.progress;
    const left = etaMs === undefined ? '' : msg(str`, about ${Math.ceil(etaMs / 1000)} s left`);
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the recipes')}></progress>
      <span class="quiet small">${translated(robust.running) ?? ''}${translated(left)}</span>
      <button @click=${() => robust.stop()}>${msg('Stop')}</button>
    </div>`;
  }

  private curve(robustness: Robustness, record: RunRecord) {
    const { favourite, margin, recipes } = robustness;
    const metric = deciding(record.derived.summary);
    const titles = Object.fromEntries(record.derived.summary.arms.map(({ id, title }) => [id, title]));
    const sorted = [...recipes].sort((a, b) => b.difference.mean - a.difference.mean);
    const axis = axisOver(
      sorted.map((recipe) => recipe.difference),
      margin,
    );
    return html`<p class="found" aria-live="polite">${translated(robustnessSentence(robustness, titles))}</p>
      <p class="quiet">
        ${msg(str`A specification curve: ${armTitle(favourite)} against the best of all others, in ${metric.title} on new rows, under each recipe. A dot is a seed, paired; below it the mean with its 95 % interval, which is wide with so few seeds. Grey: ±${amount(metric, margin)}, which do not matter.`)}
      </p>
      <chart-frame name="recipes" whole><ul>
        ${sorted.map((recipe) => this.row(recipe, metric, favourite, margin, axis))}
        <li class="scale"><span></span><div><span>${translated(difference(metric, interval([axis[0]]), 'pt'))}</span><span>${translated(difference(metric, interval([axis[1]]), 'pt'))}</span></div><span></span></li>
      </ul></chart-frame>`;
  }

  private row(
    { id, title, rival, difference: gap, stays, seeds }: RecipeOutcome,
    metric: Metric,
    favourite: string,
    margin: number,
    axis: readonly [number, number],
  ) {
    const range = difference(metric, gap, 'pt');
    const said = stays
      ? gap.mean > margin
        ? msg(str`${armTitle(favourite)} leads`)
        : msg(str`level with ${armTitle(rival)}`)
      : msg(str`${armTitle(rival)} leads`);
    return html`<li data-recipe=${id}>
      <span>${translated(title)}</span>
      <forest-chart arm=${stays ? favourite : rival} .values=${gap.values} .mean=${gap.mean} .interval=${gap} .margin=${margin} .axis=${axis} label=${`${title}: ${said}, ${range}`}></forest-chart>
      <span class="said"><strong>${translated(said)}</strong><br />${translated(range)}; ${msg(str`${seeds} seeds`)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'robust-panel': RobustPanel;
  }
}
