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

/** The values in that unit as they come; the first ones wait until the scale is known, and `tell` is told of it. */
export async function* inScale(values: AsyncIterable<number>, tell: (scale: Scale | undefined) => void): AsyncGenerator<number> {
  let [waiting, scale]: [number[] | undefined, Scale | undefined] = [[], undefined];
  const known = () => {
    scale = scaleOf(waiting!);
    tell(scale);
    const first = waiting!;
    waiting = undefined;
    return first;
  };
  const of = (value: number): number => (scale ? scaled(scale, value) : value);
  for await (const value of values) {
    if (!waiting) {
      yield of(value);
      continue;
    }
    waiting.push(value);
    if (waiting.length === SCALED_BY) for (const first of known()) yield of(first);
  }
  if (waiting) for (const first of known()) yield of(first);
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

export const scaleWords = (scale: Scale | undefined): string =>
  scale
    ? `Values are in standard deviations of the first ${scale.of} (mean ${short(scale.mean)}, sd ${short(scale.sd)}), thresholds too (--scale none for the values themselves).`
    : 'The first values are all alike, so that nothing is scaled: thresholds are in the unit of the values.';
