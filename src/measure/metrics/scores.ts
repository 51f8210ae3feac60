/** How good class probabilities are, beyond accuracy. Probabilities are `[rows, classes]` row-major, labels class indices. */
import type { ReliabilityBin, Scores } from '../../contracts/measures.ts';
import { argmax } from '../../maths/argmax.ts';
import { log } from '../../maths/portable.ts';

/** Probabilities are cut off here before a logarithm, so that one sure and wrong answer does not make a loss infinite. */
export const LEAST_PROBABILITY = 1e-12;
/** Bins of equal numbers of rows. */
const BINS = 15;

/**
 * @param decided the class that is named of each row; the likeliest unless given.
 * @param weights how much each row counts, > 0; all alike unless given. Counts of the confusion matrix are sums of weights then.
 * @throws RangeError when there are no rows.
 */
export function scoresOf(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  decided?: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Scores {
  const rows = labels.length;
  if (rows === 0) throw new RangeError('there are no rows to score');
  const predicted = argmax(probabilities, rows);
  const weightOf = (row: number): number => weights?.[row] ?? 1;
  let total = 0;
  for (let row = 0; row < rows; row++) total += weightOf(row);
  const confusion = confusionOf(decided ?? predicted, labels, classes, weightOf);
  const bins = reliabilityOf(probabilities, predicted, labels, classes, weightOf);
  let [logLoss, brier] = [0, 0];
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < classes; c++) {
      const p = orUniform(probabilities[row * classes + c]!, classes);
      const truth = Number(labels[row] === c);
      brier += (weightOf(row) * (p - truth) ** 2) / total;
      if (truth) logLoss -= (weightOf(row) * log(Math.max(LEAST_PROBABILITY, p))) / total;
    }
  }
  return {
    macroF1: macroF1(confusion),
    logLoss,
    brier,
    ece: bins.reduce((sum, { weight, bin }) => sum + (weight / total) * Math.abs(bin.accuracy - bin.confidence), 0),
    reliability: bins.map(({ bin }) => bin),
    confusion,
  };
}

/** A diverged model says nothing: all classes alike. */
const orUniform = (p: number, classes: number): number => (Number.isFinite(p) ? p : 1 / classes);

/** Rows by `[label][predicted class]`. */
function confusionOf(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  weightOf: (row: number) => number,
): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < labels.length; row++) if (predicted[row]! >= 0) confusion[labels[row]!]![predicted[row]!]! += weightOf(row);
  return confusion;
}

function macroF1(confusion: readonly (readonly number[])[]): number {
  const scores = confusion.flatMap((line, c) => {
    const hits = line[c]!;
    const wanted = line.reduce((a, b) => a + b, 0);
    const claimed = confusion.reduce((sum, other) => sum + other[c]!, 0);
    return wanted + claimed === 0 ? [] : [(2 * hits) / (wanted + claimed)];
  });
  return scores.length ? scores.reduce((a, b) => a + b, 0) / scores.length : 0;
}

/** Bins of equally many rows by rising confidence; rows of equal confidence may fall into neighbouring bins. */
function reliabilityOf(
  probabilities: ArrayLike<number>,
  predicted: Int32Array,
  labels: ArrayLike<number>,
  classes: number,
  weightOf: (row: number) => number,
): { readonly weight: number; readonly bin: ReliabilityBin }[] {
  const confidence = (row: number) => (predicted[row]! < 0 ? 1 / classes : probabilities[row * classes + predicted[row]!]!);
  const order = Array.from(predicted, (_, row) => row).sort((a, b) => confidence(a) - confidence(b));
  const bins = Math.min(BINS, order.length);
  return Array.from({ length: bins }, (_, bin) => {
    const members = order.slice(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins));
    const weight = members.reduce((sum, row) => sum + weightOf(row), 0);
    const share = (value: (row: number) => number) => members.reduce((sum, row) => sum + weightOf(row) * value(row), 0) / weight;
    const right = share((row) => Number(predicted[row] === labels[row]));
    return { weight, bin: { rows: members.length, confidence: share(confidence), accuracy: right } };
  });
}
