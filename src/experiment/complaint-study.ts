/**
 * When do complaints ring, against a detector on errors and a test on inputs, and from which q on are they of use? One world after another
 * goes by, with its drift and without, under a model that is never repaired; every signal hears what it would hear of it, when it would.
 *
 * The model is softmax regression on random rectified features (Rahimi & Recht 2008) whatever the spec names, so that no engine is needed.
 */
import type { Dataset, Samples } from '../data/types.ts';
import { encode, fitEncoder } from '../data/encode.ts';
import { adwin } from '../detect/streaming/adwin.ts';
import { asymptoticP, largestGap } from '../detect/two-sample/ks.ts';
import type { StreamDetector } from '../detect/types.ts';
import { trueDrifts } from '../detect/score.ts';
import { complaintShare } from '../detect/estimate/complaint-share.ts';
import { argmax } from '../maths/argmax.ts';
import { mean } from '../maths/statistics.ts';
import { ComplaintBound } from '../policies/complaint-bound.ts';
import { experimentStream } from '../random/names.ts';
import type { Complaints } from '../spec/kinds/stream/complaints.ts';
import type { StreamSpec } from '../spec/schema.ts';
import { SoftmaxRegression } from '../training/softmax-regression.ts';
import { openComplaints } from './kinds/stream/complaints.ts';
import { shareRight } from './kinds/stream/right.ts';
import type { Answers } from './kinds/stream/serving.ts';
import { makeWorlds, rowsOfRepeat, type TwoWorlds } from './worlds.ts';

/** Random rectified features that the model is linear in, and λ and tolerance of its softmax regression. */
const FEATURES = 128;
const L2 = 1e-4;
const CLOSE = 1e-4;
/** Probability of a false alarm in a whole stream, of the bound and of the test on inputs. */
const LEVEL = 0.05;

/** How a signal fared. Batches are counted from that in which the world changes, which is 1. */
export interface Ringing {
  readonly signal: string;
  /** Of complaints: the probability that a wrong answer is complained of. */
  readonly wrong?: number;
  /** Of each world with its drift, the batches until it first rings; null where it never does. */
  readonly delays: readonly (number | null)[];
  /** Worlds without drift in which it rings all the same. */
  readonly falseAlarms: number;
  /** Of complaints: how far off the accuracy is that they tell, mean over stretches of the worlds with drift, 0 … 1; absent where q = f. */
  readonly estimateOff?: number;
}

export interface ComplaintStudy {
  readonly seeds: number;
  readonly batches: number;
  /** Means over seeds: accuracy on held-out old rows, and on the stream before and from the drift on. */
  readonly accuracy: { readonly old: number; readonly before: number; readonly after: number };
  readonly ringing: readonly Ringing[];
}

interface Served {
  readonly spec: StreamSpec;
  readonly dataset: Dataset;
  readonly seed: number;
  readonly rows: Samples;
  readonly size: number;
  readonly batches: number;
  readonly worlds: { readonly old: { readonly test: Samples } };
  readonly onOld: Answers;
  readonly answers: Answers;
  readonly accuracy: number;
  readonly tolerance: undefined;
  /** First batch of the new world. */
  readonly changed: number;
}

/**
 * @param shares The probabilities q to try, 0 … 1; how often right answers are complained of, and when, is as `spec.complaints` says.
 * @throws RangeError where the spec has no drift in the stream, or a number is told.
 */
export async function complaintStudy(
  spec: StreamSpec & { readonly complaints: Complaints },
  dataset: Dataset,
  shares: readonly number[],
  tell: (done: number) => void = () => undefined,
): Promise<ComplaintStudy> {
  if (spec.task) throw new RangeError('the study tells classes apart; leave out the task');
  const { count } = spec.seeds;
  const names = [ERRORS_ALL, ERRORS, INPUTS];
  const quiet = new Map<string, number>();
  const delays = new Map<string, (number | null)[]>();
  const off = new Map<number, number[]>();
  const accuracies: { old: number; before: number; after: number }[] = [];
  let batches = 0;
  for (let seed = 0; seed < count; seed++) {
    for (const [i, served] of (await serve(spec, dataset, seed)).entries()) {
      const drifts = i === 0;
      ({ batches } = served);
      if (drifts && !(served.changed > 0 && served.changed < batches))
        throw new RangeError('the world has to change while the stream goes by: give a drift that begins after the first batch and lasts');
      const rings = [...signals(served), ...shares.flatMap((wrong) => complaintSignals(withShare(served, wrong), wrong))];
      for (const [name, at] of rings) {
        if (drifts) push(delays, name, delayOf(at, served.changed));
        else quiet.set(name, (quiet.get(name) ?? 0) + Number(at.length > 0));
      }
      if (!drifts) continue;
      accuracies.push(accuracyAround(served));
      for (const wrong of shares) {
        const estimate = estimateOff(withShare(served, wrong));
        if (estimate !== undefined) push(off, wrong, estimate);
      }
    }
    tell(seed + 1);
  }
  const told = (signal: string, name = signal): Ringing => ({ signal, delays: delays.get(name)!, falseAlarms: quiet.get(name)! });
  return {
    seeds: count,
    batches,
    accuracy: {
      old: mean(accuracies.map(({ old }) => old)),
      before: mean(accuracies.map(({ before }) => before)),
      after: mean(accuracies.map(({ after }) => after)),
    },
    ringing: [
      ...names.map((name) => told(name)),
      ...shares.flatMap((wrong) =>
        [BOUND, ADWIN].map((signal) => ({
          ...told(signal, keyOf(signal, wrong)),
          wrong,
          ...(off.has(wrong) && { estimateOff: mean(off.get(wrong)!) }),
        })),
      ),
    ],
  };
}

