/** Measure and stop, how far it is, what came of it, and the file to keep. */
import { msg, str, translated } from '../../words/msg.ts';
import { dayAndTime } from '../../words/dates.ts';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { downloadBench } from '../../state/download.ts';
import { BenchElement } from './bench-element.ts';

@customElement('bench-control')
export class BenchControl extends BenchElement {
  static override styles = [
    ...BenchElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      button {
        min-height: 42px;
        white-space: nowrap;
      }
      #measure {
        min-width: 112px;
        font-size: 0.95rem;
      }
      .state {
        min-height: 42px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: center;
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
        height: 6px;
        display: block;
        accent-color: var(--accent);
      }
      .status {
        margin-top: 5px;
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
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
      strong {
        font-weight: 600;
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .state {
          grid-row: 2;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  /** A run in the Lab is under way: times taken beside it would mean nothing. */
  @property({ type: Boolean, attribute: 'lab-busy' }) labBusy = false;
  /** So are the known results, on this page. */
  @property({ type: Boolean, attribute: 'science-busy' }) scienceBusy = false;

  protected override render() {
    const { bench } = this;
    const { measuring } = bench;
    const measured = bench.export(navigator);
    return html`
      <button id="measure" class=${measuring ? '' : 'primary'} ?disabled=${(this.labBusy || this.scienceBusy) && !measuring} @click=${() => (measuring ? bench.stop() : void bench.measure())}>
        ${measuring ? msg('Stop') : msg('Measure')}
      </button>
      <div class="state">
        <div aria-live="polite">${measuring ? '' : this.outcome()}</div>
        ${measuring ? this.progress() : ''}
      </div>
      <button ?disabled=${!measured} @click=${() => measured && downloadBench(measured)}>${msg('Export JSON')}</button>
    `;
  }

  private progress() {
    const { progress } = this.bench;
    if (!progress)
      return html`<progress aria-label=${msg('Progress')}></progress><div class="status"><span>${msg('starting the engines')}</span><span></span></div>`;
    const { what, done, total, etaMs } = progress;
    const eta = etaMs === undefined ? '' : ` · ${msg(str`≈ ${(etaMs / 1000).toFixed(etaMs < 9500 ? 1 : 0)} s left`)}`;
    return html`<progress max=${total} value=${done} aria-label=${msg('Progress')}></progress>
      <div class="status">
        <span>${translated(what)}</span>
        <span title=${msg('measurements done, and in all')}>${msg(str`${done} / ${total}`)}${translated(eta)}</span>
      </div>`;
  }

  private outcome() {
    const { bench } = this;
    if (this.labBusy)
      return html`<p class="quiet">${msg('A run is going on in the Lab, and each would slow the other down. Let it finish or stop it first.')}</p>`;
    if (this.scienceBusy)
      return html`<p class="quiet">${msg('The known results below are being run, and each would slow the other down. Let them finish or stop them first.')}</p>`;
    const disturbed = [
      bench.hidden ? msg('The tab was hidden meanwhile, so the browser may have slowed it down.') : '',
      bench.busy
        ? msg('Something else kept the processor busy when it began: these speeds are too low. Let it rest, and measure again.')
        : '',
    ]
      .filter(Boolean)
      .join(' ');
    switch (bench.phase) {
      case 'failed':
        return html`<p class="alert" role="alert">${bench.rows.length ? html`<strong>${msg('Partial.')}</strong>` : ''} ${translated(bench.trouble)}</p><copy-details></copy-details>`;
      case 'stopped':
        return html`<p>
          <strong>${msg('Partial.')}</strong>
          <span class="quiet">${bench.gaveWay ? msg('Stopped when a run in the Lab began.') : msg('Stopped.')} ${translated(this.kept())} ${disturbed}</span>
        </p>`;
      case 'finished':
        return html`<p class="quiet">${msg(str`Measured in ${(bench.durationMs / 1000).toFixed(0)} s, on ${dayAndTime(bench.measuredAt!)}.`)} ${disturbed}</p>`;
      default:
        return html`<p class="quiet">${msg('Half a minute; longer with a slow or software GPU. Keep this tab in front and the machine idle.')}</p>`;
    }
  }

  private kept(): string {
    const { rows, progress } = this.bench;
    return rows.length && progress
      ? msg(str`What was measured so far is kept: ${rows.length} of ${progress.total}.`)
      : msg('Nothing was measured.');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-control': BenchControl;
  }
}
