/** What could be known without labels: one estimate beside the truth, and where its assumption does not hold. */
import { msg, str, translated } from '../../words/msg.ts';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { estimators, estimatorsFor } from '../../detect/estimate/registry.ts';
import { mean } from '../../maths/statistics.ts';
import { pointsOf } from '../../measure/format.ts';
import type { Factor } from '../../contracts/diagnosis.ts';
import type { Estimator } from '../../detect/estimate/types.ts';
import type { DriftFacts } from '../../contracts/drift.ts';
import type { Estimated, Observation } from '../../contracts/stream.ts';
import type { StreamStore } from '../../state/stream-store.ts';
import '../charts/stream-chart.ts';
import type { StreamBand, StreamLine } from '../charts/stream-chart.ts';
import type { FieldChange } from '../controls/fields.ts';
import { StoreElement } from '../store-element.ts';
import { headStyles } from '../head-styles.ts';

@customElement('stream-estimates')
export class StreamEstimates extends StoreElement<StreamStore> {
  static override styles = [
    ...StoreElement.styles,
    headStyles,
    css`
      .head > div {
        flex: 1 1 24em;
      }
      stream-chart {
        --height: 170px;
      }
      .refusal {
        color: var(--alert);
      }
    `,
  ];

  @state() private chosen = estimators[0]!.id;

  protected override render() {
    const { run } = this.store;
    const offered = estimatorsFor(run.phase === 'idle' ? this.store.spec : run.spec);
    const estimator = offered.find(({ id }) => id === this.chosen) ?? offered[0]!;
    const latest = run.observations.at(-1);
    const refusal = latest?.estimates[estimator.id]?.refusal;
    return html`<div class="head">
        <div>
          <h2>${msg('What could be known without labels')}</h2>
          <p class="quiet">
            ${msg(str`Of the model that is never repaired, over its latest ${run.spec.stream.window} rows. ${estimator.help}`)}
            ${msg(str`It assumes: ${lowered(estimator.assumption)} Shaded is where the ledger, or a classifier that tells new rows from old ones, says that this does not hold, or may not.`)}
          </p>
        </div>
        <choice-field label=${msg('Estimate')} value=${estimator.id} .choices=${offered.map(({ id, title }) => ({ id, title }))} @field-change=${(event: FieldChange<string>) => (this.chosen = event.value)}></choice-field>
      </div>
      ${refusal ? html`<p class="small refusal">${translated(refusal)}</p>` : ''} ${this.chart(estimator)}
      ${offBy(estimator, run.observations)}
      <p class="small quiet">${msg('Source:')} ${translated(estimator.source)}</p>`;
  }

  private chart(estimator: Estimator) {
    const { run, spec } = this.store;
    const batches = run.batches || Math.floor(spec.data.split.newPool / spec.stream.batch);
    const classIndex = mostMoved(run.observations);
    const { lines, label, range, format } = drawn(
      estimator,
      run.observations,
      classIndex,
      this.store.data.chosen(run.spec)?.classes[classIndex] ?? String(classIndex),
    );
    return html`<stream-chart .lines=${lines} .bands=${this.violated(estimator, batches)} .batches=${batches} .range=${range} .format=${format ?? percentOf} label=${label}></stream-chart>`;
  }

  /** Where a drift acts that the estimate does not see or that makes it wrong, or can do so, and where rows come that the reference knows nothing of. */
  private violated({ needs, violatedBy, strainedBy: strains = [], needsOverlap }: Estimator, batches: number): StreamBand[] {
    const { run, spec, data } = this.store;
    // Whoever complains alike does so wherever the errors are.
    const alike = needs === 'complaints' && !run.spec.complaints?.except;
    const strainedBy = alike ? [] : strains;
    const { drift } = run.phase === 'idle' ? spec : run.spec;
    const unknown = needsOverlap
      ? apart(run.observations).map(([from, to]) => ({ from, to, title: msg('few rows like these in the reference') }))
      : [];
    const byHand = run.edits.flatMap(({ what, drift: added, batch }) =>
      what === 'drift' && added ? [{ id: added.id, from: batch, to: batches }] : [],
    );
    const planned = drift.map(({ id, when }) => ({ id, from: when.start * batches, to: ('end' in when ? when.end : 1) * batches }));
    const bands = [...planned, ...byHand].flatMap(({ id, from, to }) => {
      const changed = factorsOf(data.driftOf(id));
      const broken = changed.filter((factor) => violatedBy.includes(factor));
      if (broken.length) return [{ from, to, title: msg(str`${broken.join(', ')} changes: the assumption is violated`) }];
      const strained = changed.filter((factor) => strainedBy.includes(factor));
      return strained.length ? [{ from, to, title: msg(str`${strained.join(', ')} changes: the assumption can be violated`) }] : [];
    });
    return [...bands, ...unknown];
  }
}

/** What a drift changes of the joint distribution. Altered inputs keep their label, so what a given input means changes with them; rows drawn again keep both. */
function factorsOf(drift: DriftFacts | undefined): readonly Factor[] {
  if (!drift || drift.kind === 'control') return [];
  if (drift.kind === 'mixed') return ['P(x)', 'P(y)', 'P(y|x)'];
  return drift.kind === 'P(x)' && !drift.resamples ? ['P(x)', 'P(y|x)'] : [drift.kind];
}