export const ERRORS_ALL = 'ADWIN on all errors, at once';
export const ERRORS = 'ADWIN on errors of labels';
export const INPUTS = 'KS on every column of inputs';
export const BOUND = 'bound on complaints';
export const ADWIN = 'ADWIN on complaints';

const keyOf = (signal: string, wrong: number): string => `${signal} ${wrong}`;

function push<K, V>(into: Map<K, V[]>, key: K, value: V): void {
  const list = into.get(key);
  if (list) list.push(value);
  else into.set(key, [value]);
}

/** From the batch in which the world changes, which is 1, to the first alarm. */
function delayOf(alarms: readonly number[], changed: number): number | null {
  const first = alarms.find((batch) => batch >= changed);
  return first === undefined ? null : first - changed + 1;
}

/** A model of one old world, and how it answers rows. */
function modelOf(spec: StreamSpec, dataset: Dataset, train: Samples, seed: number): (rows: Samples) => Answers {
  const encoder = fitEncoder(train, dataset.columns);
  const classes = dataset.classes.length;
  const inputs = encoder.inputShape.reduce((product, size) => product * size, 1);
  const random = experimentStream(spec.seeds.root, 'init/base', seed);
  // Of variance 2 per unit in all, as layers of rectified units are begun (He et al. 2015).
  const hidden = Float64Array.from({ length: FEATURES * inputs }, () => random.normal() * Math.sqrt(2 / inputs));
  const shifts = Float64Array.from({ length: FEATURES }, () => random.normal());
  const featuresOf = (rows: Samples): Float32Array => {
    const x = encode(encoder, rows);
    const out = new Float32Array(rows.rows * FEATURES);
    for (let row = 0; row < rows.rows; row++)
      for (let k = 0; k < FEATURES; k++) {
        let sum = shifts[k]!;
        for (let j = 0; j < inputs; j++) sum += x[row * inputs + j]! * hidden[k * inputs + j]!;
        out[row * FEATURES + k] = Math.max(0, sum);
      }
    return out;
  };
  const { weights } = new SoftmaxRegression({ rows: train.rows, x: featuresOf(train), y: train.y }, classes).fit({
    l2: L2,
    tolerance: CLOSE,
  });
  return (rows) => {
    const x = featuresOf(rows);
    const scores = new Float64Array(rows.rows * classes);
    for (let row = 0; row < rows.rows; row++)
      for (let c = 0; c < classes; c++) {
        let sum = weights[FEATURES * classes + c]!;
        for (let k = 0; k < FEATURES; k++) sum += x[row * FEATURES + k]! * weights[k * classes + c]!;
        scores[row * classes + c] = sum;
      }
    return { predicted: argmax(scores, rows.rows), confidence: new Float32Array(rows.rows) };
  };
}

/** The world of that seed with its drift, and without: under one model where the old world is one. */
async function serve(spec: StreamSpec, dataset: Dataset, seed: number): Promise<readonly [changing: Served, quiet: Served]> {
  const rows = await rowsOfRepeat(dataset, seed);
  const [changing, quiet] = [makeWorlds(spec, rows, seed), makeWorlds({ ...spec, drift: [] }, rows, seed)];
  const answer = modelOf(spec, dataset, changing.old.train, seed);
  const served = (worlds: TwoWorlds, own: StreamSpec): Served => {
    const { pool } = worlds.new;
    const { test } = worlds.old;
    const size = own.stream.batch;
    const onOld = answer(test);
    return {
      ...{ spec: own, dataset, seed, rows: pool, size, batches: Math.floor(pool.rows / size), worlds, onOld },
      ...{ answers: answer(pool), tolerance: undefined, accuracy: shareRight(onOld, test, undefined) },
      changed: Math.floor((trueDrifts(worlds.poolLedger, pool.rows)[0]?.start ?? 0) / size),
    };
  };
  return [served(changing, spec), served(quiet, { ...spec, drift: [] })];
}

const withShare = (served: Served, wrong: number): Served => ({
  ...served,
  spec: { ...served.spec, complaints: { ...served.spec.complaints!, wrong } },
});

