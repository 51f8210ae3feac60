/** Batch normalisation, as derived in Ioffe & Szegedy 2015, section 3; with moving statistics the statistics are constants. */
import { flushed } from '../../models/tiny.ts';
import type { Batch, Definition, Pass, StepOf } from './step.ts';

type Step = StepOf<'batch-norm'>;

/** Mean and population variance of each channel over the batch and all positions. */
function batchStatistics(input: Batch, channels: number): { mean: number[]; variance: number[] } {
  const column = (c: number) => input.flatMap((row) => Array.from(row.filter((_, i) => i % channels === c)));
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const mean = Array.from({ length: channels }, (_, c) => average(column(c)));
  return { mean, variance: mean.map((m, c) => average(column(c).map((value) => (value - m) ** 2))) };
}

/** What it subtracts and divides by, for each channel. */
function statistics({ layer, at, from, trains }: Step, { weights }: Pass, input: Batch) {
  const channels = from.at(-1)!;
  const usesBatch = trains.kernel || trains.bias;
  const stored = (offset: number) => Array.from(weights.subarray(offset, offset + channels));
  const { mean, variance } = usesBatch
    ? batchStatistics(input, channels)
    : { mean: stored(at['moving-mean']), variance: stored(at['moving-variance']) };
  return { channels, usesBatch, mean, variance, deviation: variance.map((v) => Math.sqrt(v + layer.epsilon)) };
}

export const batchNorm: Definition<Step> = {
  forward(step, pass, input) {
    const { layer, at } = step;
    const { weights } = pass;
    const { channels, usesBatch, mean, variance, deviation } = statistics(step, pass, input);
    const out = input.map((row) =>
      row.map((value, i) => {
        const c = i % channels;
        return ((value - mean[c]!) / deviation[c]!) * weights[at.scale + c]! + weights[at.shift + c]!;
      }),
    );
    if (usesBatch) {
      const blend = (place: number, value: number) =>
        (weights[place] = flushed(weights[place]! + (1 - layer.momentum) * (value - weights[place]!)));
      for (let c = 0; c < channels; c++) {
        blend(at['moving-mean'] + c, mean[c]!);
        blend(at['moving-variance'] + c, variance[c]!);
      }
    }
    return out;
  },
  backward(step, pass, input, _output, gradient) {
    const { at } = step;
    const { weights, sums } = pass;
    const { channels, usesBatch, mean, deviation } = statistics(step, pass, input);
    const scaled = (b: number, i: number) => (input[b]![i]! - mean[i % channels]!) / deviation[i % channels]!;
    gradient.forEach((row, b) =>
      row.forEach((g, i) => {
        sums[at.shift + (i % channels)]! += g;
        sums[at.scale + (i % channels)]! += g * scaled(b, i);
      }),
    );
    const count = (gradient.length * gradient[0]!.length) / channels;
    return gradient.map((row, b) =>
      row.map((g, i) => {
        const c = i % channels;
        const centred = usesBatch ? g - (sums[at.shift + c]! + scaled(b, i) * sums[at.scale + c]!) / count : g;
        return (centred * weights[at.scale + c]!) / deviation[c]!;
      }),
    );
  },
};
