/** What a step costs late in a training, beside the first hundred: it must not grow, whatever numbers the weights and moments have become. */
import type { Dataset } from '../../data/types.ts';
import { fitEncoder } from '../../data/encode.ts';
import { encoded } from '../../training/jobs.ts';
import type { Executor, Training } from '../../engine/executor.ts';
import type { TrainJob } from '../../contracts/trainer.ts';
import { epochOrder } from '../../models/epoch-order.ts';
import { buildModel, type ModelChoice } from '../../models/families.ts';
import { initialParameters } from '../../models/parameters.ts';
import { everything } from '../../models/trainable.ts';
import { randomStream } from '../../random/random.ts';
import { CliError, exitCode } from '../cli-error.ts';
import { median, memoryLaw, timeLaw } from './timing.ts';
import type { ScalePoint, ScaleSeries } from './types.ts';

/** Cost per step may be so much higher than that of the first hundred. */
const FLAT = 0.1;
const HUNDRED = 100;
/** Steps before each timed hundred: caches and branch predictors get used to this training again. */
const WARM = 20;
/** Pairs of hundreds, of which the middle ratio counts. */
const PAIRS = 21;
const BATCH = 32;

const subjects: readonly { readonly title: string; readonly model: ModelChoice; readonly most: number }[] = [
  { title: 'MLP 64–64', model: { family: 'mlp', params: { hidden: [64, 64] } }, most: 1e5 },
  { title: 'softmax regression', model: { family: 'softmax', params: {} }, most: 1e5 },
  { title: 'small CNN', model: { family: 'cnn', params: { filters: [8, 16], dense: 32 } }, most: 1e4 },
];

/** One series for each model, on those rows until they are learned by heart and long after. @throws CliError when a loss is not finite. */
export async function stepSeries(executor: Executor, dataset: Dataset, tell: (what: string) => void): Promise<ScaleSeries[]> {
  const series: ScaleSeries[] = [];
  for (const { title, model, most } of subjects) {
    const points = await costAlong(executor, dataset, model, most, (step) => tell(`${title}, step ${step.toLocaleString('en')}`));
    series.push({
      ...{ id: 'steps', title: `Steps, ${title}, batch ${BATCH}`, unit: 'steps', of: 'a step', points },
      ...{ time: timeLaw(points), memory: memoryLaw(points), expected: `0: flat within ${100 * FLAT} %` },
      met: points.every(({ relative }) => relative! <= 1 + FLAT),
    });
  }
  return series;
}

async function costAlong(
  executor: Executor,
  { samples, columns, classes }: Dataset,
  choice: ModelChoice,
  most: number,
  tell: (step: number) => void,
): Promise<ScalePoint[]> {
  const encoder = fitEncoder(samples, columns);
  const data = encoded(encoder, samples);
  const model = buildModel(choice, encoder.inputShape, classes.length);
  const perEpoch = Math.ceil(data.rows / BATCH);
  const job = (steps: number): TrainJob => {
    const epochs = Math.ceil(steps / perEpoch);
    return {
      ...{
        model,
        start: initialParameters(model, randomStream(1, 'scale/start')),
        data,
        epochs,
        batchSize: BATCH,
        learningRate: 0.003,
        optimizer: 'adam',
      },
      ...{
        order: epochOrder(data.rows, epochs, randomStream(1, 'scale/order')),
        trainable: everything,
        dropoutSeed: 1,
        watch: [],
        points: 2,
      },
    };
  };
  const marks = [1e3, 1e4, 1e5].filter((mark) => mark <= most);
  const long = await executor.begin([job(most + PAIRS * (WARM + HUNDRED))]);
  const short = job(WARM + HUNDRED);
  let at = 0;
  const firstHundred = async (): Promise<number> => {
    const fresh = await executor.begin([short]);
    try {
      return await stepMs(fresh, 0);
    } finally {
      fresh.dispose();
    }
  };
  const nextHundred = async (): Promise<number> => {
    const ms = await stepMs(long, at);
    at += WARM + HUNDRED;
    return ms;
  };
  const bytes = long.memoryBytes ?? null;
  try {
    // Code is compiled anew as it gets hot; that belongs to neither side of a pair.
    for (let i = 0; i < PAIRS; i++) await firstHundred();
    const points: ScalePoint[] = [];
    const firsts: number[] = [];
    for (const mark of marks) {
      tell(mark);
      for (; at < mark; at++) await long.step(at, false);
      const pairs: { first: number; later: number }[] = [];
      for (let pair = 0; pair < PAIRS; pair++) {
        const before = pair % 2 ? await firstHundred() : undefined;
        const later = await nextHundred();
        pairs.push({ first: before ?? (await firstHundred()), later });
      }
      firsts.push(...pairs.map(({ first }) => first));
      points.push({
        size: mark,
        ms: median(pairs.map(({ later }) => later)),
        bytes,
        relative: median(pairs.map(({ first, later }) => later / first)),
      });
    }
    const losses = await long.step(at, true);
    if (!losses?.every(Number.isFinite))
      throw new CliError(
        `The loss is no finite number after ${at} steps, so times mean nothing. Run "bench engine" to see whether the engine is right.`,
        exitCode.failed,
      );
    return [{ size: HUNDRED, ms: median(firsts), bytes, relative: 1 }, ...points];
  } finally {
    long.dispose();
  }
}

/** Milliseconds of a step, by a hundred from `from` on, after some to warm up. */
async function stepMs(training: Training, from: number): Promise<number> {
  for (let i = 0; i < WARM; i++) await training.step(from + i, false);
  const started = performance.now();
  for (let i = WARM; i < WARM + HUNDRED; i++) {
    const done = training.step(from + i, false);
    if (done instanceof Promise) await done;
  }
  return (performance.now() - started) / HUNDRED;
}
