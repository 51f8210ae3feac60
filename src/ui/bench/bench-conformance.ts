/** Whether drift detectors and tests give the answers that were published, or counted by brute force, computed here and now. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Conformance, DetectService } from '../../contracts/detect.ts';
import { startStyles } from '../experiment/start-styles.ts';
import { StoreElement } from '../store-element.ts';
import { startDetecting } from './start-detecting.ts';
import { WorkerTask } from '../worker-task.ts';

@customElement('bench-conformance')
export class BenchConformance extends StoreElement {
  static override styles = [
    ...StoreElement.styles,
    startStyles,
    css`
      .scroll {
        overflow: auto;
        max-height: 420px;
        margin-top: var(--space-2);
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        text-align: left;
        padding: 4px 14px 4px 0;
        border-bottom: 1px solid var(--line);
        vertical-align: top;
        font-weight: 400;
      }
      th {
        color: var(--ink-3);
        position: sticky;
        top: 0;
        background: var(--bg);
      }
      .wrong,
      .trouble {
        color: var(--alert);
        font-weight: 600;
      }
    `,
  ];

  @state() private cases: readonly Conformance[] = [];
  /** Starts what computes; replaced in tests. */
  @property({ attribute: false }) startWorker = startDetecting;
  private readonly task = new WorkerTask<DetectService>(this, () => this.startWorker());

  protected override render() {
    const { cases } = this;
    const agree = cases.filter((each) => each.agrees).length;
    return html`<h2>${msg('Conformance')}</h2>
      <p class="quiet">${msg('Answers of drift detectors and tests from papers, other libraries and their public tests, and for tied values counted by brute force, against what this code computes in your browser.')}</p>
      ${
        cases.length
          ? html`<p><strong class=${agree === cases.length ? '' : 'wrong'}>${msg(str`${agree} of ${cases.length} agree.`)}</strong></p>
            <div class="scroll" tabindex="0" role="region" aria-label=${msg('Conformance')}>
              <table>
                <thead><tr><th>${msg('of')}</th><th>${msg('parameters')}</th><th>${msg('expected')}</th><th>${msg('computed')}</th><th>${msg('source')}</th></tr></thead>
                <tbody>
                  ${cases.map(
                    ({ subject, params, expected, computed, agrees, source }) =>
                      html`<tr><td>${subject}</td><td>${params}</td><td>${expected}</td><td class=${agrees ? '' : 'wrong'}>${computed}${agrees ? ' ✓' : ''}</td><td>${source}</td></tr>`,
                  )}
                </tbody>
              </table>
            </div>`
          : this.task.share === undefined
            ? html`<button @click=${this.compute}>${msg('Compute them all')}</button>`
            : this.going(this.task.share)
      }
      ${this.task.trouble ? html`<p class="trouble" role="alert">${translated(this.task.trouble)}</p>` : ''}`;
  }

  private going(share: number) {
    return html`<div class="start">
      <progress max="1" value=${share} aria-label=${msg('Progress of the conformance')}></progress>
      <button @click=${() => this.task.stop()}>${msg('Stop')}</button>
    </div>`;
  }

  private async compute(): Promise<void> {
    this.cases = (await this.task.ask((service, tell) => service.conformance(tell))) ?? this.cases;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bench-conformance': BenchConformance;
  }
}
