/**
 * What kind of drift it is, from rows of the old world that the model has not learned from, unlabelled rows of the new one, and
 * the few that have labels.
 *
 * 1. Did the inputs move? Kolmogorov–Smirnov on every input and on every class probability that the model gives (black-box shift
 *    detection, Rabanser et al. 2019), corrected for their number; a chi-square test of the classes it names; and for how inputs
 *    go together, the maximum mean discrepancy (Gretton et al. 2012).
 * 2. If so, would other class shares explain it? The shares that make the model's answers agree with themselves (Saerens et al.
 *    2002) are given to the reference; if the tests then see no difference, and each class is answered as well as before, it is P(y), else P(x).
 * 3. If not, but labelled rows are answered worse than before, the same inputs mean something else now: P(y|x).
 *
 * A change of P(y|x) beneath one of P(x) cannot be told apart by this, and is not claimed.
 */
import type { Moved, Diagnosis } from '../contracts/diagnosis.ts';
import type { Random } from '../random/random.ts';
import { emPrior } from './estimate/em-prior.ts';
import { normalTail } from '../maths/special/normal.ts';
import { ascending } from './two-sample/define.ts';
import { bbsdHard, predictedClasses } from './two-sample/bbsd.ts';
import { asymptoticP, largestGap } from './two-sample/ks.ts';
import { mmd } from './two-sample/mmd.ts';
import type { Batch } from './types.ts';

/** Level of each test; also what a distance or a share must exceed to count as a change at all, however sure. */
const LEVEL = 0.01;
const LEAST_DISTANCE = 0.1;
const LEAST_PRIOR = 0.05;
const LEAST_DROP = 0.03;
/** So many more wrong answers than other class shares explain speak against those shares as the whole story. */
const BEYOND_MIX = 0.1;
/** Drift in fewer of the inputs, or of the classes, is called local. */
const LOCAL_BELOW = 0.5;
/** Rows of each sample at most: more tell no kind apart that these do not. */
const MOST_ROWS = 1_000;
/** Rows and permutations of the kernel test: 1/200 lies below the level. */
const KERNEL = { maxRows: 300, permutations: 199, tail: 'permutations' };

/** Rows as the model sees them, and the class probabilities it gives them. */
export interface Seen {
  readonly inputs: Batch;
  readonly outputs: Batch;
}

export interface DiagnosisFacts {
  readonly reference: Seen & { readonly labels: ArrayLike<number> };
  readonly current: Seen;
  readonly labelled: Pick<Seen, 'outputs'> & { readonly labels: ArrayLike<number> };
  readonly random: Random;
}

/** @throws RangeError when a sample is empty. */
export function diagnose({ reference, current, labelled, random }: DiagnosisFacts): Diagnosis {
  if (reference.inputs.rows === 0 || current.inputs.rows === 0 || labelled.outputs.rows === 0)
    throw new RangeError('a diagnosis needs rows of the old world, of the new one, and labelled ones');
  const now = sampled(current, chosen(current.inputs.rows, MOST_ROWS, random));
  const old = sampled(reference, chosen(reference.inputs.rows, MOST_ROWS, random));
  const columns = columnsOf(now);
  const { inputs, outputs } = bothMoved(columnsOf(old), columns);
  const { errors, classes } = answeredWorse(reference, labelled);
  const named = pOf(() => bbsdHard.run(old.outputs, now.outputs, {}, random));
  const jointly = pOf(() => mmd.run(old.inputs, now.inputs, KERNEL, random));
  const drifted = inputs.shown || outputs.shown || named < LEVEL || jointly < LEVEL;
  const prior = drifted ? otherShares(reference, current) : null;
  const residual = prior && explained(reference, columns, prior.shares, random);
  const byPrior =
    prior !== null &&
    residual !== null &&
    !residual.shown &&
    prior.distance > LEAST_PRIOR &&
    !worseThanMixed(reference, labelled, prior.shares);
  const worse = errors.p < LEVEL && errors.after - errors.before > LEAST_DROP;
  const kind = byPrior ? 'P(y)' : drifted ? 'P(x)' : worse ? 'P(y|x)' : 'none';
  const width = reference.outputs.width;
  const scope =
    kind === 'P(x)'
      ? inputs.share < LOCAL_BELOW
        ? 'local'
        : 'global'
      : kind === 'P(y|x)'
        ? classes.length < LOCAL_BELOW * width
          ? 'local'
          : 'global'
        : null;
  return { kind, scope, inputs, outputs, named, jointly, residual, prior, errors, classes };
}

/** Some tests refuse samples of one constant row, or of one class: nothing moved that they could see. */
function pOf(test: () => { readonly pValue?: number }): number {
  try {
    return test().pValue ?? 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}

/** The values of every column, ascending. */
type Columns = readonly Float64Array[];

const sortedColumns = ({ x, rows, width }: Batch): Columns =>
  Array.from({ length: width }, (_, c) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = x[row * width + c]!;
    return ascending(values);
  });

interface SeenColumns {
  readonly inputs: Columns;
  readonly outputs: Columns;
}

const columnsOf = ({ inputs, outputs }: Seen): SeenColumns => ({ inputs: sortedColumns(inputs), outputs: sortedColumns(outputs) });

const bothMoved = (before: SeenColumns, after: SeenColumns) => ({
  inputs: moved(before.inputs, after.inputs),
  outputs: moved(before.outputs, after.outputs),
});

