/** What all tests of two samples share: how parameters are checked, and which samples are refused. */
import { checkParameters, withDefaults, type ParameterValues } from '../../spec/parameter.ts';
import type { Batch, TestResult, TwoSampleEntry } from '../types.ts';

/** Squares of larger numbers, and sums of them, leave double precision. */
const LARGEST = 1e100;
/** The number of categories a column of codes can have. */
const MOST_CATEGORIES = 65_536;

/**
 * The entry with `run` made safe: absent parameters get their defaults; wrong parameters and unusable samples, and results that are no numbers, throw RangeError.
 * @param minRows Rows that each sample needs.
 */
export function defineTest(entry: TwoSampleEntry, minRows = 1): TwoSampleEntry {
  return {
    ...entry,
    run(reference, current, given, random) {
      const [wrong] = checkParameters(entry.parameters, given, { classes: [], columns: [] });
      if (wrong) throw new RangeError(`${entry.id}, parameter ${wrong.name}: ${wrong.message}`);
      checkBatch(entry, 'reference', reference, minRows);
      checkBatch(entry, 'current', current, minRows);
      if (reference.width !== current.width) {
        throw new RangeError(
          `${entry.id}: the reference has ${columns(reference.width)}, the current sample ${current.width}; compare the same columns`,
        );
      }
      return sound(entry.id, entry.run(reference, current, withDefaults(entry.parameters, given), random));
    },
  };
}

/** @throws RangeError where a statistic is no finite number, or p no probability: that is no answer. */
function sound(id: string, result: TestResult): TestResult {
  const { statistic, pValue, details } = result;
  const [wrong] = Object.entries({ statistic, ...details }).filter(([, value]) => !Number.isFinite(value));
  if (wrong)
    throw new RangeError(
      `${id}: ${wrong[0]} comes to ${wrong[1]} on these samples; count their values in another unit, leave out marks of missing values, or choose another test`,
    );
  if (pValue !== undefined && !(pValue >= 0 && pValue <= 1))
    throw new RangeError(`${id}: p comes to ${pValue} on these samples, which is no probability; choose another test`);
  return result;
}

const columns = (count: number): string => `${count} ${count === 1 ? 'column' : 'columns'}`;

function checkBatch({ id, input }: TwoSampleEntry, name: string, { x, rows, width }: Batch, minRows: number): void {
  const sample = `${id}: the ${name} sample`;
  if (rows < minRows) {
    throw new RangeError(
      `${sample} has ${rows} ${rows === 1 ? 'row' : 'rows'}, at least ${minRows} ${minRows === 1 ? 'is' : 'are'} needed; collect more rows`,
    );
  }
  if (input !== 'multivariate' && width !== 1) throw new RangeError(`${sample} has ${width} columns; give one at a time`);
  if (width < 1 || x.length !== rows * width) {
    throw new RangeError(`${sample} holds ${x.length} numbers, expected ${rows} rows × ${columns(width)} = ${rows * width}`);
  }
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (!(Math.abs(value) <= LARGEST)) {
      const place = width === 1 ? `row ${i}` : `row ${Math.floor(i / width)}, column ${i % width}`;
      const remedy = Number.isFinite(value)
        ? `numbers up to ${LARGEST} can be compared; leave out marks of missing values, or count in a larger unit`
        : 'leave out or fill in missing values first';
      throw new RangeError(`${sample} holds ${value} in ${place}; ${remedy}`);
    }
    if (input === 'categorical') checkCode(sample, value, i);
  }
}

/** @throws RangeError when the value is no code 0, 1, … of a category. */
export function checkCode(sample: string, value: number, row: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= MOST_CATEGORIES) {
    throw new RangeError(`${sample} holds ${value} in row ${row}; categories are codes 0, 1, … ${MOST_CATEGORIES - 1}`);
  }
}

/** What loops over sorted values end with where they would not come past one. */
export const noPlace = (): RangeError => new RangeError('a value is not a number, so it has no place among the others');

/** Sorts in place. @throws RangeError when something is not a number: whoever walks along sorted values would never come past it. */
export function ascending(values: Float64Array): Float64Array {
  values.sort();
  if (Number.isNaN(values.at(-1))) throw noPlace();
  return values;
}

/** The values of a batch of one column, ascending. */
export const sorted = ({ x }: Batch): Float64Array => ascending(Float64Array.from(x));

/** The value of a parameter that is a choice. */
export const choiceOf = (params: ParameterValues, name: string): string => params[name] as string;

/** A batch of one column. */
export const column = (x: ArrayLike<number>): Batch => ({ x, rows: x.length, width: 1 });
