/** How strongly softmax regression is held back, and to where: chosen by stratified cross-validation on the rows themselves. */
import type { Random } from '../random/random.ts';
import { rowLosses, SoftmaxRegression, type SoftmaxFitOptions, type SoftmaxRows } from './softmax-regression.ts';

/** As in `SoftmaxFitOptions`; empty = 0. */
export type Anchor = Pick<SoftmaxFitOptions, 'anchor' | 'anchorScale'>;

export interface L2Choice {
  readonly l2: number;
  /** Index of the anchor. */
  readonly anchor: number;
  /** Mean out-of-fold cross-entropy (nats) of what was chosen. */
  readonly loss: number;
  /** Fits made for the choice. */
  readonly trials: number;
  readonly iterations: number;
  /** The strongest or the weakest of all that were tried, though the grid was widened. */
  readonly atEdge: boolean;
  readonly flops: number;
  readonly bytes: number;
}

export interface L2Options {
  /** What kernel and intercepts may be held to. */
  readonly anchors: readonly Anchor[];
  /** `[rows]`, as `stratifiedFolds` deals them. */
  readonly fold: Int32Array;
  /** Called before each step of the grid; false ends the search with what is known. */
  readonly mayGoOn?: () => Promise<boolean>;
}

/** From the strongest to the weakest, so that each fit begins at the one before. */
const GRID = [1, 0.1, 0.01, 1e-3, 1e-4];
const WIDENINGS = 2;
/** So many weaker ones in a row that are worse than the best end the way of an anchor: the weakest take the longest. */
const WORSE = 2;
/** Folds unless another number is asked for. */
const FOLDS = 4;
/** A trial need not be exact: the differences that decide are a thousand times as large. */
const TRIAL = { tolerance: 1e-3, iterations: 60 };

/**
 * Tries strengths λ from the strongest on with every anchor; the lowest mean out-of-fold cross-entropy wins, the first of equals. Where that is at an end of
 * the grid, the grid goes on by a decade, at most twice.
 * @returns undefined where fewer than two rows can be held out (a row that is alone in its class stays in training), or time was up before the first.
 */
export async function chooseL2(
  data: SoftmaxRows,
  classes: number,
  { anchors, fold, mayGoOn = async () => true }: L2Options,
): Promise<L2Choice | undefined> {
  const parts = [...new Set(fold)].filter((index) => index >= 0);
  if (parts.length < 2) return undefined;
  const weight = (row: number) => data.rowWeights?.[row] ?? 1;
  const splits = parts.flatMap((part) => {
    const [inside, held] = [(row: number) => fold[row] !== part, (row: number) => fold[row] === part];
    const kept = rowsWhere(data, inside);
    // Weights may leave nothing to learn from.
    if (kept.rowWeights && !Array.from(kept.rowWeights).some((each) => each > 0)) return [];
    return [{ regression: new SoftmaxRegression(kept, classes, 'held'), held: rowsWhere(data, held) }];
  });
  const total = Array.from(fold, (part, row) => (part < 0 ? 0 : weight(row))).reduce((a, b) => a + b, 0);
  if (!splits.length || !(total > 0)) return undefined;
  const sums = { trials: 0, iterations: 0, flops: 0, bytes: 0 };

  /** Mean out-of-fold loss; `starts` are where the neighbours ended. */
  const tried = (l2: number, anchor: number, starts: readonly SoftmaxFitOptions['start'][][]): number => {
    let loss = 0;
    splits.forEach(({ regression, held }, index) => {
      const start = starts[index]![anchor];
      const fit = regression.fit({ l2, ...anchors[anchor], ...(start && { start }), ...TRIAL });
      starts[index]![anchor] = fit.weights;
      rowLosses(held, classes, fit.weights).forEach((each, row) => (loss += each * (held.rowWeights?.[row] ?? 1)));
      sums.trials++;
      sums.iterations += fit.iterations;
      sums.flops += fit.flops + 2 * held.x.length * classes;
      sums.bytes += fit.bytes + 4 * held.x.length;
    });
    return loss / total;
  };

  const found: { l2: number; anchor: number; loss: number }[] = [];
  const strongest = splits.map(() => anchors.map(({ anchor }) => anchor));
  const weakest = splits.map(() => anchors.map(({ anchor }) => anchor));
  for (const l2 of GRID) {
    if (!(await mayGoOn())) break;
    for (let anchor = 0; anchor < anchors.length; anchor++) {
      const path = found.filter((each) => each.anchor === anchor).map(({ loss }) => loss);
      if (path.length - 1 - path.indexOf(Math.min(...path)) < WORSE) found.push({ l2, anchor, loss: tried(l2, anchor, weakest) });
    }
    if (l2 === GRID[0]) weakest.forEach((ends, index) => ends.forEach((end, anchor) => (strongest[index]![anchor] = end)));
  }
  if (!found.length) return undefined;
  const best = () => found.reduce((a, b) => (b.loss < a.loss ? b : a));
  const edge = () => {
    const { l2, anchor } = best();
    const all = found.filter((each) => each.anchor === anchor).map((each) => each.l2);
    return l2 === Math.max(...all) ? 10 : l2 === Math.min(...all) ? 0.1 : 1;
  };
  for (let widened = 0; widened < WIDENINGS && edge() !== 1 && (await mayGoOn()); widened++) {
    const { l2, anchor } = best();
    const factor = edge();
    found.push({
      l2: Number((l2 * factor).toPrecision(1)),
      anchor,
      loss: tried(Number((l2 * factor).toPrecision(1)), anchor, factor > 1 ? strongest : weakest),
    });
  }
  return { ...best(), ...sums, atEdge: edge() !== 1 };
}

/**
 * `[rows]`, the fold of each row; −1 for a row that is alone in its class, which no fold holds out. The rows of a class are dealt to the folds
 * in turn, and the next class goes on where the last one stopped.
 */
export function stratifiedFolds(y: Int32Array, random: Random, folds = FOLDS): Int32Array {
  const of = new Int32Array(y.length).fill(-1);
  let next = 0;
  for (const label of [...new Set(y)].sort((a, b) => a - b)) {
    const rows = Array.from(y.keys()).filter((row) => y[row] === label);
    if (rows.length < 2) continue;
    for (const index of random.permutation(rows.length)) of[rows[index]!] = next++ % folds;
  }
  return of;
}

function rowsWhere({ rows, x, y, target, delta, rowWeights }: SoftmaxRows, keep: (row: number) => boolean): SoftmaxRows {
  const kept = Array.from({ length: rows }, (_, row) => row).filter(keep);
  const width = x.length / rows;
  const some = new Float32Array(kept.length * width);
  kept.forEach((row, index) => some.set(x.subarray(row * width, (row + 1) * width), index * width));
  return {
    rows: kept.length,
    x: some,
    y: Int32Array.from(kept, (row) => y[row]!),
    ...(target && { target: kept.map((row) => target[row]!) }),
    ...(delta !== undefined && { delta }),
    ...(rowWeights && { rowWeights: kept.map((row) => rowWeights[row]!) }),
  };
}
