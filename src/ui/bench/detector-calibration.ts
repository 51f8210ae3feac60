/** What to expect of a drift detector on this data: how often it cries wolf, how surely and soon it notices a rise of the errors. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Calibrated, DetectorQuestion, DetectService, Threshold } from '../../contracts/detect.ts';
import { findDetector } from '../../detect/streaming/registry.ts';
import { withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import '../controls/fields.ts';
import type { FieldChange } from '../controls/fields.ts';
import { startStyles } from '../experiment/start-styles.ts';
import { sharedStyles } from '../shared-styles.ts';
import { WorkerTask } from '../worker-task.ts';
import { startDetecting } from './start-detecting.ts';

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
    startStyles,
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
      .trouble {
        color: var(--alert);
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
  /** Share of wrong predictions on the old world, 0 … 1. */
  @property({ type: Number }) errorRate = 0.1;
  /** Starts what computes; replaced in tests. */
  @property({ attribute: false }) startWorker = startDetecting;
  private readonly task = new WorkerTask<DetectService>(this, () => this.startWorker());
  /** Rows of each stream: a detector that remembers has another rate on longer ones. */
  @state() private rows = 1_000;
  @state() private found: (Calibrated & { readonly key: string }) | undefined;
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
        ${this.task.share === undefined ? html`<button @click=${this.compute}>${msg('How often would it cry wolf here?')}</button>` : this.going(msg('Calibrating …'))}
      </div>
      ${this.trouble()}`;
    }
    const { runs, horizon, power } = found;
    const { per1000, alarms } = found.calm;
    return html`<p class="small quiet">
        ${msg(str`On errors at the old world’s rate of ${(100 * this.errorRate).toFixed(1)} %: ${per1000.value.toFixed(2)} false alarms in 1,000 rows (95 % interval ${per1000.lo.toFixed(2)} to ${per1000.hi.toFixed(2)}), or ${(alarms / runs).toFixed(2)} per stream of ${this.rows} rows. From ${runs} streams of that length; on longer ones a detector that remembers can have another rate.`)}
        <button class="again" @click=${() => (this.found = undefined)}>${msg('Another length')}</button>
      </p>
      <table>
        <tr><th>${msg('errors rise by')}</th><th>${msg(str`noticed within ${horizon} rows`)}</th><th>${msg('after rows')}</th></tr>
        ${power.map(
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
        ${this.task.share === undefined ? html`<button @click=${() => this.tune(name)}>${msg('Find the value')}</button>` : this.going(msg('Searching …'))}
      </div>
      ${this.trouble()}
      ${current?.refusal ? html`<p class="small quiet">${translated(current.refusal)}</p>` : ''}
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

  /** How far it is, and how to stop it. */
  private going(what: string) {
    return html`<progress max="1" value=${this.task.share ?? 0} aria-label=${translated(what)}></progress>
      <span class="quiet small">${translated(what)}</span>
      <button @click=${() => this.task.stop()}>${msg('Stop')}</button>`;
  }

  private trouble() {
    return this.task.trouble ? html`<p class="small trouble" role="alert">${translated(this.task.trouble)}</p>` : '';
  }

  private get question(): DetectorQuestion {
    const { detector, own: params, errorRate, rows } = this;
    return { detector, params, errorRate, rows };
  }

  private async tune(name: string): Promise<void> {
    const key = `${this.key} ${name} ${this.most}`;
    const question = { ...this.question, parameter: name, mostPer1000: this.most };
    const answer = await this.task.ask((service, tell) => service.threshold(question, tell));
    if (!answer) return;
    const { threshold, refusal } = answer;
    this.tuned = {
      ...{ key, name },
      ...(threshold && { threshold: { ...threshold, value: Number(threshold.value.toPrecision(6)) } }),
      ...(refusal !== undefined && { refusal }),
    };
  }

  private async compute(): Promise<void> {
    const { key, question } = this;
    const answer = await this.task.ask((service, tell) => service.calibrate(question, tell));
    if (answer) this.found = { key, ...answer };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'detector-calibration': DetectorCalibration;
  }
}
