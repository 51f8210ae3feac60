/** Run, pause, stop, again; and how far the run is. Always in reach. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { startRun } from '../start-run.ts';
import { StoreElement } from '../store-element.ts';

@customElement('run-bar')
export class RunBar extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    css`
      :host {
        padding: var(--space-3) var(--space-4);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .primary {
        flex: 1;
        font-size: 0.95rem;
        min-height: 42px;
      }
      .below {
        /* Keys, then progress, then what can be done next: one place, so that nothing moves. */
        min-height: 34px;
        margin-top: var(--space-2);
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .below > :first-child {
        flex: 1;
        min-width: 0;
      }
      .again {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: var(--space-2);
      }
      .again button {
        min-height: 32px;
        padding: 0 4px;
        font-size: var(--text-1);
        white-space: nowrap;
      }
      .keys {
        color: var(--ink-3);
        font-size: var(--text-1);
        text-align: center;
      }
      progress {
        width: 100%;
        height: 6px;
        display: block;
        accent-color: var(--accent);
        margin-bottom: 6px;
      }
      .status {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        color: var(--ink-2);
        font-size: var(--text-1);
      }
      .status span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .status span:last-child {
        white-space: nowrap;
      }
      .sheet {
        display: none;
      }
      .obstacle {
        color: var(--alert);
        margin-bottom: var(--space-2);
        max-height: 30vh;
        overflow: auto;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .conclusion {
        margin-bottom: var(--space-2);
        min-height: 24px;
        text-align: center;
      }
      .conclusion button {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 900px) {
        .sheet {
          display: block;
        }
        .keys {
          visibility: hidden;
        }
      }
    `,
  ];

  @property({ type: Boolean, attribute: 'rail-open' }) railOpen = false;

  protected override render() {
    const { store } = this;
    const { run } = store;
    return html`
      ${this.conclusion()} ${this.obstacle()}
      <div class="buttons">
        <button class="sheet" aria-expanded=${this.railOpen ? 'true' : 'false'} @click=${() => this.dispatchEvent(new Event('toggle-rail'))}>
          ${this.railOpen ? msg('Close') : msg('Experiment')}
        </button>
        <button class="primary" id="run" ?disabled=${!run.busy && store.refusal !== undefined} aria-disabled=${run.phase === 'preparing' ? 'true' : nothing} @click=${this.press}>
          ${!run.busy ? msg('Run') : run.phase === 'paused' ? msg('Go on') : msg('Pause')}
        </button>
        ${run.busy ? html`<button @click=${() => store.stop()}>${msg('Stop')}</button>` : ''}
      </div>
      <div class="below">${run.busy ? this.progress() : run.phase === 'idle' ? this.keys() : this.again()}${store.steps && html`<step-buttons .store=${store}></step-buttons>`}</div>
    `;
  }

  private keys() {
    return this.store.steps?.any
      ? html`<div></div>`
      : html`<div class="keys"><kbd>${msg('Space')}</kbd> ${msg('run')} · <kbd>R</kbd> ${msg('again')} · <kbd>N</kbd> ${msg('new seed')} · <kbd>?</kbd> ${msg('help')}</div>`;
  }

  /** What else can be done with a run that is over. */
  private again() {
    const { store } = this;
    return html`<div class="again">
      <button title=${msg('Run with a new seed')} ?disabled=${store.refusal !== undefined || store.restriction?.locks('seeds')} @click=${() => startRun(store, () => store.newSeed())}>${msg('New seed')}</button>
      ${store.canAddSeeds ? html`<button title=${msg('Goes on with up to 10 more seeds; what is said stays sound')} @click=${() => store.addSeeds()}>${msg('More seeds')}</button>` : ''}
      <button title=${msg('Back to the preset, page emptied')} @click=${() => store.reset()}>${msg('Reset')}</button>
    </div>`;
  }

  /** One button for all of it: whoever pressed it by keyboard still stands on it when its word changes. */
  private readonly press = () => {
    const { run } = this.store;
    if (!run.busy) startRun(this.store);
    else if (run.phase !== 'preparing') this.store.togglePause();
  };

  /** Why Run cannot be pressed. */
  private obstacle() {
    const { refusal } = this.store;
    return refusal ? html`<p class="obstacle" role="alert">${msg(str`This cannot run yet: ${refusal.text}`)}</p>` : '';
  }

  /** On narrow screens the verdict is far down the page: its headline stays in reach. */
  private conclusion() {
    const { derived } = this.store.run;
    if (!derived) return html`<p class="sheet conclusion"></p>`;
    const { before, arm, after } = derived.verdict.headline;
    return html`<p class="sheet conclusion"><button class="link" @click=${() => this.dispatchEvent(new Event('show-verdict'))}>${translated(before)}${translated(arm)}${translated(after)}</button></p>`;
  }

  private progress() {
    const { run } = this.store;
    const { progress } = run;
    if (!progress)
      return html`<div><progress aria-label=${msg('Progress')}></progress><div class="status"><span>${this.store.waitsForOtherTab ? msg('waits until another tab has ended its run') : msg('opening the engine')}</span><span></span></div></div>`;
    const left = progress.etaMs === undefined ? '' : `${Math.ceil(progress.etaMs / 1000)} s`;
    // A race may be settled before all of its seeds are through.
    const eta = !left ? '' : run.spec.seeds.race ? msg(str`at most ${left} left`) : msg(str`${left} left`);
    return html`<div><progress max=${progress.total} value=${progress.done} aria-label=${msg('Progress')}></progress>
      <div class="status">
        <span>${run.phase === 'paused' ? msg('paused') : run.derived ? msg('diagnosing the drift') : translated(progress.what)}</span>
        <span title=${msg('trainings done, and in all')}>${msg(str`${progress.done} / ${progress.total}`)}${eta && run.phase !== 'paused' ? translated(` · ${eta}`) : ''}</span>
      </div></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-bar': RunBar;
  }
}
