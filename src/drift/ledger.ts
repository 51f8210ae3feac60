/** Writing down what a drift did to a batch, measured by comparing it before and after. */
import { moments } from '../data/moments.ts';
import { inputKind, type Samples } from '../data/types.ts';
import { featureCount, labelCounts, scaleOf } from './features.ts';
import type { Drift, DriftSetting } from './setting.ts';
import type { DriftEffect, DriftKind, Injection, LedgerEntry, When, Where } from '../contracts/drift.ts';
import { patternName, whenPhrase } from './when.ts';
import { wherePhrase } from './where.ts';

/**
 * The ledger entry of a drift with its `effect` on the rows `before`.
 *
 * `realised.meanBefore` and `meanAfter` are mean pixel values for images; for tables, the mean over numeric cells in
 * standard deviations of the old world (0 = its mean). In `rmsChange` a lost number counts as replaced by the old
 * mean, as the model sees it, and a changed category as 1.
 * @param origins For each row after the drift, the row that it was before all drifts.
 */
export function ledgerEntry(
  injection: Injection,
  { severity, where, when }: Drift,
  before: Samples,
  effect: DriftEffect,
  setting: DriftSetting,
  origins: Int32Array,
): LedgerEntry {
  const after = effect.samples;
  const isImage = inputKind({ inputShape: before.inputShape, columns: setting.columns }) === 'image';
  const scale = measure(setting.reference, isImage);
  const isCategory = Uint8Array.from(scale.mean, (_, f) => Number(setting.columns[f]?.kind === 'categorical'));
  const { changedRows, changedFeatures, labelFlips, squares } = compare(before, effect, isCategory, scale);
  const classes = setting.classes.length;
  const distinct = new Set(origins).size;
  const repeats =
    injection.resamples && distinct < after.rows
      ? ` ${distinct} of the ${after.rows} rows are different ones, the others repeat them.`
      : '';
  return {
    id: injection.id,
    kind: injection.kind,
    severity,
    where,
    when,
    params: effect.params,
    rowsTouched: share(changedRows, before.rows),
    featuresTouched: share(changedFeatures, featureCount(before.inputShape)),
    realised: {
      meanBefore: meanInput(before, isImage, isCategory, scale),
      meanAfter: meanInput(after, isImage, isCategory, scale),
      rmsChange: Math.sqrt(share(squares, after.x.length)),
      labelFlips: share(labelFlips, after.rows),
      priorsBefore: priors(before, classes),
      priorsAfter: priors(after, classes),
      rows: after.rows,
      distinct,
    },
    sentence: sentenceOf(injection, severity, where, when, `${effect.sentence}${repeats}`, setting.groups),
  };
}

const TERMS: Readonly<Record<DriftKind, string>> = {
  'P(x)': 'covariate shift, P(x)',
  'P(y)': 'prior shift, P(y)',
  'P(y|x)': 'real concept drift, P(y|x)',
  mixed: 'drift of inputs and labels together',
  control: 'no drift, a control',
};

/** One plain sentence in the literature's terms: pattern, kind, place, time; then what happened. */
function sentenceOf(
  { kind }: Injection,
  severity: number,
  where: Where,
  when: When,
  what: string,
  groups?: DriftSetting['groups'],
): string {
  const pattern = patternName(when);
  const place = [wherePhrase(where, groups), whenPhrase(when)].filter(Boolean).join(', ');
  const head = `${pattern[0]!.toUpperCase()}${pattern.slice(1)} ${TERMS[kind]}, ${place}`;
  return severity === 0
    ? `${head}: severity 0 changes nothing.`
    : `${head}: ${what.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}`;
}

/** Counts old rows that were changed, dropped or repeated, features that changed anywhere, and changed labels. */
function compare(before: Samples, { samples: after, from }: DriftEffect, isCategory: Uint8Array, { mean, sd }: Scale) {
  const width = isCategory.length;
  const touchedRows = new Uint8Array(before.rows);
  const touchedFeatures = new Uint8Array(width);
  const copies = new Int32Array(before.rows);
  let labelFlips = 0;
  let squares = 0;
  // Labels alone may have changed: then there is nothing to compare cell by cell.
  const sameInputs = !from && before.x === after.x;
  for (let row = 0; row < after.rows; row++) {
    const origin = from ? from[row]! : row;
    copies[origin]!++;
    const flipped = before.y[origin] !== after.y[row];
    if (flipped) labelFlips++;
    let touched = flipped || before.target?.[origin] !== after.target?.[row];
    for (let f = 0, i = origin * width, j = row * width; f < width && !sameInputs; f++, i++, j++) {
      const [old, now] = [before.x[i]!, after.x[j]!];
      if (old === now || (Number.isNaN(old) && Number.isNaN(now))) continue;
      touched = true;
      touchedFeatures[f] = 1;
      const change = isCategory[f] ? 1 : score(now, mean[f]!, sd[f]!) - score(old, mean[f]!, sd[f]!);
      squares += change * change;
    }
    if (touched) touchedRows[origin] = 1;
  }
  for (let row = 0; row < before.rows; row++) if (copies[row] !== 1) touchedRows[row] = 1;
  return { changedRows: sumOf(touchedRows), changedFeatures: sumOf(touchedFeatures), labelFlips, squares };
}

function sumOf(marks: Uint8Array): number {
  let sum = 0;
  for (const mark of marks) sum += mark;
  return sum;
}

/** By feature: what is the mean and what counts as one standard deviation, both `[features]`. */
type Scale = ReturnType<typeof moments>;

/** A value in standard deviations of the old world. Missing is 0, the mean, and so is every value of a constant. */
const score = (value: number, mean: number, sd: number): number => (Number.isNaN(value) || sd === 0 ? 0 : (value - mean) / sd);

const pixelScales = new WeakMap<Samples, Scale>();

/** The old world's scale: of each column, or one for all pixels together. Computed once for the same rows. */
function measure(reference: Samples, isImage: boolean): Scale {
  if (!isImage) return scaleOf(reference);
  const known = pixelScales.get(reference);
  if (known) return known;
  const { mean, sd } = moments({ ...reference, inputShape: [1] });
  const width = featureCount(reference.inputShape);
  const scale = { mean: new Float64Array(width).fill(mean[0]!), sd: new Float64Array(width).fill(sd[0]! || 1) };
  pixelScales.set(reference, scale);
  return scale;
}

/** Mean pixel of images; of tables and texts, mean score over the cells that are numbers. */
function meanInput({ x }: Samples, isImage: boolean, isCategory: Uint8Array, { mean, sd }: Scale): number {
  const width = isCategory.length;
  let sum = 0;
  let count = 0;
  for (let start = 0; start < x.length; start += width) {
    for (let f = 0; f < width; f++) {
      const value = x[start + f]!;
      if (Number.isNaN(value) || isCategory[f]) continue;
      sum += isImage ? value : score(value, mean[f]!, sd[f]!);
      count++;
    }
  }
  return share(sum, count);
}

const priors = (samples: Samples, classes: number): number[] => labelCounts(samples, classes).map((count) => share(count, samples.rows));

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
