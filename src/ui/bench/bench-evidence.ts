/** What a run claims against how often it is true: simulated here, in a worker of its own, through the functions that every run uses. */
import { msg, str, translated } from '../../words/msg.ts';
import { proxy } from 'comlink';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { evidence, EvidenceReport, Saving } from '../../science/evidence/bench.ts';
import type { Statement } from '../../science/evidence/statements.ts';
import { StoreElement } from '../store-element.ts';
import { startStyles } from '../experiment/start-styles.ts';
import { WorkerTask } from '../worker-task.ts';

/** Runs of each kind: enough to see a gross error within a minute or two; the command line takes more. */
const RUNS = 60;

const start = (): Worker => new Worker(new URL('../../../workers/evidence.ts', import.meta.url), { type: 'module' });

@customElement('bench-evidence')
export class BenchEvidence extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    startStyles,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
        margin-top: var(--space-2);
      }
      th,
      td {
        text-align: left;
        padding: 5px 12px 5px 0;
        border-bottom: 1px solid var(--line);
        vertical-align: top;
        font-weight: 400;
        white-space: normal;
      }
      thead th {
        color: var(--ink-3);
      }
      .number {
        text-align: right;
        white-space: nowrap;
      }
      .missed,
      .trouble {
        color: var(--alert);
        font-weight: 600;
      }
      td small {
        color: var(--ink-2);
      }
    `,
  ];

  /** Starts what simulates; replaced in tests. */
  @property({ attribute: false }) startWorker = start;
  @state() private report: EvidenceReport | undefined;
  private readonly task = new WorkerTask<typeof evidence>(this, () => this.startWorker());

  protected override render() {
    const { report, task } = this;
    return html`<h2>${msg('Are the claims true?')}</h2>
      <p class="quiet">${msg('Runs whose truth is known are simulated and judged by the functions that judge yours: how often is what is said wrong, and how often does an interval hold the truth? Worst: the kind of run in which a statement fares worst.')}</p>
      ${task.share !== undefined ? this.going(task.what, task.share) : html`<div class="start"><button @click=${() => this.run()}>${report ? msg('Simulate again') : msg('Simulate them here (one or two minutes)')}</button></div>`}
      ${task.trouble ? html`<p class="trouble" role="alert">${translated(task.trouble)}</p>` : ''}
      ${report ? html`<p aria-live="polite"><strong>${translated(outcome(report))}</strong></p><div class="scroll" tabindex="0" role="region" aria-label=${msg('What is claimed, and how often it is true')}>${claims(report)}</div>${savings(report)}` : ''}`;
  }

  private going(what: string, share: number) {
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the simulation')}></progress>
      <span class="quiet small">${translated(what)}</span>
      <button @click=${() => this.task.stop()}>${msg('Stop')}</button>
    </div>`;
  }

  /** What was simulated before stays until there is something new. */
  private async run(): Promise<void> {
    const ask = this.task.ask((simulate, tell) =>
      simulate(
        RUNS,
        proxy((what: string, share: number) => tell(share, what)),
      ),
    );
    this.report = (await ask) ?? this.report;
  }
}

function outcome({ statements, runs }: EvidenceReport): string {
  const claimed = statements.filter(({ met }) => met !== null);
  return msg(str`${claimed.filter(({ met }) => met).length} of ${claimed.length} claims hold, over ${runs} runs of each kind.`);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const claims = ({ statements }: EvidenceReport) => html`<table>
  <thead><tr><th>${msg('what is said')}</th><th>${msg('claims')}</th><th class="number">${msg('true')}</th><th class="number">${msg('worst')}</th><th>${msg('kept')}</th></tr></thead>
  <tbody>
    ${statements.map(
      ({ statement, claimed, rate, worst, where, met }: Statement) => html`<tr>
        <td>${translated(statement)}<br /><small>${msg(str`worst: ${where}`)}</small></td>
        <td>${translated(claimed)}</td>
        <td class="number">${translated(percent(rate))}</td>
        <td class="number">${translated(percent(worst))}</td>
        <td class=${met === false ? 'missed' : ''}>${met === null ? '–' : met ? '✓' : msg('✗ not met')}</td>
      </tr>`,
    )}
  </tbody>
</table>`;

const savings = ({ savings: rows }: EvidenceReport) => html`<h3>${msg('What a race saves')}</h3>
  <p class="quiet">${msg('One of eight repairs is better. How often it is named, and the trainings of repairs that takes.')}</p>
  <table>
    <thead><tr><th>${msg('better by')}</th><th class="number">${msg(str`fixed, ${rows[0]?.fixed.seeds ?? 0} seeds`)}</th><th class="number">${msg(str`race, ${rows[0]?.race.seeds ?? 0} seeds at most`)}</th><th class="number">${msg('trainings')}</th></tr></thead>
    <tbody>
      ${rows.map(
        ({ by, fixed, race }: Saving) => html`<tr>
          <td>${msg(str`${(100 * by).toFixed(0)} points`)}</td>
          <td class="number">${msg(str`${percent(fixed.found)} with ${fixed.trainings.toFixed(0)}`)}</td>
          <td class="number">${msg(str`${percent(race.found)} with ${race.trainings.toFixed(0)}`)}</td>
          <td class="number">${translated(((100 * race.trainings) / fixed.trainings).toFixed(0))} %</td>
        </tr>`,
      )}
    </tbody>
  </table>`;

declare global {
  interface HTMLElementTagNameMap {
    'bench-evidence': BenchEvidence;
  }
}
