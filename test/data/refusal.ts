/** What data refuses, for tests. */
import { DataError } from '../../src/data/errors.ts';

/** Message and remedy of the refusal; `nothing` where there is none. Other errors pass through. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DataError) return `${error.message} | ${error.remedy}`;
    throw error;
  }
  return 'nothing';
}