/** Area under the ROC curve from which a classifier that tells new rows from old ones says that they hardly overlap. */
const APART = 0.9;

/** Stretches of batches whose rows hardly overlap with the reference. */
function apart(observations: readonly Observation[]): [from: number, to: number][] {
  const stretches: [number, number][] = [];
  let before = 0;
  for (const { batch, estimates } of observations) {
    const open = stretches.at(-1);
    if ((estimates['domain-auroc']?.auroc ?? 0) >= APART) {
      if (open?.[1] === before) open[1] = batch + 1;
      else stretches.push([before, batch + 1]);
    }
    before = batch + 1;
  }
  return stretches;
}

/** How far off an estimate of the accuracy has been so far; empty where it has told none. */
function offBy({ id }: Estimator, observations: readonly Observation[]) {
  const offs = observations.flatMap(({ accuracy, estimates }) => {
    const told = estimates[id]?.accuracy;
    return told === undefined ? [] : [Math.abs(told - accuracy)];
  });
  if (!offs.length) return '';
  return html`<p class="small quiet">${msg(str`Off by ${pointsOf(mean(offs))} on average, over ${offs.length} windows.`)}</p>`;
}

const percentOf = (value: number): string => `${Math.round(100 * value)} %`;
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The class whose true share has moved most. */
function mostMoved(observations: readonly Observation[]): number {
  const classes = observations[0]?.prior.length ?? 0;
  const span = (c: number) => {
    const shares = observations.map(({ prior }) => prior[c]!);
    return Math.max(...shares) - Math.min(...shares);
  };
  return Array.from({ length: classes }, (_, c) => c).sort((a, b) => span(b) - span(a))[0] ?? 0;
}

/** Truth and estimate over the batches; of shares of classes, one class. */
function drawn(
  estimator: Estimator,
  observations: readonly Observation[],
  classIndex: number,
  className: string,
): { lines: StreamLine[]; label: string; range: [number, number]; format?: (value: number) => string } {
  const over = (value: (observation: Observation) => number | undefined): (number | null)[] => {
    const values: (number | null)[] = [];
    for (const observation of observations) {
      const known = value(observation) ?? null;
      // Between two observations the last one stands.
      while (values.length < observation.batch) values.push(values.at(-1) ?? null);
      values.push(known);
    }
    return values;
  };
  const line = (title: string, color: string, dash: readonly number[], values: (number | null)[]): StreamLine => ({
    title,
    color,
    dash,
    values,
    marks: [],
  });
  const said = (value: (estimated: Estimated) => number | undefined) =>
    over(({ estimates }) => estimates[estimator.id] && value(estimates[estimator.id]!));
  const shares = observations.some(({ estimates }) => estimates[estimator.id]?.prior);
  if (shares) {
    return {
      lines: [
        line(
          msg(str`share of ${className}`),
          '--arm-retrain-all',
          [],
          over(({ prior }) => prior[classIndex]),
        ),
        line(
          msg('estimated'),
          '--ink-3',
          [4, 4],
          said(({ prior }) => prior?.[classIndex]),
        ),
      ],
      label: msg('Share of the class that moved most, and its estimate'),
      range: [0, 1],
    };
  }
  if (estimator.needs === 'inputs') {
    return {
      lines: [
        line(
          msg('AUROC of a classifier that tells new rows from old ones'),
          '--arm-retrain-all',
          [],
          said(({ auroc }) => auroc),
        ),
      ],
      label: msg('How unlike the old rows the new ones are'),
      range: [0.4, 1],
    };
  }
  if (estimator.needs === 'losses') {
    const most = Math.max(...observations.flatMap(({ error = 0, estimates }) => [error, estimates[estimator.id]?.error ?? 0]), 0);
    return {
      lines: [
        line(
          msg('measured mean absolute error'),
          '--arm-retrain-all',
          [],
          over(({ error }) => error),
        ),
        line(
          msg('estimated'),
          '--ink-3',
          [4, 4],
          said(({ error }) => error),
        ),
      ],
      label: msg('Mean absolute error measured, and estimated without labels'),
      range: [0, 1.1 * most || 1],
      format: (value) => String(Number(value.toPrecision(3))),
    };
  }
  return {
    lines: [
      line(
        msg('measured accuracy'),
        '--arm-retrain-all',
        [],
        over(({ accuracy }) => accuracy),
      ),
      line(
        msg('estimated'),
        '--ink-3',
        [4, 4],
        said(({ accuracy }) => accuracy),
      ),
      ...(observations.some(({ estimates }) => estimates[estimator.id]?.interval)
        ? [0, 1].map((end) =>
            line(
              end === 0 ? msg('from (95 %)') : msg('to (95 %)'),
              '--ink-3',
              [1, 3],
              said(({ interval }) => interval?.[end]),
            ),
          )
        : []),
    ],
    label: msg('Accuracy measured, and estimated without labels'),
    range: [0, 1],
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-estimates': StreamEstimates;
  }
}
