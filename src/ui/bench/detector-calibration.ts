/** What to expect of a drift detector on this data: how often it cries wolf, how surely and soon it notices a rise of the errors. */
import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NullCalibration, PowerPoint, Threshold } from '../../detect/calibrate.ts';
import { findDetector } from '../../detect/streaming/registry.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { sharedStyles } from '../shared-styles.ts';

/** Streams that are drawn, and items after a drift within which an alarm counts. */
const RUNS = 60;
const HORIZON = 500;
/** By how much the error rate rises. */
const RISES = [0.05, 0.1, 0.2, 0.4];
const SEED = 1;
/** How long the page may wait for its turn: a timer after each of the short runs would take longer than they do. */
const SLICE_MS = 10;

let lastBreath = 0;
async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < SLICE_MS) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastBreath = performance.now();
}

/** A value for a parameter of the detector was found, and is to be used. */
export class ThresholdPick extends Event {
  constructor(
    readonly name: string,
    readonly value: number,
  ) {
    super('threshold-pick');
  }
}

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
      .tuner {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
        margin-top: 8px;
      }
    `,
  ];

  /** Id of a stream detector. */
  @property() detector = '';
  /** Values of its parameters; defaults for those that are absent. */
  @property({ attribute: false }) params: ParameterValues = {};
  /** Share of wrong answers on the old world. */
  @property({ type: Number }) errorRate = 0.1;
  /** Rows of each stream: a detector that remembers has another rate on longer ones. */
  @state() private rows = 1_000;
  @state() private found: { readonly key: string; readonly calm: NullCalibration; readonly power: readonly PowerPoint[] } | undefined;
  @state() private busy = false;
  /** Which parameter is searched, and for how many false alarms in 1,000 rows. */
  @state() private searched = '';
  @state() private most = 1;
  @state() private tuned:
    { readonly key: string; readonly name: string; readonly threshold?: Threshold; readonly refusal?: string } | undefined;

  protected override render() {
    const { found } = this;
    if (found?.key !== this.key) {
      return html`<div class="tuner">
        <number-field class="length" label=${msg('rows in a stream')} .min=${100} .max=${100_000} .step=${1} .value=${this.rows} @field-change=${(event: FieldChange<number>) => (this.rows = event.value)}></number-field>
        <button ?disabled=${this.busy} @click=${this.compute}>${this.busy ? msg('Calibrating …') : msg('How often would it cry wolf here?')}</button>
      </div>`;
    }
    const { per1000, alarms } = found.calm;
    return html`<p class="small quiet">
        ${msg(str`On errors at the old world’s rate of ${(100 * this.errorRate).toFixed(1)} %: ${per1000.value.toFixed(2)} false alarms in 1,000 rows (95 % interval ${per1000.lo.toFixed(2)} to ${per1000.hi.toFixed(2)}), or ${(alarms / RUNS).toFixed(2)} per stream of ${this.rows} rows. From ${RUNS} streams of that length; on longer ones a detector that remembers can have another rate.`)}
        <button class="again" @click=${() => (this.found = undefined)}>${msg('Another length')}</button>
      </p>
      <table>
        <tr><th>${msg('errors rise by')}</th><th>${msg(str`noticed within ${HORIZON} rows`)}</th><th>${msg('after rows')}</th></tr>
        ${found.power.map(
          ({ severity, hitRate, delay }) =>
            html`<tr><td>${Math.round(100 * severity)} ${msg('points')}</td><td>${Math.round(100 * hitRate.value)} %</td><td>${Number.isNaN(delay.value) ? '–' : Math.round(delay.value)}</td></tr>`,
        )}
      </table>
      ${this.tuner()}`;
  }

  /** The most sensitive setting that cries wolf rarely enough. */
  private tuner() {
    const { parameters, sensitivity } = findDetector(this.detector)!;
    const numbers = parameters.filter(({ kind }) => kind === 'number');
    const name = numbers.some((parameter) => parameter.name === this.searched) ? this.searched : sensitivity;
    const { tuned } = this;
    const current = tuned?.key === `${this.key} ${name} ${this.most}` ? tuned : undefined;
    return html`<div class="tuner">
        <choice-field label=${msg('Set')} value=${name} .choices=${numbers.map(({ name: id, title }) => ({ id, title }))} @field-change=${(event: FieldChange<string>) => (this.searched = event.value)}></choice-field>
        <number-field label=${msg('false alarms in 1,000 rows, at most')} .min=${0} .max=${1000} .step=${0} .value=${this.most} @field-change=${(event: FieldChange<number>) => (this.most = event.value)}></number-field>
        <button ?disabled=${this.busy} @click=${() => this.tune(name)}>${this.busy ? msg('Searching …') : msg('Find the value')}</button>
      </div>
      ${current?.refusal ? html`<p class="small quiet">${current.refusal}</p>` : ''}
      ${
        current?.threshold
          ? html`<p class="small">
            ${msg(str`${name} = ${current.threshold.value}: ${current.threshold.calibration.per1000.value.toFixed(2)} false alarms in 1,000 rows, on streams of ${this.rows} rows.`)}
            <button @click=${() => this.dispatchEvent(new ThresholdPick(name, current.threshold!.value))}>${msg('Use it')}</button>
          </p>`
          : ''
      }`;
  }

  private get key(): string {
    return `${this.detector} ${JSON.stringify(this.own)} ${this.errorRate} ${this.rows}`;
  }

  private get own(): ParameterValues {
    return withDefaults(findDetector(this.detector)?.parameters, this.params);
  }

  private async tune(name: string): Promise<void> {
    this.busy = true;
    const key = `${this.key} ${name} ${this.most}`;
    const { errorRate, own, most, rows } = this;
    const { thresholdFor } = await import('../../detect/calibrate.ts');
    try {
      const make = (random: { uniform(): number }) => Float64Array.from({ length: rows }, () => Number(random.uniform() < errorRate));
      const threshold = await thresholdFor(
        findDetector(this.detector)!,
        name,
        make,
        { maxFalseAlarmsPer1000: most, params: own },
        { runs: RUNS, seed: SEED, breathe },
      );
      this.tuned = { key, name, threshold: { ...threshold, value: Number(threshold.value.toPrecision(6)) } };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.tuned = { key, name, refusal: `${error.message}.` };
    } finally {
      this.busy = false;
    }
  }

  private async compute(): Promise<void> {
    this.busy = true;
    const { key, errorRate, own, rows } = this;
    const { nullCalibration, powerCurve } = await import('../../detect/calibrate.ts');
    const entry = findDetector(this.detector)!;
    const how = { runs: RUNS, seed: SEED, breathe };
    const errors = (rate: number, items: number) => (random: { uniform(): number }) =>
      Float64Array.from({ length: items }, () => Number(random.uniform() < rate));
    const calm = await nullCalibration(entry, own, errors(errorRate, rows), how);
    const rising = RISES.map((severity) => ({
      severity,
      make: (random: { uniform(): number }) => ({
        values: Float64Array.from({ length: rows + HORIZON }, (_, i) => Number(random.uniform() < errorRate + (i < rows ? 0 : severity))),
        drift: rows,
      }),
    }));
    const power = await powerCurve(entry, own, rising, HORIZON, how);
    this.found = { key, calm, power };
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'detector-calibration': DetectorCalibration;
  }
}
