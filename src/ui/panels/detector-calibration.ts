/** What to expect of a drift detector on this data: how often it cries wolf, how surely and soon it notices a rise of the errors. */
import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NullCalibration, PowerPoint } from '../../detect/calibrate.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Streams that are drawn, items in each, and items after a drift within which an alarm counts. */
const RUNS = 60;
const ITEMS = 1_000;
const HORIZON = 500;
/** By how much the error rate rises. */
const RISES = [0.05, 0.1, 0.2, 0.4];
const SEED = 1;

@customElement('detector-calibration')
export class DetectorCalibration extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        margin-top: var(--space-2);
      }
      table {
        border-collapse: collapse;
        font-size: var(--text-1);
        font-variant-numeric: tabular-nums;
        margin-top: 4px;
      }
      td,
      th {
        text-align: left;
        font-weight: 400;
        padding: 2px 16px 2px 0;
      }
      th {
        color: var(--ink-3);
      }
    `,
  ];

  /** Id of a stream detector, with its defaults. */
  @property() detector = '';
  /** Share of wrong answers on the old world. */
  @property({ type: Number }) errorRate = 0.1;
  @state() private found: { readonly key: string; readonly calm: NullCalibration; readonly power: readonly PowerPoint[] } | undefined;
  @state() private busy = false;

  protected override render() {
    const { found } = this;
    if (found?.key !== this.key) {
      return html`<button ?disabled=${this.busy} @click=${this.compute}>${this.busy ? msg('Calibrating …') : msg('How often would it cry wolf here?')}</button>`;
    }
    const { per1000 } = found.calm;
    return html`<p class="small quiet">
        ${msg(str`On errors at the old world’s rate of ${(100 * this.errorRate).toFixed(1)} %: ${per1000.value.toFixed(2)} false alarms in 1,000 rows (95 % interval ${per1000.lo.toFixed(2)} to ${per1000.hi.toFixed(2)}), from ${RUNS} streams of ${ITEMS} rows.`)}
      </p>
      <table>
        <tr><th>${msg('errors rise by')}</th><th>${msg(str`noticed within ${HORIZON} rows`)}</th><th>${msg('after rows')}</th></tr>
        ${found.power.map(
          ({ severity, hitRate, delay }) => html`<tr><td>${Math.round(100 * severity)} ${msg('points')}</td><td>${Math.round(100 * hitRate.value)} %</td><td>${Number.isNaN(delay.value) ? '–' : Math.round(delay.value)}</td></tr>`,
        )}
      </table>`;
  }

  private get key(): string {
    return `${this.detector} ${this.errorRate}`;
  }

  private async compute(): Promise<void> {
    this.busy = true;
    const { key, errorRate } = this;
    const [{ nullCalibration, powerCurve }, { findDetector }] = await Promise.all([import('../../detect/calibrate.ts'), import('../../detect/streaming/registry.ts')]);
    const entry = findDetector(this.detector)!;
    const how = { runs: RUNS, seed: SEED, breathe: () => new Promise<void>((resolve) => setTimeout(resolve)) };
    const errors = (rate: number, items: number) => (random: { uniform(): number }) => Float64Array.from({ length: items }, () => Number(random.uniform() < rate));
    const calm = await nullCalibration(entry, {}, errors(errorRate, ITEMS), how);
    const rising = RISES.map((severity) => ({
      severity,
      make: (random: { uniform(): number }) => ({
        values: Float64Array.from({ length: ITEMS + HORIZON }, (_, i) => Number(random.uniform() < errorRate + (i < ITEMS ? 0 : severity))),
        drift: ITEMS,
      }),
    }));
    const power = await powerCurve(entry, {}, rising, HORIZON, how);
    this.found = { key, calm, power };
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'detector-calibration': DetectorCalibration;
  }
}