function accuracyAround({ answers, rows, size, batches, changed, accuracy }: Served) {
  const right = (from: number, to: number) => {
    let sum = 0;
    for (let row = from * size; row < to * size; row++) sum += Number(answers.predicted[row] === rows.y[row]);
    return sum / ((to - from) * size);
  };
  return { old: accuracy, before: right(0, changed), after: right(changed, batches) };
}

/** Batches after which a detector rings that is given the values of each. */
function ringsOf(detector: StreamDetector, batches: number, valuesAt: (batch: number) => readonly number[]): number[] {
  return Array.from({ length: batches }, (_, batch) => batch).filter((batch) => {
    let rings = false;
    for (const value of valuesAt(batch)) {
      detector.update(value);
      rings ||= detector.alarm;
    }
    return rings;
  });
}

/** What does not hang on complaints, by its name, with the batches after which it rings. */
function signals(served: Served): [name: string, rings: number[]][] {
  const { spec, seed, rows, answers, size, batches } = served;
  const random = experimentStream(spec.seeds.root, 'labels', seed);
  const labelled = Array.from({ length: rows.rows }, () => random.uniform() < spec.labels.share);
  const errors = (batch: number, all: boolean) =>
    batch < 0
      ? []
      : Array.from({ length: size }, (_, i) => batch * size + i)
          .filter((row) => all || labelled[row])
          .map((row) => Number(answers.predicted[row] !== rows.y[row]));
  const fresh = () => adwin.create({}, experimentStream(spec.seeds.root, 'policy', seed));
  return [
    [ERRORS_ALL, ringsOf(fresh(), batches, (batch) => errors(batch, true))],
    [ERRORS, ringsOf(fresh(), batches, (batch) => errors(batch - spec.labels.delay, false))],
    [INPUTS, inputRings(served)],
  ];
}

/** Kolmogorov–Smirnov of each input against held-out old rows, over the window, after every batch; corrected for columns and batches. */
function inputRings({ spec, dataset, worlds, rows, size, batches }: Served): number[] {
  const encoder = fitEncoder(worlds.old.test, dataset.columns);
  const columnsOf = (samples: Samples) => {
    const x = encode(encoder, samples);
    const width = x.length / Math.max(1, samples.rows);
    return Array.from({ length: width }, (_, c) => Float64Array.from({ length: samples.rows }, (__, row) => x[row * width + c]!));
  };
  const old = columnsOf(worlds.old.test).map((values) => values.sort());
  const now = columnsOf(rows);
  const level = LEVEL / (old.length * batches);
  /** By the rows of a window, the largest distance so far that did not ring. */
  const largest = new Map<number, number>();
  return Array.from({ length: batches }, (_, batch) => batch).filter((batch) => {
    const [from, to] = [Math.max(0, (batch + 1) * size - spec.stream.window), (batch + 1) * size];
    return now.some((values, c) => {
      const { statistic } = largestGap(old[c]!, values.slice(from, to).sort());
      // p falls as the distance grows: what is no larger than one that did not ring does not either.
      const known = largest.get(to - from) ?? 0;
      if (statistic <= known) return false;
      if (asymptoticP(statistic, old[c]!.length, to - from) <= level) return true;
      largest.set(to - from, statistic);
      return false;
    });
  });
}

function complaintSignals(served: Served, wrong: number): [name: string, rings: number[]][] {
  const { spec, seed, answers, size, batches, accuracy, worlds } = served;
  const complaints = openComplaints(served)!;
  const heard = (batch: number) => complaints.heard(answers, batch).complained;
  const bound = new ComplaintBound(
    { rates: complaints.rates, accuracy, heldOut: worlds.old.test.rows, rows: size, batches },
    spec.stream.window,
    LEVEL,
  );
  const detector = adwin.create({}, experimentStream(spec.seeds.root, 'policy', seed));
  return [
    [keyOf(BOUND, wrong), ringsOf(bound, batches, heard)],
    [keyOf(ADWIN, wrong), ringsOf(detector, batches, heard)],
  ];
}

/** How far off the accuracy from complaints is, mean over windows one after the other; undefined where they can tell none. */
function estimateOff(served: Served): number | undefined {
  const { spec, answers, rows, size, batches } = served;
  const complaints = openComplaints(served)!;
  const { rates } = complaints;
  if (rates.wrong === rates.right) return undefined;
  const stretch = Math.max(1, Math.floor(spec.stream.window / size));
  const { delay } = spec.complaints!;
  const offs = Array.from({ length: Math.floor((batches - delay) / stretch) }, (_, i) => {
    const about = Array.from({ length: stretch }, (__, k) => i * stretch + k);
    const count = about.flatMap((batch) => complaints.heard(answers, batch + delay).complained).filter(Boolean).length;
    const { accuracy } = complaintShare.run({ complaints: count, answers: stretch * size, rates }, {});
    const right = about
      .flatMap((batch) => Array.from({ length: size }, (__, k) => batch * size + k))
      .filter((row) => answers.predicted[row] === rows.y[row]);
    return Math.abs(accuracy! - right.length / (stretch * size));
  });
  return offs.length ? mean(offs) : undefined;
}
