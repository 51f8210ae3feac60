/** How many labels would change the result: the experiment at several label budgets, started and stopped here, and its chart. */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import { crossover } from '../../decide/crossover.ts';
import { usualBudgets } from '../../decide/label-budgets.ts';
import { arms } from '../../state/catalogue.ts';
import { startSweep, sweepOf } from '../../state/sweep-store.ts';
import '../charts/sweep-chart.ts';
import type { SweepLine } from '../charts/sweep-chart.ts';
import { StoreElement } from '../store-element.ts';

@customElement('sweep-panel')
export class SweepPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      summary h2 {
        display: inline;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        margin-top: var(--space-3);
      }
      .start {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      progress {
        flex: 1;
        min-width: 120px;
        height: 6px;
        accent-color: var(--accent);
      }
      .found {
        font-size: 0.95rem;
      }
      .trouble {
        color: var(--alert);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private open = false;

  protected override render() {
    const sweep = sweepOf(this.store);
    return html`<details ?open=${this.open} @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
      <summary><h2>${msg('How many labels would change this?')}</h2> <span class="quiet">${sweep.busy ? msg(str`${sweep.points.length} of ${sweep.budgets.length} label budgets done`) : msg('the same experiment with fewer and with more labels')}</span></summary>
      ${this.open ? html`<div class="parts">${sweep.busy ? this.going() : this.start()} ${this.outcome()}</div>` : ''}
    </details>`;
  }

  private start() {
    const { store } = this;
    const budgets = usualBudgets(store.spec.data.split.newPool);
    return html`<p class="quiet">${msg(str`Runs the experiment with ${budgets.join(', ')} labels of the new world, everything else and the seeds as they are set.`)}</p>
      <div class="start">
        <button ?disabled=${store.run.busy || store.refusal !== undefined} @click=${() => startSweep(store, budgets)}>${sweepOf(store).phase === 'idle' ? msg('Run the sweep') : msg('Run the sweep again')}</button>
        ${store.run.busy ? html`<span class="quiet small">${msg('Wait until the run has ended, or stop it.')}</span>` : ''}
      </div>`;
  }

  private going() {
    const sweep = sweepOf(this.store);
    const { share, etaMs } = sweep.progress;
    const left = etaMs === undefined ? '' : msg(str`, about ${Math.ceil(etaMs / 1000)} s left`);
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the sweep')}></progress>
      <span class="quiet small">${msg(str`${sweep.run?.spec.labels.budget ?? sweep.budgets[0]!} labels${left}`)}</span>
      <button @click=${() => sweep.stop()}>${msg('Stop the sweep')}</button>
    </div>`;
  }

  private outcome() {
    const sweep = sweepOf(this.store);
    const { spec } = this.store;
    const { phase, points, message } = sweep;
    // A part of a sweep concludes nothing.
    const found = phase === 'finished' ? crossover(points) : undefined;
    const seeds = points.length ? Math.min(...points.map(({ summary }) => summary.seeds)) : 0;
    return html`${message ? html`<p class=${phase === 'failed' ? 'trouble' : 'quiet'} role="status">${message}</p>` : ''}
      ${points.length && sweep.staleFor(spec) ? html`<p class="quiet" role="status">${msg('You changed the experiment. This sweep belongs to the one before; run it again to renew it.')}</p>` : ''}
      <p class="found" aria-live="polite">${found?.sentence ?? ''}</p>
      ${
        points.length
          ? html`<div>
            <p class="quiet">${msg(str`${soundnessTitle(this.store.run.spec)} on the new world against labels. Bands: 95 % interval of the mean over ${seeds} seeds.`)}</p>
            <sweep-chart
              .budgets=${sweep.budgets}
              .lines=${this.lines()}
              .between=${found?.between?.map(({ labels }) => labels)}
              label=${msg(str`${soundnessTitle(this.store.run.spec)} of each repair on the new world against the number of labels`)}
            ></sweep-chart>
          </div>`
          : ''
      }`;
  }

  /** A line for each repair of the experiment that some budget has, in its order. */
  private lines(): SweepLine[] {
    const { spec, budgets, points } = sweepOf(this.store);
    return (spec?.arms ?? []).flatMap(({ id }) => {
      const values = budgets.map(
        (labels) => points.find((point) => point.labels === labels)?.summary.arms.find((arm) => arm.id === id)?.accuracyNew ?? null,
      );
      return values.some((value) => value !== null) ? [{ id, title: arms.find((arm) => arm.id === id)?.title ?? id, values }] : [];
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-panel': SweepPanel;
  }
}