/** Kolmogorov–Smirnov, column by column. */
function moved(before: Columns, after: Columns): Moved {
  const width = before.length;
  const distances = before.map((values, c) => largestGap(values, after[c]!).statistic);
  const p = (statistic: number): number => Math.min(1, asymptoticP(statistic, before[0]!.length, after[0]!.length) * width);
  const falling = distances.filter((statistic) => statistic > LEAST_DISTANCE).sort((a, b) => b - a);
  // A p takes a thousand times as long as a distance and falls as that grows, so the last that is small enough is searched for.
  let [changed, beyond] = [0, falling.length];
  while (changed < beyond) {
    const middle = (changed + beyond) >> 1;
    if (p(falling[middle]!) < LEVEL) changed = middle + 1;
    else beyond = middle;
  }
  const distance = Math.max(...distances);
  return { distance, p: p(distance), share: changed / width, shown: changed > 0 };
}

/** The class shares that explain the outputs best; null where they cannot be found. */
function otherShares({ outputs, labels }: DiagnosisFacts['reference'], current: Seen): Diagnosis['prior'] {
  try {
    const { prior } = emPrior.run({ reference: outputs, labels, current: current.outputs }, {});
    const before = new Array<number>(outputs.width).fill(0);
    for (let row = 0; row < outputs.rows; row++) before[labels[row]!]! += 1 / outputs.rows;
    return { shares: prior!, distance: prior!.reduce((sum, share, c) => sum + Math.abs(share - before[c]!) / 2, 0) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What still differs once the reference has those class shares: as many of its rows as allow them, drawn without replacement. */
function explained(reference: DiagnosisFacts['reference'], now: SeenColumns, shares: readonly number[], random: Random): Moved | null {
  const { rows } = reference.outputs;
  const byClass = shares.map((): number[] => []);
  for (const row of random.permutation(rows)) byClass[reference.labels[row]!]!.push(row);
  const most = Math.min(rows, ...shares.map((share, c) => (share > 0.5 / rows ? byClass[c]!.length / share : Infinity)));
  const picked = byClass.flatMap((members, c) => members.slice(0, Math.round(most * shares[c]!)));
  if (picked.length < 20) return null;
  const like = sampled(reference, picked.slice(0, MOST_ROWS));
  const { inputs, outputs } = bothMoved(columnsOf(like), now);
  return {
    distance: Math.max(inputs.distance, outputs.distance),
    p: Math.min(inputs.p, outputs.p),
    share: inputs.share,
    shown: inputs.shown || outputs.shown,
  };
}

/** How often the model is wrong, before and now, and in which classes that rose: one-sided tests of two proportions. */
function answeredWorse(
  reference: DiagnosisFacts['reference'],
  labelled: DiagnosisFacts['labelled'],
): Pick<Diagnosis, 'errors' | 'classes'> {
  const wrong = ({ outputs, labels }: DiagnosisFacts['labelled']) =>
    predictedClasses(outputs).map((label, row) => Number(label !== labels[row]));
  const [before, after] = [wrong(reference), wrong(labelled)];
  const test = (holds: (label: number) => boolean) => {
    const [b, a] = [before.filter((_, row) => holds(reference.labels[row]!)), after.filter((_, row) => holds(labelled.labels[row]!))];
    return risen(b, a);
  };
  const width = reference.outputs.width;
  const classes = Array.from({ length: width }, (_, c) => c).filter((c) => {
    const { before: rate, after: now, p } = test((label) => label === c);
    return p < LEVEL && now - rate > LEAST_DROP;
  });
  return { errors: test(() => true), classes };
}

/** Other class shares change the error rate too, but not that of a class: whether more is wrong than those shares explain. */
function worseThanMixed(reference: DiagnosisFacts['reference'], labelled: DiagnosisFacts['labelled'], shares: readonly number[]): boolean {
  const predicted = predictedClasses(reference.outputs);
  const rows = shares.map(() => 0);
  const wrong = shares.map(() => 0);
  predicted.forEach((one, row) => {
    const label = reference.labels[row]!;
    rows[label]!++;
    if (one !== label) wrong[label]!++;
  });
  const expected = shares.reduce((sum, share, c) => sum + (share * (wrong[c]! + 0.5)) / (rows[c]! + 1), 0);
  const now = predictedClasses(labelled.outputs);
  const rate = now.filter((one, row) => one !== labelled.labels[row]).length / now.length;
  const error = Math.sqrt(expected * (1 - expected) * (1 / now.length + 1 / predicted.length));
  return normalTail((rate - expected) / error) < LEVEL && rate - expected > BEYOND_MIX;
}

/** The shares of ones, and the p of "no more than before" with a pooled variance; 1 where a sample is empty. */
function risen(before: ArrayLike<number>, after: ArrayLike<number>): Diagnosis['errors'] {
  const [n, m] = [before.length, after.length];
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
  const [b, a] = [n ? sum(before) / n : 0, m ? sum(after) / m : 0];
  if (n === 0 || m === 0) return { before: b, after: a, p: 1 };
  // One error more in each keeps the variance above 0 where nobody was ever wrong.
  const pooled = (sum(before) + sum(after) + 1) / (n + m + 2);
  return { before: b, after: a, p: normalTail((a - b) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))) };
}

const chosen = (rows: number, most: number, random: Random): ArrayLike<number> =>
  rows <= most ? Int32Array.from({ length: rows }, (_, row) => row) : random.sample(rows, most);

function sampled({ inputs, outputs }: Seen, picked: ArrayLike<number>): Seen {
  const of = ({ x, width }: Batch): Batch => ({
    x: Float64Array.from({ length: picked.length * width }, (_, i) => x[picked[Math.floor(i / width)]! * width + (i % width)]!),
    rows: picked.length,
    width,
  });
  return { inputs: of(inputs), outputs: of(outputs) };
}
