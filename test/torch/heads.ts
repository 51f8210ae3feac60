/**
 * `npm run check:heads`: softmax regressions fitted by the lab, and again by scikit-learn (`heads.py`). Exits with 1 where a coefficient, the
 * difference of two intercepts or a probability differs by more than the tolerance; where no Python has scikit-learn it says so and checks
 * nothing. `PYTHON` names one to use instead of the first that is found.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { SoftmaxRegression } from '../../src/training/softmax-regression.ts';
import { headCases, smallCase, type HeadCase } from './head-cases.ts';

/** Absolute, of coefficients, intercepts and probabilities. */
const TOLERANCE = 1e-4;

interface Refitted {
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
}

process.exitCode = main();

function main(): number {
  const { PYTHON } = process.env;
  const python = (PYTHON ? [PYTHON] : ['python3', '/usr/bin/python3']).find(
    (name) => spawnSync(name, ['-c', 'import sklearn, numpy']).status === 0,
  );
  if (!python) {
    console.log('SKIPPED: no Python with scikit-learn was found, so no head was compared (PYTHON=/path/to/python3 names one).');
    return 0;
  }
  const cases = [...headCases, smallCase];
  const input = cases.map(({ rows, x, y, classes, l2, rowWeights }) => ({
    x: inRows(x, rows),
    y: [...y],
    classes,
    l2,
    weights: rowWeights ? Array.from(rowWeights) : null,
  }));
  const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'heads.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    console.error(`No head was compared: heads.py ended with ${status}:\n${stderr}`);
    return 1;
  }
  const { version, fits } = JSON.parse(stdout) as { version: string; fits: Refitted[] };
  const apart = cases.map((each, index) => differences(each, fits[index]!));
  cases.forEach(({ name }, index) => {
    const { coefficients, intercepts, probabilities } = apart[index]!;
    console.log(
      `${name.padEnd(14)}  apart: coefficients ${coefficients.toExponential(1)}  intercepts ${intercepts.toExponential(1)}  probabilities ${probabilities.toExponential(1)}`,
    );
  });
  // Written so that NaN is a difference.
  const agree = apart.every((each) => Object.values(each).every((value) => value <= TOLERANCE));
  console.log(
    agree
      ? `\nscikit-learn ${version} agrees with the lab within ${TOLERANCE} in all ${cases.length} heads.`
      : `\nscikit-learn ${version} DIFFERS from the lab by more than ${TOLERANCE}.`,
  );
  return agree ? 0 : 1;
}

function differences({ classes, l2, ...data }: HeadCase, refitted: Refitted) {
  const { weights } = new SoftmaxRegression(data, classes).fit({ l2, tolerance: 1e-12 });
  const kernel = inRows(weights.subarray(0, weights.length - classes), weights.length / classes - 1);
  const intercepts = weights.subarray(weights.length - classes);
  const scores = inRows(data.x, data.rows).map((row) =>
    Array.from(intercepts, (intercept, c) => row.reduce((sum, value, j) => sum + value * kernel[j]![c]!, intercept)),
  );
  return {
    coefficients: most(kernel, refitted.coefficients),
    // Free intercepts are known up to a shift of all.
    intercepts: most([fromMean(Array.from(intercepts))], [fromMean(refitted.intercepts)]),
    probabilities: most(scores.map(softmax), refitted.probabilities),
  };
}

function inRows(values: ArrayLike<number>, rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => Array.from({ length: width }, (_, i) => values[row * width + i]!));
}

function fromMean(values: readonly number[]): number[] {
  return values.map((value) => value - values.reduce((a, b) => a + b, 0) / values.length);
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - top), 0);
  return scores.map((score) => Math.exp(score - top) / sum);
}

/** Largest difference of two tables. */
function most(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(...a.map((row, i) => Math.max(...row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? NaN))))));
}
