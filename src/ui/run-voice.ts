/** Tells who cannot see the page how a run goes: that it began, how far it is, what it came to. */
import { msg, str, translated } from '../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunPhase, RunProgress } from '../state/run.ts';
import { PacedWords } from './paced-words.ts';

/** What of a run is told. */
export interface Told {
  readonly phase: RunPhase;
  readonly progress: Omit<RunProgress, 'what'> | undefined;
  readonly message: string | undefined;
}

@customElement('run-voice')
export class RunVoice extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) run!: Told;
  /** What the run came to, in one line, once that is known. */
  @property() conclusion = '';
  /** Changes with every change of the run, which is one object all along. */
  @property({ type: Number }) beat = 0;
  @state() private said = '';
  private readonly words = new PacedWords();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The run whose beginning was witnessed: of one that was there already nothing is told. */
  private followed: Told | undefined;

  protected override willUpdate(): void {
    const { run } = this;
    if (run.phase === 'preparing' || run.phase === 'running') this.followed = run;
    if (this.followed !== run) return;
    this.words.want(this.sentence());
    this.speak();
  }

  private speak(): void {
    clearTimeout(this.timer);
    const now = performance.now();
    this.said = this.words.due(now) ?? this.said;
    const wait = this.words.wait(now);
    if (wait !== undefined) this.timer = setTimeout(() => this.speak(), wait);
  }

  private sentence(): string {
    const { phase, progress, message } = this.run;
    if (this.conclusion) return `${this.conclusion}.`;
    switch (phase) {
      case 'preparing':
        return msg('The run has begun.');
      case 'paused':
        return msg('The run is paused.');
      case 'running':
        return progress ? msg(str`${Math.floor((100 * progress.done) / Math.max(1, progress.total))} % of the run is done.`) : '';
      default:
        return message ?? '';
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render() {
    return html`<div role="status">${translated(this.said)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'run-voice': RunVoice;
  }
}
