/** Repairs that need no model: they change what is made of its answers. */
import { calibrate } from '../../detect/estimate/cbpe.ts';
import { emPrior } from '../../detect/estimate/em-prior.ts';
import { predictedClasses } from '../../detect/two-sample/bbsd.ts';
import type { Batch } from '../../detect/types.ts';
import { LEAST_PROBABILITY } from '../metrics/scores.ts';
import type { Predicted } from './figures.ts';
import * as portable from '../../maths/portable.ts';

/** What a repair makes of answers: other probabilities, and the classes that are named then. */
export type Answers = (outputs: Batch) => { readonly outputs: Batch; readonly decided: ArrayLike<number> };

export interface PredictionRepair {
  /** Lower-kebab. */
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly source: string;
  readonly needsLabels: boolean;
  /** Only of two classes. */
  readonly binary?: true;
  /** @throws RangeError where it cannot be fitted. */
  fit(old: Predicted, fresh: Predicted): { readonly answers: Answers; readonly settings: Readonly<Record<string, number>> };
}

const likeliest = (outputs: Batch) => ({ outputs, decided: predictedClasses(outputs) });

/** Rows changed in place of one another: `change` gets a row of a copy. */
function eachRow({ x, rows, width }: Batch, change: (row: Float64Array) => void): Batch {
  const out = Float64Array.from(x);
  for (let row = 0; row < rows; row++) {
    const cells = out.subarray(row * width, (row + 1) * width);
    change(cells);
    const sum = cells.reduce((a, b) => a + b, 0);
    for (let c = 0; c < width; c++) cells[c] = sum > 0 ? cells[c]! / sum : 1 / width;
  }
  return { x: out, rows, width };
}

const softened = (outputs: Batch, temperature: number): Batch =>
  eachRow(outputs, (row) => row.forEach((p, c) => (row[c] = Math.max(LEAST_PROBABILITY, p) ** (1 / temperature))));

function meanLogLoss({ x, width, rows }: Batch, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum -= portable.log(Math.max(LEAST_PROBABILITY, x[row * width + labels[row]!]!)) / rows;
  return sum;
}

/** Temperatures that are looked for. */
const [COLDEST, HOTTEST] = [0.05, 20];
const GOLDEN = (Math.sqrt(5) - 1) / 2;

export const temperature: PredictionRepair = {
  id: 'temperature',
  title: 'temperature',
  help: 'One number makes all answers more or less sure; the likeliest class stays.',
  source: 'Guo et al. 2017, On calibration of modern neural networks (ICML); least log loss by golden section',
  needsLabels: true,
  fit(_, { outputs, labels }) {
    const loss = (log: number) => meanLogLoss(softened(outputs, portable.exp(log)), labels);
    let [low, high] = [portable.log(COLDEST), portable.log(HOTTEST)];
    while (high - low > 1e-4) {
      const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
      if (loss(left) <= loss(right)) high = right;
      else low = left;
    }
    const found = portable.exp((low + high) / 2);
    return { answers: (batch) => likeliest(softened(batch, found)), settings: { temperature: found } };
  },
};

const logit = (p: number): number => {
  const inside = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, p));
  return portable.log(inside / (1 - inside));
};
const logistic = (t: number): number => 1 / (1 + portable.exp(-t));

