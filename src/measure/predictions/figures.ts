/** How good predictions of a model are that nobody has at hand: what it said of rows, and what is true of them. */
import type { FigureName, Figures, Ranged, RangedFigures } from '../../contracts/predictions.ts';
import type { Batch } from '../../detect/types.ts';
import { quantile } from '../../data/quantile.ts';
import type { Random } from '../../random/random.ts';
import { accuracyOf, recallOf } from '../metrics/measures.ts';
import { scoresOf } from '../metrics/scores.ts';

export interface Predicted {
  /** Class probabilities `[rows, classes]`. */
  readonly outputs: Batch;
  /** `[rows]` class indices. */
  readonly labels: ArrayLike<number>;
  /** `[rows]` the class that was named of each row. */
  readonly decided: ArrayLike<number>;
  /** Only classes were told: `outputs` are 0 and 1, and no probabilities. */
  readonly hard?: true;
  /** `[rows]` how much each row counts in a figure, > 0; all alike where it is absent. */
  readonly weights?: ArrayLike<number>;
  /** `[rows]` rows with the same number belong together: intervals and splits take them as one. Each row by itself where it is absent. */
  readonly groups?: ArrayLike<number>;
}

export const figureNames: readonly FigureName[] = ['accuracy', 'balancedAccuracy', 'logLoss', 'brier', 'ece'];
/** What only decisions are needed for. */
const ofDecisions: readonly FigureName[] = ['accuracy', 'balancedAccuracy'];
export const figureTitles: Readonly<Record<FigureName, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  logLoss: 'log loss',
  brier: 'Brier score',
  ece: 'calibration error',
};
export const moreIsBetter = (name: FigureName): boolean => ofDecisions.includes(name);

/** @throws RangeError when there are no rows. */
export function figuresOf({ outputs: { x, width }, labels, decided, hard, weights }: Predicted): Figures {
  const recalls = recallOf(decided, labels, width, weights).filter((recall) => recall !== null);
  const decisions = {
    accuracy: accuracyOf(decided, labels, weights),
    balancedAccuracy: recalls.reduce((a, b) => a + b, 0) / recalls.length,
  };
  if (hard) return decisions;
  const { logLoss, brier, ece } = scoresOf(x, labels, width, decided, weights);
  return { ...decisions, logLoss, brier, ece };
}

/** Those rows, in that order. */
export function rowsOfPredicted(predicted: Predicted, rows: ArrayLike<number>): Predicted {
  const { outputs, labels, decided, hard, weights, groups } = predicted;
  const { x, width } = outputs;
  const picked = Array.from(rows);
  return {
    outputs: {
      x: Float64Array.from({ length: picked.length * width }, (_, i) => x[picked[Math.floor(i / width)]! * width + (i % width)]!),
      rows: picked.length,
      width,
    },
    labels: picked.map((row) => labels[row]!),
    decided: picked.map((row) => decided[row]!),
    ...(hard && { hard }),
    ...(weights && { weights: picked.map((row) => weights[row]!) }),
    ...(groups && { groups: picked.map((row) => groups[row]!) }),
  };
}

/** Rows that belong together, as lists; each row by itself where nothing is said of groups. */
export function unitsOf({ outputs: { rows }, groups }: Predicted): readonly (readonly number[])[] {
  if (!groups) return Array.from({ length: rows }, (_, row) => [row]);
  const units = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const unit = units.get(groups[row]!);
    if (unit) unit.push(row);
    else units.set(groups[row]!, [row]);
  }
  return [...units.values()];
}

/** Resamples, fewer where there are very many rows: so many rows are drawn in all. */
const RESAMPLES = 400;
const MOST_DRAWN = 4e6;

/**
 * Each figure with its 95 % interval by the bootstrap of rows (Efron 1979; percentiles), or of whole groups of them (the cluster bootstrap;
 * Davison & Hinkley 1997, §3.8; Field & Welsh 2007), whose rows then come along with their weights.
 */
export function rangedFigures(predicted: Predicted, random: Random): RangedFigures {
  const { rows } = predicted.outputs;
  const value = figuresOf(predicted);
  const count = Math.max(40, Math.min(RESAMPLES, Math.floor(MOST_DRAWN / rows)));
  const units = unitsOf(predicted);
  const drawn = Array.from({ length: count }, () =>
    figuresOf(
      rowsOfPredicted(
        predicted,
        units.flatMap(() => units[random.int(units.length)]!),
      ),
    ),
  );
  return Object.fromEntries(
    figureNames.flatMap((name) => {
      if (value[name] === undefined) return [];
      const sorted = drawn.map((figures) => figures[name]!).sort((a, b) => a - b);
      return [[name, { value: value[name], lo: quantile(sorted, 0.025), hi: quantile(sorted, 0.975) }]];
    }),
  );
}

/** now − before with its interval from those of both, which are of different rows (MOVER; Newcombe 1998, Zou & Donner 2008). */
export function changeOf(before: Ranged, now: Ranged): Ranged {
  const value = now.value - before.value;
  return {
    value,
    lo: value - Math.hypot(now.value - now.lo, before.hi - before.value),
    hi: value + Math.hypot(now.hi - now.value, before.value - before.lo),
  };
}
