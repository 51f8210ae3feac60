/** What a reader refuses. */
import { DataError } from '../../../src/data/errors.ts';

/** The DataError that a reading ends with; it always has a remedy. Anything else is thrown on. */
export async function failure(reading: Promise<unknown>): Promise<DataError> {
  const error: unknown = await reading.then(
    () => new Error('the file was read without complaint'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DataError)) throw error;
  if (error.remedy === '') throw new Error(`no remedy: ${error.message}`);
  return error;
}
