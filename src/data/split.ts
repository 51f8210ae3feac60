/** Dividing a data set into the old regime's training and test rows and the new regime's pool and test rows. */
import type { Random } from '../random/random.ts';
import { apportionTable } from './apportion.ts';
import { DataError } from './errors.ts';
import { hashArrays } from './hash.ts';

/** Rows in each part. The base model sees `baseTrain`; labels of the new regime are bought from `newPool`. */
export interface SplitSizes {
  readonly baseTrain: number;
  readonly baseTest: number;
  readonly newPool: number;
  readonly newTest: number;
}

/** Disjoint lists of row indices, each in random order, so that its first n rows are a random sample of it. */
export interface Split {
  readonly baseTrain: Int32Array;
  readonly baseTest: Int32Array;
  readonly newPool: Int32Array;
  readonly newTest: Int32Array;
  /** SHA-256 (hex) of the four lists. */
  readonly sha256: string;
}

/**
 * A stratified split: in every part each class has its proportional count, rounded up or down. Rows beyond the sum of
 * the sizes stay unused.
 *
 * @param y `[rows]`, class index of every row of the data set, each below `classes`.
 * @param least The fewest rows that a part may have.
 * @throws DataError when the sizes exceed the rows or a size is not a whole number ≥ `least`.
 */
export function stratifiedSplit(y: Int32Array, classes: number, sizes: SplitSizes, random: Random, least = 1): Split {
  const wanted = [sizes.baseTrain, sizes.baseTest, sizes.newPool, sizes.newTest];
  const total = wanted.reduce((a, b) => a + b, 0);
  const senseless = wanted.find((size) => !Number.isInteger(size) || size < least);
  if (senseless !== undefined) {
    throw new DataError(`a part of the split has ${senseless} rows`, { remedy: 'Give every part a whole number of rows, at least 1.' });
  }
  if (total > y.length) {
    throw new DataError(`the split asks for ${total} rows, the data set has ${y.length}`, {
      remedy: `Make the parts smaller by ${(total - y.length).toLocaleString('en')} rows together.`,
    });
  }

  const rowsOfClass = Array.from({ length: classes }, (): number[] => []);
  for (const row of random.permutation(y.length)) rowsOfClass[y[row]!]!.push(row);
  const counts = apportionTable(
    [...wanted, y.length - total],
    rowsOfClass.map((rows) => rows.length),
  );

  const [baseTrain, baseTest, newPool, newTest] = counts.map((perClass) => {
    const rows = perClass.flatMap((count, c) => rowsOfClass[c]!.splice(0, count));
    return random.permutation(rows.length).map((i) => rows[i]!);
  }) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
  return { baseTrain, baseTest, newPool, newTest, sha256: hashArrays(baseTrain, baseTest, newPool, newTest) };
}

/** The split suggested for a data set of `rows` ≥ 8 rows: 45 % base train, 15 % base test, 25 % pool, 15 % new test. */
export function defaultSplit(rows: number): SplitSizes {
  const baseTest = Math.round(0.15 * rows);
  const newPool = Math.round(0.25 * rows);
  return { baseTrain: rows - 2 * baseTest - newPool, baseTest, newPool, newTest: baseTest };
}
