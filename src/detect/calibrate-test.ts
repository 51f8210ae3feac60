/** How a test or distance behaves when nothing has changed: both samples are drawn from the same values. */
import { randomStream } from '../random/random.ts';
import type { ParameterValues } from '../spec/parameter.ts';
import type { Runs } from './calibrate.ts';
import type { Estimate } from '../contracts/detect.ts';
import { shareInterval } from './intervals.ts';
import type { Batch, TwoSampleEntry } from './types.ts';

export interface TestCalibration {
  /** Share of pairs with p ≤ level; absent for distances, which have no p. */
  readonly falsePositives?: Estimate;
  /** The statistic that the same share of pairs exceeds: a threshold for this data and this many rows. */
  readonly threshold: number;
}

/**
 * @param values `[rows, width]`, without drift: both samples of a pair are drawn from it with replacement.
 * @param rows Rows of each sample.
 * @param level Share of false alarms that is looked for, 0 … 1.
 * @throws RangeError for wrong parameters or values; the signal's reason when aborted.
 */
export async function calibrateTest(
  entry: TwoSampleEntry,
  params: ParameterValues,
  values: Batch,
  rows: number,
  level: number,
  how: Runs,
): Promise<TestCalibration> {
  const statistics: number[] = [];
  let positives = 0;
  let tested = 0;
  for (let run = 0; run < how.runs; run++) {
    how.signal?.throwIfAborted();
    const random = randomStream(how.seed, 'null-test', run);
    const { statistic, pValue } = entry.run(
      drawn(values, rows, random),
      drawn(values, rows, random),
      params,
      randomStream(how.seed, 'test', run),
    );
    statistics.push(statistic);
    if (pValue !== undefined) {
      tested++;
      if (pValue <= level) positives++;
    }
    how.onProgress?.((run + 1) / how.runs);
    await how.breathe?.();
  }
  statistics.sort((a, b) => a - b);
  const threshold = statistics[Math.min(statistics.length - 1, Math.ceil((1 - level) * statistics.length) - 1)]!;
  return { threshold, ...(tested > 0 && { falsePositives: shareInterval(positives, tested) }) };
}

function drawn({ x, rows: from, width }: Batch, rows: number, random: { int(n: number): number }): Batch {
  const sample = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const source = random.int(from);
    for (let f = 0; f < width; f++) sample[row * width + f] = x[source * width + f]!;
  }
  return { x: sample, rows, width };
}
