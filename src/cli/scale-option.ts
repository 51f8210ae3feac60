/** `--scale`: whether detectors see values in their own unit, or in standard deviations of the first ones. */
import { SCALED_BY, goesByUnit, scaled, scaledParameters, scaleOf, type Scale } from '../detect/own-scale.ts';
import type { StreamDetectorEntry } from '../detect/types.ts';
import type { Parameter } from '../spec/parameter.ts';
import { CliError } from './cli-error.ts';
import type { Given, Option } from './command.ts';

export const scaleOption: Option = {
  name: 'scale',
  value: 'standard|none',
  help: `of detectors whose thresholds are in the unit of the values (page-hinkley, cusum, gma): standard, in standard deviations of the first ${SCALED_BY} values, unless none is said`,
};

/** Whether values are scaled for that detector. @throws CliError */
export function scales({ values: { scale = 'standard' } }: Given, entry: StreamDetectorEntry): boolean {
  if (scale !== 'standard' && scale !== 'none') throw new CliError(`--scale: expected standard or none, got "${scale}".`);
  return scale === 'standard' && goesByUnit(entry);
}

/** What `--param` may set, with the defaults of the unit that is used. */
export const parametersOf = (entry: StreamDetectorEntry, scale: boolean): readonly Parameter[] =>
  scale ? scaledParameters(entry) : entry.parameters;

/** Batches of values in that unit as they come; the first values wait until the scale is known, and `tell` is told of it. */
export async function* inScale(
  batches: AsyncIterable<ArrayLike<number>>,
  tell: (scale: Scale | undefined) => void,
): AsyncGenerator<ArrayLike<number>> {
  let [waiting, scale]: [number[] | undefined, Scale | undefined] = [[], undefined];
  const of = (batch: ArrayLike<number>): ArrayLike<number> => {
    const known = scale;
    return known ? Float64Array.from(batch, (value) => scaled(known, value)) : batch;
  };
  const first = (all: readonly number[]) => {
    waiting = undefined;
    scale = scaleOf(all);
    tell(scale);
    return of(all);
  };
  for await (const batch of batches) {
    if (!waiting) {
      yield of(batch);
      continue;
    }
    for (let i = 0; i < batch.length; i++) waiting.push(batch[i]!);
    if (waiting.length >= SCALED_BY) yield first(waiting);
  }
  if (waiting) yield first(waiting);
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

export const scaleWords = (scale: Scale | undefined): string =>
  scale
    ? `Values are in standard deviations of the first ${scale.of} (mean ${short(scale.mean)}, sd ${short(scale.sd)}), thresholds too (--scale none for the values themselves).`
    : 'The first values are all alike, so that nothing is scaled: thresholds are in the unit of the values.';