export const platt: PredictionRepair = {
  id: 'platt',
  title: 'Platt scaling',
  help: 'A logistic curve over the model’s own log odds: slope and offset.',
  source: 'Platt 1999, on log odds, with his smoothed targets; Newton’s steps as of Lin, Lin & Weng 2007',
  needsLabels: true,
  binary: true,
  fit(_, { outputs: { x, rows }, labels }) {
    const scores = Array.from({ length: rows }, (__, row) => logit(x[2 * row + 1]!));
    const positives = Array.from(labels).filter((label) => label === 1).length;
    const [yes, no] = [(positives + 1) / (positives + 2), 1 / (rows - positives + 2)];
    const targets = Array.from(labels, (label) => (label === 1 ? yes : no));
    const loss = (a: number, b: number) =>
      scores.reduce((sum, s, i) => {
        const t = a * s + b;
        return sum + Math.log1p(portable.exp(-Math.abs(t))) + Math.max(t, 0) - targets[i]! * t;
      }, 0);
    let [a, b] = [1, 0];
    for (let step = 0; step < 100; step++) {
      let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
      scores.forEach((s, i) => {
        const p = logistic(a * s + b);
        const [d, w] = [p - targets[i]!, p * (1 - p)];
        [ga, gb] = [ga + d * s, gb + d];
        [haa, hab, hbb] = [haa + w * s * s, hab + w * s, hbb + w];
      });
      if (Math.abs(ga) + Math.abs(gb) < 1e-8 * rows) break;
      const determinant = haa * hbb - hab * hab;
      const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
      const before = loss(a, b);
      let size = 1;
      while (size > 1e-10 && !(loss(a - size * da, b - size * db) < before)) size /= 2;
      if (size <= 1e-10) break;
      [a, b] = [a - size * da, b - size * db];
    }
    const [slope, offset] = [a, b];
    return {
      answers: (batch) =>
        likeliest(
          eachRow(batch, (row) => {
            const p = logistic(slope * logit(row[1]!) + offset);
            [row[0], row[1]] = [1 - p, p];
          }),
        ),
      settings: { slope, offset },
    };
  },
};

export const isotonicRepair: PredictionRepair = {
  id: 'isotonic',
  title: 'isotonic',
  help: 'The best curve that never falls, class by class; one row’s worth of equal shares keeps it from being sure.',
  source: 'Zadrozny & Elkan 2002; pool adjacent violators, per class, made to sum to 1',
  needsLabels: true,
  fit(_, { outputs, labels }) {
    const { rows } = outputs;
    return {
      answers: (current) => {
        const fitted = { x: calibrate({ reference: outputs, labels, current }), rows: current.rows, width: current.width };
        return likeliest(eachRow(fitted, (row) => row.forEach((p, c) => (row[c] = (rows * p + 1 / row.length) / (rows + 1)))));
      },
      settings: {},
    };
  },
};

export const shares: PredictionRepair = {
  id: 'prior-correction',
  title: 'class shares (EM)',
  help: 'Favours classes that became frequent, as the answers themselves tell; needs no new label.',
  source: emPrior.source,
  needsLabels: false,
  fit(old, { outputs }) {
    const { weights, prior } = emPrior.run({ reference: old.outputs, labels: old.labels, current: outputs }, {});
    return {
      answers: (batch) => likeliest(eachRow(batch, (row) => row.forEach((p, c) => (row[c] = p * weights![c]!)))),
      settings: Object.fromEntries(prior!.map((share, c) => [`share${c}`, share])),
    };
  },
};

export const threshold: PredictionRepair = {
  id: 'threshold',
  title: 'chosen threshold',
  help: 'From which probability on the second class is named: where the balanced accuracy is highest; probabilities stay.',
  source: 'Youden 1950: the greatest sum of sensitivity and specificity',
  needsLabels: true,
  binary: true,
  fit(_, { outputs: { x, rows }, labels }) {
    const of = (row: number) => x[2 * row + 1]!;
    const order = Array.from({ length: rows }, (__, row) => row).sort((a, b) => of(a) - of(b));
    const positives = order.filter((row) => labels[row] === 1).length;
    if (positives === 0 || positives === rows) throw new RangeError('threshold: only one class occurs among the rows it is chosen on');
    // All are named at first; each row that falls below the threshold loses a hit or an alarm.
    let [hits, calm] = [positives, 0];
    let best = { value: 0, merit: 1 };
    order.forEach((row, i) => {
      if (labels[row] === 1) hits--;
      else calm++;
      const next = order[i + 1];
      if (next !== undefined && of(next) === of(row)) return;
      const merit = hits / positives + calm / (rows - positives);
      const value = next === undefined ? 1 + 1e-9 : (of(row) + of(next)) / 2;
      const closer = merit === best.merit && Math.abs(value - 0.5) < Math.abs(best.value - 0.5);
      if (merit > best.merit || closer) best = { value, merit };
    });
    const from = best.value;
    return {
      answers: (outputs) => ({
        outputs,
        decided: Int32Array.from({ length: outputs.rows }, (__, row) => Number(outputs.x[2 * row + 1]! >= from)),
      }),
      settings: { threshold: from },
    };
  },
};

export const predictionRepairs: readonly PredictionRepair[] = [temperature, platt, isotonicRepair, shares, threshold];
