/** How good predictions of a model are that nobody has at hand: what it said of rows, and what is true of them. */
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
}

export const figureNames = ['accuracy', 'balancedAccuracy', 'logLoss', 'brier', 'ece'] as const;
export type FigureName = (typeof figureNames)[number];
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

export type Figures = Readonly<Partial<Record<FigureName, number>>>;

/** @throws RangeError when there are no rows. */
export function figuresOf({ outputs: { x, width }, labels, decided, hard }: Predicted): Figures {
  const recalls = recallOf(decided, labels, width).filter((recall) => recall !== null);
  const decisions = { accuracy: accuracyOf(decided, labels), balancedAccuracy: recalls.reduce((a, b) => a + b, 0) / recalls.length };
  if (hard) return decisions;
  const { logLoss, brier, ece } = scoresOf(x, labels, width, decided);
  return { ...decisions, logLoss, brier, ece };
}

/** Those rows, in that order. */
export function rowsOfPredicted({ outputs: { x, width }, labels, decided, hard }: Predicted, rows: ArrayLike<number>): Predicted {
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
  };
}

export interface Ranged {
  readonly value: number;
  readonly lo: number;
  readonly hi: number;
}

/** Resamples, fewer where there are very many rows: so many rows are drawn in all. */
const RESAMPLES = 400;
const MOST_DRAWN = 4e6;

/** Each figure with its 95 % interval by the bootstrap of rows (Efron 1979; percentiles). */
export function rangedFigures(predicted: Predicted, random: Random): Readonly<Partial<Record<FigureName, Ranged>>> {
  const { rows } = predicted.outputs;
  const value = figuresOf(predicted);
  const count = Math.max(40, Math.min(RESAMPLES, Math.floor(MOST_DRAWN / rows)));
  const drawn = Array.from({ length: count }, () =>
    figuresOf(
      rowsOfPredicted(
        predicted,
        Int32Array.from({ length: rows }, () => random.int(rows)),
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
