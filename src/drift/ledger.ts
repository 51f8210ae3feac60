/** Writing down what a drift did to a batch, measured by comparing it before and after. */
import { moments } from '../data/moments.ts';
import { inputKind, type Samples } from '../data/types.ts';
import { featureCount, labelCounts } from './features.ts';
import type { DriftContext, DriftEffect, Injection, LedgerEntry } from './types.ts';

/**
 * The ledger entry of `injection` with its `effect` on the rows `before`.
 *
 * `realised.meanBefore` and `meanAfter` are mean pixel values for images; for tables, the mean over numeric cells in
 * standard deviations of the old world (0 = its mean). In `rmsChange` a lost number counts as replaced by the old
 * mean, as the model sees it, and a changed category as 1.
 */
export function ledgerEntry(
  injection: Injection,
  before: Samples,
  effect: DriftEffect,
  context: DriftContext,
): LedgerEntry {
  const after = effect.samples;
  const score = scorer(context);
  const { changedRows, changedFeatures, labelFlips, squares } = compare(before, effect, context, score);
  return {
    id: injection.id,
    kind: injection.kind,
    severity: context.severity,
    scope: 'all',
    pattern: 'sudden',
    start: 0,
    params: effect.params,
    rowsTouched: share(changedRows, before.rows),
    featuresTouched: share(changedFeatures, featureCount(before.inputShape)),
    realised: {
      meanBefore: meanInput(before, context, score),
      meanAfter: meanInput(after, context, score),
      rmsChange: Math.sqrt(share(squares, after.x.length)),
      labelFlips: share(labelFlips, after.rows),
      priorsBefore: priors(before, context.classes.length),
      priorsAfter: priors(after, context.classes.length),
    },
    sentence: effect.sentence,
  };
}

/** Counts old rows that were changed, dropped or repeated, features that changed anywhere, and changed labels. */
function compare(before: Samples, { samples: after, from }: DriftEffect, context: DriftContext, score: Score) {
  const width = featureCount(before.inputShape);
  const touchedRows = new Uint8Array(before.rows);
  const touchedFeatures = new Uint8Array(width);
  const copies = new Int32Array(before.rows);
  let labelFlips = 0;
  let squares = 0;
  for (let row = 0; row < after.rows; row++) {
    const origin = from?.[row] ?? row;
    copies[origin]!++;
    if (before.y[origin] !== after.y[row]) {
      labelFlips++;
      touchedRows[origin] = 1;
    }
    for (let f = 0; f < width; f++) {
      const old = before.x[origin * width + f]!;
      const now = after.x[row * width + f]!;
      if (Object.is(old, now) || old === now) continue;
      touchedRows[origin] = 1;
      touchedFeatures[f] = 1;
      squares += context.columns[f]?.kind === 'categorical' ? 1 : (score(f, now) - score(f, old)) ** 2;
    }
  }
  copies.forEach((count, row) => {
    if (count !== 1) touchedRows[row] = 1;
  });
  const sum = (marks: Uint8Array): number => marks.reduce((total, mark) => total + mark, 0);
  return { changedRows: sum(touchedRows), changedFeatures: sum(touchedFeatures), labelFlips, squares };
}

/** A value in standard deviations of the old world: of its column, or of all pixels together. Missing is 0, the mean. */
type Score = (feature: number, value: number) => number;

function scorer({ reference }: DriftContext): Score {
  if (inputKind(reference.inputShape) === 'image') {
    const { mean, sd } = moments({ ...reference, inputShape: [1] });
    return (_, value) => (value - mean[0]!) / (sd[0]! || 1);
  }
  const { mean, sd } = moments(reference);
  return (f, value) => (Number.isNaN(value) || sd[f] === 0 ? 0 : (value - mean[f]!) / sd[f]!);
}

function meanInput({ x, inputShape }: Samples, context: DriftContext, score: Score): number {
  const isImage = inputKind(inputShape) === 'image';
  const width = featureCount(inputShape);
  let sum = 0;
  let count = 0;
  x.forEach((value, i) => {
    const f = i % width;
    if (Number.isNaN(value) || context.columns[f]?.kind === 'categorical') return;
    sum += isImage ? value : score(f, value);
    count++;
  });
  return share(sum, count);
}

const priors = (samples: Samples, classes: number): number[] =>
  labelCounts(samples, classes).map((count) => share(count, samples.rows));

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
