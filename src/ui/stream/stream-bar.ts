/** Playing the stream: start, pause, one batch, stop, how fast; and a drift by hand while it goes on. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { globalDrift } from '../../spec/schema.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../controls/range-field.ts';
import type { FieldChange } from '../controls/fields.ts';
import '../controls/run-download.ts';
import { startRun } from '../start-run.ts';
import { StoreElement } from '../store-element.ts';

/** The last stop of the slider: as fast as it can. */
const FASTEST = 7;
const speedAt = (stop: number): number => (stop >= FASTEST ? Infinity : 2 ** stop);
const stopOf = (speed: number): number => (speed === Infinity ? FASTEST : Math.log2(speed));

@customElement('stream-bar')
export class StreamBar extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        position: sticky;
        bottom: 0;
        background: var(--panel);
        border-top: 1px solid var(--line);
        padding: var(--space-3) var(--space-4);
        display: grid;
        gap: var(--space-2);
        z-index: 2;
      }
      .buttons {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 96px;
        gap: 8px;
      }
      .by-hand {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      @media (max-width: 900px) {
        .by-hand {
          grid-template-columns: auto auto minmax(0, 1fr);
        }
        .by-hand .now {
          grid-column: auto;
        }
      }
      .now {
        grid-column: 1 / -1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .away {
        visibility: hidden;
      }
      .going {
        min-height: 40px;
        align-content: center;
      }
      .status {
        display: flex;
        justify-content: space-between;
        font-size: var(--text-1);
        color: var(--ink-2);
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
      .obstacle {
        color: var(--alert);
        font-size: var(--text-1);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The batch before which the next drift of the experiment begins; undefined when none is to come. */
  private nextDrift(): number | undefined {
    const { run } = this.store;
    const starts = run.spec.drift.map(({ when }) => Math.floor(when.start * run.batches));
    return starts.filter((start) => start > run.seen).sort((a, b) => a - b)[0];
  }

  /** The first seed goes by batch by batch; then all seeds count. */
  private get progress(): { readonly done: number; readonly total: number } {
    const { run } = this.store;
    return (run.watched && run.progress) || { done: run.seen, total: run.batches || 1 };
  }

  private status(): string {
    const { run } = this.store;
    const { count, race } = run.spec.seeds;
    if (this.store.waits) return msg('waits until the comparison on the Lab page has ended');
    if (this.store.waitsForOtherTab) return msg('waits until another tab has ended its run');
    if (run.phase === 'preparing') return msg('the base model is learning');
    if (run.phase === 'paused') return msg('paused');
    const seed = Math.min(run.ended + 1, count);
    return race ? msg(str`seed ${seed} of at most ${count}`) : msg(str`seed ${seed} of ${count}`);
  }

  /** One button for all of it: whoever pressed it by keyboard still stands on it when its word changes. */
  private readonly press = () => {
    const { run } = this.store;
    if (!run.busy) startRun(this.store);
    else if (run.phase !== 'preparing') this.store.togglePause();
  };

  protected override render() {
    const { store } = this;
    const { run } = store;
    return html`
      <div class="going">${this.going()}</div>
      ${store.refusal ? html`<p class="obstacle" role="alert">${msg(str`This cannot run yet: ${store.refusal.text}`)}</p>` : ''}
      <div class="buttons">
        <button class="primary" id="play" ?disabled=${!run.busy && store.refusal !== undefined} aria-disabled=${run.phase === 'preparing' ? 'true' : nothing} @click=${this.press}>
          ${!run.busy ? msg('Play') : run.phase === 'paused' ? msg('Go on') : msg('Pause')}
        </button>
        ${
          run.busy
            ? html`<button @click=${() => store.stop()}>${msg('Stop')}</button>`
            : html`<button class=${run.phase === 'idle' ? 'away' : ''} ?disabled=${store.refusal !== undefined || store.restriction?.locks('seeds')} @click=${() => startRun(store, () => store.newSeed())}>${msg('New seed')}</button>`
        }
        ${store.steps && html`<step-buttons .store=${store}></step-buttons>`}
      </div>
      <range-field
        label=${msg('Speed')}
        .min=${0}
        .max=${FASTEST}
        .step=${1}
        .value=${stopOf(store.speed)}
        shown=${store.speed === Infinity ? msg('as fast as it can') : msg(str`${store.speed} batches a second`)}
        @field-change=${(event: FieldChange<number>) => store.setSpeed(speedAt(event.value))}
      ></range-field>
      ${this.byHand()}
    `;
  }

  /** How far it is, or why it ended early; its place is kept. */
  private going() {
    const { run } = this.store;
    if (!run.busy && run.message)
      return html`<p class="obstacle" role="alert">${translated(run.message)}</p>${run.phase === 'failed' ? html`<copy-details></copy-details>` : ''}${run.partial ? html`<run-download .record=${run.partial}></run-download>` : ''}`;
    if (!run.busy)
      return html`<p class="quiet small">${msg('Each batch is served first; its labels come later. Play, pause, or change the world yourself.')}</p>`;
    return html`<progress max=${this.progress.total} value=${this.progress.done} aria-label=${run.watched ? msg('Batches of all seeds') : msg('Batches')}></progress>
      <div class="status">
        <span>${translated(this.status())}</span>
        <span>${run.phase === 'preparing' ? '' : translated(`${this.progress.done} / ${this.progress.total}`)}</span>
      </div>`;
  }

  /** What a person can do with the first seed while it goes by; nothing moves when that begins and ends. */
  private byHand() {
    const { store } = this;
    const { run } = store;
    const possible = run.busy && !run.watched;
    const next = possible ? this.nextDrift() : undefined;
    const [drift] = store.spec.drift;
    return html`<div class="by-hand ${run.watched && run.busy ? 'away' : ''}">
      <button ?disabled=${run.phase !== 'paused'} @click=${() => store.step()}>${msg('Step')}</button>
      <button title=${msg('On to just before the next drift, then pause')} ?disabled=${next === undefined} @click=${() => next !== undefined && store.jump(next)}>${msg('To the drift')}</button>
      ${drift ? html`<button class="now" title=${msg(str`Change the world now: ${store.data.driftOf(drift.id)?.title ?? ''}`)} ?disabled=${!possible} @click=${() => store.command({ type: 'drift', drift: globalDrift(drift.id, 5) })}>${msg(str`Change the world now: ${store.data.driftOf(drift.id)?.title ?? ''}`)}</button>` : ''}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-bar': StreamBar;
  }
}
