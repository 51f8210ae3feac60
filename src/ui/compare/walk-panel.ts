/** A walk through time, for data that have one: the experiment at one cut after the other, started, paused and stopped here, and what it tells. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { WalkAnswer } from '../../contracts/services.ts';
import { seconds } from '../../measure/format.ts';
import type { Spec } from '../../spec/schema.ts';
import { justNoted } from '../../state/event-log.ts';
import { knownOf, leftSweep, remember, type LeftSweep } from '../../state/left-sweep.ts';
import { walkOf, type WalkPlan } from '../../state/walk-store.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import { goingOn, leftOver, sweepStyles } from './sweep-parts.ts';
import './walk-found.ts';

/** Distances that are offered, as they are asked for; others are typed. */
const distances = (): Readonly<Record<string, string>> => ({
  'every week': msg('every week'),
  'every month': msg('every month'),
  'every quarter': msg('every quarter'),
  'every year': msg('every year'),
  'every 2 years': msg('every 2 years'),
  'every 5 years': msg('every 5 years'),
  'every 10 years': msg('every 10 years'),
});
/** Cuts of one's own. */
const TYPED = 'typed';

@customElement('walk-panel')
export class WalkPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    sweepStyles,
    css`
      choice-field {
        flex: 0 1 190px;
      }
      .typed {
        flex: 1 1 200px;
        display: grid;
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .ask {
        align-items: end;
      }
      .said {
        padding-bottom: 8px;
      }
      ul {
        margin: 0;
        padding-left: 16px;
      }
    `,
  ];

  @state() private open = false;
  /** Cuts as they are asked for; nothing = at usual distances. */
  @state() private asked: readonly string[] = [];
  @state() private typing = false;
  /** What the rows say to that: the experiments, or why there are none. */
  @state() private planned: WalkAnswer | undefined;
  @state() private left: LeftSweep<WalkPlan> | undefined;
  /** What `planned` is of, or is to be. */
  private about: { readonly spec: Spec; readonly asked: readonly string[] } | undefined;

  private asking: Promise<void> | undefined;

  /** Unfolds it; resolves when it has said what it would run. */
  async show(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    await this.asking;
    await this.updateComplete;
  }

  protected override render() {
    if (!timeOf(this.store)) return html``;
    const walk = walkOf(this.store);
    const done = walk.cells.filter(({ summary }) => summary).length;
    return html`<details ?open=${this.open} @toggle=${this.toggled}>
      <summary><h2>${msg('How long does a repair last?')}</h2> <span class="quiet">${walk.busy ? msg(str`${done} of ${walk.cells.length} cuts done`) : msg('a walk through time: the same experiment at one cut after the other')}</span></summary>
      ${this.open ? html`<div class="parts">${walk.busy ? goingOn(walk, msg('Progress of the walk'), msg('Stop the walk')) : this.start()} ${this.outcome()}</div>` : ''}
    </details>`;
  }

  protected override willUpdate(): void {
    if (this.open && timeOf(this.store) && !walkOf(this.store).busy) this.plan();
  }

  private readonly toggled = (event: Event) => {
    this.open = (event.target as HTMLDetailsElement).open;
    if (!this.open || walkOf(this.store).busy) return;
    leftSweep<WalkPlan>(this.store, 'walk').then(
      (left) => (this.left = left),
      () => undefined,
    );
  };

  /** Asks the rows about the experiment as it stands. While they are asked only the latest wish is kept, so a dragged slider is followed. */
  private plan(): void {
    const { asked, about } = this;
    const { spec } = this.store;
    if (about?.spec === spec && about.asked === asked) return;
    this.about = { spec, asked };
    this.planned = undefined;
    this.asking ??= this.answer().finally(() => (this.asking = undefined));
  }

  private async answer(): Promise<void> {
    for (let about = this.about; about;) {
      const planned = await this.store.data.walk(about.spec, about.asked);
      if (this.about === about) this.planned = planned;
      about = this.about === about ? undefined : this.about;
    }
  }

  private start() {
    const { store, planned, left } = this;
    const steps = planned && 'steps' in planned ? planned.steps : [];
    const walk = walkOf(store);
    return html`<p class="quiet">${msg('At each cut a model is learned from all that came before, repaired on the rows up to the next cut, and tested on every later window too. Same seeds everywhere; every run is kept.')}</p>
      ${leftOver(
        ({ done, total }) => msg(str`A walk is unfinished: ${done} of ${total} cuts are kept.`),
        left,
        store.training,
        (given) => void this.resume(given),
        this.forget,
      )}
      <div class="start ask">
        ${this.where()}
        <button class="run" ?disabled=${store.training || steps.length === 0} @click=${() => void this.begin()}>${walk.phase === 'idle' ? msg('Walk through the cuts') : msg('Walk again')}</button>
        <span class="quiet small said" role="status">${planned ? this.told(planned) : msg('looking at the rows')}</span>
        ${store.training ? html`<span class="quiet small">${msg('Wait until the run has ended, or stop it.')}</span>` : ''}
      </div>
      ${planned && 'refusal' in planned ? html`<p class="trouble" role="alert">${translated(planned.refusal.text)}</p>` : ''}
      ${planned && 'steps' in planned && planned.passed.length ? passedOver(planned) : ''}`;
  }

  /** At which distance, or which cuts. */
  private where() {
    const { asked, planned, typing } = this;
    const now = asked.length ? asked : planned && 'asked' in planned ? planned.asked : [];
    const one = now.length === 1 ? now[0] : undefined;
    const numbers = timeOf(this.store)?.kind === 'number';
    const titles = distances();
    const offered = [...new Set([...(numbers ? [] : Object.keys(titles)), ...(one?.startsWith('every') ? [one] : [])])];
    const value = !typing && one !== undefined && offered.includes(one) ? one : typing || now.length ? TYPED : '';
    const typed = (event: Event) =>
      (this.asked = (event.target as HTMLInputElement).value
        .split(',')
        .map((text) => text.trim())
        .filter(Boolean));
    return html`<choice-field
        label=${msg('Cut')}
        .value=${value}
        .choices=${[...offered.map((id) => ({ id, title: titles[id] ?? id })), { id: TYPED, title: msg('at times of your own') }]}
        @field-change=${(event: FieldChange<string>) => {
          this.typing = event.value === TYPED;
          if (!this.typing) this.asked = [event.value];
        }}
      ></choice-field>
      ${value === TYPED ? html`<label class="typed">${msg('Cuts, as the time column writes them, or a distance')} <input type="text" class="values" placeholder=${numbers ? 'every 500' : '2024-01-31, 2024-07-01'} .value=${now.join(', ')} @change=${typed} /></label>` : ''}`;
  }

  /** How many experiments that is, and about how long they take where the last run was such a one. */
  private told(planned: WalkAnswer) {
    if (!('steps' in planned)) return '';
    const { steps } = planned;
    const { record } = this.store.run;
    const perSeed = record && !this.store.stale ? record.durationMs / 1000 / Math.max(1, record.seeds.length) : undefined;
    const span =
      steps.length === 1
        ? msg(str`one cut: ${steps[0]!.cut}`)
        : msg(str`${steps.length} cuts, from ${steps[0]!.cut} to ${steps.at(-1)!.cut}`);
    const cost = perSeed === undefined ? '' : msg(str`, about ${seconds(perSeed * this.store.spec.seeds.count * steps.length)}`);
    return `${span}${cost}`;
  }

  private async begin(): Promise<void> {
    const { planned, about } = this;
    if (!planned || !('steps' in planned) || !about) return;
    await this.run({ spec: about.spec, axes: [], steps: planned.steps, passed: planned.passed });
  }

  private async run(plan: WalkPlan, known?: Parameters<ReturnType<typeof walkOf>['start']>[1]): Promise<void> {
    const walk = walkOf(this.store);
    if (this.store.run.busy || walk.busy) return;
    this.left = undefined;
    const ended = walk.start(plan, known);
    // Where nothing can be kept, a walk goes on all the same.
    remember(this.store, 'walk', plan).catch(justNoted('keeping the plan of a walk'));
    await ended;
    if (walk.phase === 'finished') remember(this.store, 'walk', undefined).catch(justNoted('keeping the plan of a walk'));
  }

  private async resume({ plan }: LeftSweep<WalkPlan>): Promise<void> {
    this.store.setSpec(plan.spec);
    await this.run(plan, await knownOf(this.store, plan, walkOf(this.store)));
  }

  private readonly forget = () => {
    this.left = undefined;
    remember(this.store, 'walk', undefined).catch(justNoted('keeping the plan of a walk'));
  };

  private outcome() {
    const walk = walkOf(this.store);
    const { phase, message, plan } = walk;
    if (!plan) return '';
    return html`${message ? html`<p class=${phase === 'failed' ? 'trouble' : 'quiet'} role="status">${translated(message)}</p>` : ''}
      ${walk.walk && walk.staleFor(this.store.spec) ? html`<p class="quiet" role="status">${msg('You changed the experiment. This walk belongs to the one before; walk again to renew it.')}</p>` : ''}
      <walk-found .plan=${plan} .cells=${walk.cells} .walk=${walk.walk} ?whole=${phase === 'finished'}></walk-found>`;
  }
}

/** What tells the rows' times, where there is something. */
const timeOf = ({ spec, data }: WalkPanel['store']) => data.chosen(spec)?.time;

const passedOver = ({ passed }: Pick<WalkPlan, 'passed'>) =>
  html`<ul class="quiet small passed">${passed.map(({ cut, why }) => html`<li>${msg(str`Not cut at ${cut}: ${why}.`)}</li>`)}</ul>`;

declare global {
  interface HTMLElementTagNameMap {
    'walk-panel': WalkPanel;
  }
}
