/** How many labels, or what else, would change the result: the experiment once for each value, started, paused and stopped here, and its chart. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { soundnessTitle } from '../../measure/metrics/words.ts';
import { crossover } from '../../decide/crossover.ts';
import { arms } from '../../state/catalogue.ts';
import { knownOf, leftSweep, remember, type LeftSweep } from '../../state/left-sweep.ts';
import { startSweep, sweepOf, type SweepPlan } from '../../state/sweep-store.ts';
import { axisFrom } from '../../spec/vary.ts';
import '../charts/chart-frame.ts';
import '../charts/sweep-chart.ts';
import type { ArmLine } from '../charts/arm-lines.ts';
import '../charts/sweep-map.ts';
import { fieldsOf, type SweepField } from './sweep-fields.ts';
import { goingOn, leftOver, sweepStyles } from './sweep-parts.ts';
import { StoreElement } from '../store-element.ts';
import { justNoted } from '../../state/event-log.ts';

/** More fields no map shows. */
const MOST_FIELDS = 4;

@customElement('sweep-panel')
export class SweepPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    sweepStyles,
    css`
      .values {
        flex: 1 1 160px;
      }
    `,
  ];

  @state() private open = false;
  /** What is varied, as it is typed: up to four fields and their values. */
  @state() private asked: readonly { readonly path: string; readonly values: string }[] = [];
  @state() private random = '';
  @state() private wrong: string | undefined;
  @state() private left: LeftSweep | undefined;

  protected override render() {
    const sweep = sweepOf(this.store);
    const done = sweep.cells.filter(({ summary }) => summary).length;
    return html`<details ?open=${this.open} @toggle=${this.toggled}>
      <summary><h2>${msg('How many labels would change this?')}</h2> <span class="quiet">${sweep.busy ? msg(str`${done} of ${sweep.cells.length} experiments done`) : msg('the same experiment with fewer and with more labels, or with anything else changed')}</span></summary>
      ${this.open ? html`<div class="parts">${sweep.busy ? goingOn(sweep, msg('Progress of the sweep'), msg('Stop the sweep')) : this.start()} ${this.outcome()}</div>` : ''}
    </details>`;
  }

  private readonly toggled = (event: Event) => {
    this.open = (event.target as HTMLDetailsElement).open;
    if (!this.open || sweepOf(this.store).busy) return;
    leftSweep(this.store, 'sweep').then(
      (left) => (this.left = left),
      () => undefined,
    );
  };

  /** The fields that are asked for; label budgets where nobody has asked for anything. */
  private get wanted() {
    const [first] = fieldsOf(this.store.spec);
    return this.asked.length ? this.asked : [{ path: first!.path, values: first!.usual }];
  }

  private start() {
    const { store, wanted, left } = this;
    const fields = fieldsOf(store.spec);
    return html`<p class="quiet">${msg('Runs the experiment once for each value, or each combination of values, everything else and the seeds as they are set. Every run is kept.')}</p>
      ${leftOver(
        ({ done, total }) => msg(str`A sweep is unfinished: ${done} of ${total} experiments are kept.`),
        ...([left, store.run.busy, (given: LeftSweep) => void this.resume(given), this.forget] as const),
      )}
      ${wanted.map(({ path, values }, i) => this.axis(fields, path, values, i))}
      <div class="start">
        <button class="run" ?disabled=${store.run.busy || store.refusal !== undefined} @click=${() => void this.begin()}>${sweepOf(store).phase === 'idle' ? msg('Run the sweep') : msg('Run the sweep again')}</button>
        ${wanted.length < MOST_FIELDS ? html`<button class="more" @click=${this.addAxis}>${msg('Vary one more field')}</button>` : ''}
        ${wanted.length > 1 ? html`<label>${msg('at random, so many')} <input class="random" type="text" inputmode="numeric" size="4" placeholder=${msg('all')} .value=${this.random} @change=${(event: Event) => (this.random = (event.target as HTMLInputElement).value.trim())} /></label> <span class="quiet small count">${translated(this.counted())}</span>` : ''}
        ${store.run.busy ? html`<span class="quiet small">${msg('Wait until the run has ended, or stop it.')}</span>` : ''}
      </div>
      ${this.wrong ? html`<p class="trouble" role="alert">${translated(this.wrong)}</p>` : ''}`;
  }

  private axis(fields: readonly SweepField[], path: string, values: string, index: number) {
    const known = fields.some((field) => field.path === path);
    const change = (to: Partial<{ path: string; values: string }>) => {
      this.asked = this.wanted.map((axis, i) => (i === index ? { ...axis, ...to } : axis));
      this.wrong = undefined;
    };
    const chosen = (event: Event) => {
      const field = fields.find((each) => each.path === (event.target as HTMLSelectElement).value);
      change(field ? { path: field.path, values: field.usual } : { path: '', values: '' });
    };
    const typed = (name: 'path' | 'values') => (event: Event) => change({ [name]: (event.target as HTMLInputElement).value.trim() });
    return html`<div class="start">
      <select aria-label=${msg('What is varied')} @change=${chosen}>
        ${fields.map((field) => html`<option value=${field.path} ?selected=${field.path === path}>${translated(field.title)}</option>`)}
        <option value="" ?selected=${!known}>${msg('another field, by its path')}</option>
      </select>
      ${known ? '' : html`<input type="text" size="18" placeholder="measure.margin" aria-label=${msg('Path of the field')} .value=${path} @change=${typed('path')} />`}
      <input class="values" type="text" aria-label=${msg('Values')} .value=${values} @change=${typed('values')} />
      ${this.wanted.length > 1 ? html`<button aria-label=${msg('Do not vary this')} @click=${() => (this.asked = this.wanted.filter((_, i) => i !== index))}>×</button>` : ''}
    </div>`;
  }

  /** How many experiments that is; nothing while what is typed is no list of values. */
  private counted(): string {
    try {
      const all = this.wanted.reduce((count, { path, values }) => count * axisFrom(`${path}=${values}`).values.length, 1);
      return msg(str`of ${all} combinations`);
    } catch {
      return '';
    }
  }

  private readonly addAxis = () => {
    const used = this.wanted.map(({ path }) => path);
    const next = fieldsOf(this.store.spec).find(({ path }) => !used.includes(path))!;
    this.asked = [...this.wanted, { path: next.path, values: next.usual }];
  };

  private async begin(): Promise<void> {
    this.wrong = undefined;
    try {
      const axes = this.wanted.map(({ path, values }) => axisFrom(`${path}=${values}`));
      const random = this.random ? Number(this.random) : undefined;
      if (random !== undefined && !(Number.isInteger(random) && random > 0))
        throw new RangeError(msg(str`“${this.random}” is no number of experiments`));
      await this.run({ spec: this.store.spec, axes, ...(random !== undefined && { random }) });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.wrong = `${error.message}.`;
    }
  }

  private async run(plan: SweepPlan, known?: Parameters<typeof startSweep>[2]): Promise<void> {
    this.left = undefined;
    const ended = startSweep(this.store, plan, known);
    // Where nothing can be kept, a sweep runs all the same.
    remember(this.store, 'sweep', plan).catch(justNoted('keeping the plan of a sweep'));
    await ended;
    if (sweepOf(this.store).phase === 'finished') remember(this.store, 'sweep', undefined).catch(justNoted('keeping the plan of a sweep'));
  }

  private async resume({ plan }: LeftSweep): Promise<void> {
    this.store.setSpec(plan.spec);
    await this.run(plan, await knownOf(this.store, plan, sweepOf(this.store)));
  }

  private readonly forget = () => {
    this.left = undefined;
    remember(this.store, 'sweep', undefined).catch(justNoted('keeping the plan of a sweep'));
  };

  private outcome() {
    const sweep = sweepOf(this.store);
    const { spec } = this.store;
    const { phase, points, message, plan, cells } = sweep;
    // A part of a sweep concludes nothing.
    const found = phase === 'finished' && points.length ? crossover(points) : undefined;
    const summaries = cells.flatMap(({ summary }) => summary ?? []);
    const seeds = summaries.length ? Math.min(...summaries.map((summary) => summary.seeds)) : 0;
    const titles = (plan?.axes ?? []).map(({ path }) => fieldsOf(spec).find((field) => field.path === path)?.title ?? path);
    return html`${message ? html`<p class=${phase === 'failed' ? 'trouble' : 'quiet'} role="status">${translated(message)}</p>` : ''}
      ${summaries.length && sweep.staleFor(spec) ? html`<p class="quiet" role="status">${msg('You changed the experiment. This sweep belongs to the one before; run it again to renew it.')}</p>` : ''}
      <p class="found" aria-live="polite">${translated(found?.sentence) ?? ''}</p>
      ${
        points.length
          ? html`<div>
            <p class="quiet">${msg(str`${soundnessTitle(this.store.run.spec)} on the new world against labels. Bands: 95 % interval of the mean over ${seeds} seeds.`)}</p>
            <chart-frame name="labels"><sweep-chart
              .budgets=${sweep.budgets}
              .lines=${this.lines()}
              .between=${found?.between?.map(({ labels }) => labels)}
              label=${msg(str`${soundnessTitle(this.store.run.spec)} of each repair on the new world against the number of labels`)}
            ></sweep-chart></chart-frame>
          </div>`
          : ''
      }
      ${
        summaries.length && !points.length
          ? html`<p class="quiet">${msg(str`In each cell the repair that is ahead on new rows, over ${seeds} seeds; a question mark where it is not shown better than all others. Every cell is a run of the page Runs, where they can be put beside each other.`)}</p>
            <chart-frame name="sweep-map" whole><sweep-map .axes=${titles} .cells=${cells}></sweep-map></chart-frame>`
          : ''
      }`;
  }

  /** A line for each repair of the experiment that some budget has, in its order. */
  private lines(): ArmLine[] {
    const { plan, budgets, points } = sweepOf(this.store);
    return (plan?.spec.arms ?? []).flatMap(({ id }) => {
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
