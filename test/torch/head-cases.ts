/** Softmax regressions that are fitted here and by scikit-learn: numbers by a formula, so that both get the same. */
import { randomStream } from '../../src/random/random.ts';
import type { SoftmaxRows } from '../../src/training/softmax-regression.ts';

export interface HeadCase extends SoftmaxRows {
  readonly name: string;
  readonly classes: number;
  readonly l2: number;
}

/** Rows around a centre for each class; ReLU, as features of a hidden layer are. */
function around(
  name: string,
  {
    rows,
    features,
    classes,
    apart,
    l2,
    weighted = false,
  }: { rows: number; features: number; classes: number; apart: number; l2: number; weighted?: boolean },
): HeadCase {
  const random = randomStream(27, 'heads', name);
  const centres = Float64Array.from({ length: classes * features }, () => apart * random.normal());
  const y = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from({ length: rows * features }, (_, i) =>
    Math.max(0, 0.5 + centres[y[Math.floor(i / features)]! * features + (i % features)]! + random.normal()),
  );
  return {
    name,
    rows,
    x,
    y,
    classes,
    l2,
    ...(weighted && { rowWeights: Float64Array.from({ length: rows }, () => random.between(0.2, 1.8)) }),
  };
}

export const headCases: readonly HeadCase[] = [
  around('two classes', { rows: 60, features: 8, classes: 2, apart: 0.5, l2: 0.01 }),
  around('ten classes', { rows: 200, features: 32, classes: 10, apart: 0.5, l2: 0.003 }),
  around('separable', { rows: 40, features: 16, classes: 3, apart: 3, l2: 1e-3 }),
  around('few rows', { rows: 9, features: 64, classes: 3, apart: 1, l2: 0.1 }),
  around('weighted rows', { rows: 80, features: 12, classes: 4, apart: 0.5, l2: 0.01, weighted: true }),
];

/** Small enough to write its fit down in a test. */
export const smallCase: HeadCase = {
  ...{ name: 'small', rows: 8, classes: 3, l2: 0.05 },
  x: Float32Array.of(0, 1, 0.5, 2, 1, 0, 2, 3, 3, 1, 4, 0.5, 0.25, 4, 1.5, 5),
  y: Int32Array.of(0, 0, 1, 1, 2, 2, 0, 1),
};
