/** A reporter for Web Test Runner that leaves the number of passed and failed tests in a file, for `npm test`. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Writes a `Tally` as JSON; a file that could not be run counts as one failure. */
export function tallyReporter(path: string): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const tally = sum(sessions.map(ofSession));
      writeFileSync(path, JSON.stringify(tally));
    },
  };
}

const NONE: Tally = { passed: 0, failed: 0 };

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((total, next) => ({ passed: total.passed + next.passed, failed: total.failed + next.failed }), NONE);

function ofSession({ passed, testResults }: TestSession): Tally {
  const tally = testResults ? ofSuite(testResults) : NONE;
  return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function ofSuite({ tests, suites }: TestSuiteResult): Tally {
  const run = tests.filter(({ skipped }) => !skipped);
  const passed = run.filter((test) => test.passed).length;
  return sum([{ passed, failed: run.length - passed }, ...suites.map(ofSuite)]);
}
