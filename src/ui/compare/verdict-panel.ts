/** What the run's evidence supports, in words no stronger than its intervals, and the numbers behind it. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { armClasses } from '../arm-style.ts';
import { armTitle } from '../../state/catalogue.ts';
import type { RunRecord } from '../../contracts/record.ts';
import { whenHere } from '../../state/late-part.ts';
import { StoreElement } from '../store-element.ts';

/** Rows of evidence whose first words the glossary explains. */
const explains: Readonly<Record<string, string>> = {
  'Training time': 'time',
  'Training work, counted': 'work',
  'Energy proxy, same device': 'energy',
  Forgetting: 'forgetting',
};

/** The number and the reason; what else there is to say stands below them. */
const AT_ONCE = 2;

/** More answers than these are counted, not named. */
const MOST_NAMED = 8;

@customElement('verdict-panel')
export class VerdictPanel extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    armClasses,
    css`
      :host {
        padding: var(--space-4);
      }
      .headline {
        font-size: var(--text-4);
        line-height: 1.25;
        letter-spacing: -0.02em;
        font-weight: 600;
        margin: 0 0 var(--space-3);
        text-wrap: balance;
        scroll-margin-top: 64px;
      }
      em {
        font-style: normal;
        color: var(--name, inherit);
      }
      .sentences {
        color: var(--ink-2);
        display: grid;
        gap: var(--space-2);
      }
      .why {
        margin-top: var(--space-3);
      }
      .why summary {
        cursor: pointer;
        color: var(--accent);
      }
      .why .sentences {
        margin-top: var(--space-2);
      }
      dl {
        margin: var(--space-4) 0 0;
      }
      dl > div {
        display: grid;
        grid-template-columns: minmax(96px, 1fr) fit-content(180px);
        gap: 0 var(--space-3);
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      dd {
        margin: 0;
        font-weight: 600;
        text-align: right;
      }
      dd.small {
        grid-column: 1 / -1;
        color: var(--ink-2);
        font-weight: 400;
        text-align: left;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-4);
      }
      .note {
        margin-top: var(--space-3);
      }
      .failed {
        color: var(--alert);
        overflow-wrap: anywhere;
      }
      .stale {
        padding: var(--space-2) var(--space-3);
        background: var(--soft);
        border-radius: var(--radius);
        margin-bottom: var(--space-3);
      }
    `,
  ];

  /** The code that saves runs and models: a first visit does without it. */
  @state() private saves: 'no' | 'coming' | 'here' = 'no';

  protected override willUpdate(): void {
    if (this.saves !== 'no' || !(this.store.run.record ?? this.store.run.partial)) return;
    this.saves = 'coming';
    whenHere(
      () => Promise.all([import('../controls/run-download.ts'), import('./model-download.ts')]),
      () => (this.saves = 'here'),
    );
  }

  protected override render() {
    const { run, stale } = this.store;
    return html`
      ${stale && !run.busy ? html`<p class="stale" role="status">${msg('You changed the experiment. What you see belongs to the one before; run again to renew it.')}</p>` : ''}
      <div>${run.derived ? this.verdict(run.derived) : this.waiting()}</div>
    `;
  }

  private waiting() {
    const { run } = this.store;
    switch (run.phase) {
      case 'idle':
        return html`<h2 class="headline">${msg('The verdict')}</h2>
          <div class="sentences">
            <p>${msg('What the run supports: one sentence, one number with its interval, one reason.')}</p>
            <p>${translated(this.invitation())}</p>
            <p>
              <button class="link" ?disabled=${this.store.training || this.store.refusal !== undefined} @click=${() => this.dispatchEvent(new CustomEvent('start-small', { bubbles: true, composed: true }))}>
                ${msg('Start small')}</button
              >${msg(': an eighth, a quarter and half of it first.')}
            </p>
          </div>`;
      case 'failed':
        return html`<h2 class="headline">${msg('The run could not go on')}</h2>
          <p class="failed" role="alert">${translated(run.message)}</p><copy-details></copy-details>
          ${this.partial()}`;
      case 'stopped':
        return html`<h2 class="headline">${msg('Stopped')}</h2>
          <p class="quiet">${translated(run.message)}</p>
          ${this.partial()}`;
      default:
        return html`<h2 class="headline">${msg('Collecting evidence …')}</h2>
          <p class="quiet">${run.spec.seeds.race ? msg(str`A conclusion appears when the question is settled, after ${run.spec.seeds.count} seeds at most; until then the curves are all there is.`) : msg(str`A conclusion appears when all ${run.spec.seeds.count} seeds are through; until then the curves are all there is.`)}</p>`;
    }
  }

  /** What it had come to can be saved, however it ended. */
  private partial() {
    const { partial } = this.store.run;
    return partial ? html`<div class="actions"><run-download .record=${partial}></run-download></div>` : '';
  }

  private invitation(): string {
    const titles = this.store.spec.arms.map(({ id }) => armTitle(id));
    return titles.length > MOST_NAMED ? msg(str`In the race: ${titles.length} responses.`) : msg(str`In the race: ${titles.join(', ')}.`);
  }

  private verdict({ verdict: { headline, sentences, evidence, favours } }: RunRecord['derived']) {
    const { run } = this.store;
    return html`<h2 class="headline">${translated(headline.before)}<em class=${headline.id ?? favours ?? ''}>${translated(headline.arm)}</em>${translated(headline.after)}</h2>
      <div class="sentences">
        ${sentences.slice(0, AT_ONCE).map((sentence) => html`<p>${translated(sentence)}</p>`)}
      </div>
      <details class="why">
        <summary>${msg('Why? All the numbers')}</summary>
        <div class="sentences">${sentences.slice(AT_ONCE).map((sentence) => html`<p>${translated(sentence)}</p>`)}</div>
        <dl>
          ${evidence.map(
            ({ label, note, value }) => html`<div>
              <dt><term-tip term=${label} entry=${explains[label] ?? ''}></term-tip></dt>
              <dd>${translated(value)}</dd>
              <dd class="small">${translated(note)}</dd>
            </div>`,
          )}
        </dl>
      </details>
      ${run.record ? this.saved(run.record) : html`<p class="small quiet note">${translated(this.unsaved())}</p>`}`;
  }

  /** What the whole record allows, and how it was made. */
  private saved(record: RunRecord) {
    return html`<div class="actions">
        <button @click=${() => this.dispatchEvent(new CustomEvent('share', { bubbles: true, composed: true }))}>${msg('Share')}</button>
        <run-download .record=${record}></run-download>
      </div>
      <details class="why">
        <summary>${msg('Save a model; details')}</summary>
        ${this.saves === 'here' ? html`<div class="actions"><model-download .store=${this.store}></model-download></div>` : ''}
        <p class="small quiet note">
          ${msg(str`${record.environment.engine.engine.toUpperCase()}, ${record.environment.engine.library}, took ${(record.durationMs / 1000).toFixed(1)} s.`)}
          ${record.baseRate ? html`<br />${translated(baseRateText(record.baseRate))}` : ''}
        </p>
      </details>
      <p class="small quiet note">
        ${msg('A person decides; this page only measures.')}
        ${gathered(this.store.run.warnings).map((warning) => html`<br />${translated(warning)}`)}
      </p>`;
  }

  /** Why the run cannot be saved: its record holds what the drift is diagnosed as. */
  private unsaved(): string {
    const { run } = this.store;
    if (run.busy) return msg('The race is over. The drift is still being diagnosed; then the run can be saved.');
    return msg('The run ended before the drift was diagnosed, so there is no record of it to save.');
  }
}

/** The same of several seeds is said once. */
function gathered(warnings: readonly string[]): string[] {
  const alike = new Map<string, string[]>();
  for (const text of warnings) {
    const key = text.replaceAll(/\d+/g, '#');
    alike.set(key, [...(alike.get(key) ?? []), text]);
  }
  return [...alike.values()].map((texts) => (texts.length === 1 ? texts[0]! : msg(str`${texts[0]!} ${texts.length - 1} more like it.`)));
}

/** How the base model's rate was chosen, and what that took. */
const baseRateText = ({ rate, tried, heldOut, steps, trainMs }: NonNullable<RunRecord['baseRate']>): string =>
  msg(
    str`Learning rate of the base model ${Number(rate.toPrecision(3))}: chosen once among ${tried.length} on ${heldOut} old rows kept aside (${steps.toLocaleString('en')} steps, ${trainMs.toFixed(0)} ms, part of no repair’s cost).`,
  );

declare global {
  interface HTMLElementTagNameMap {
    'verdict-panel': VerdictPanel;
  }
}
