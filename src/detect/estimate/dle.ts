/**
 * Direct loss estimation, what confidence-based estimation is for numbers: a second model, the nanny, learns on held-out rows of the old
 * world how far off the first one is there, from its inputs and what it tells, and says so of rows without labels.
 */
import { checked } from './outputs.ts';
import { boostedStumps } from './boosted-stumps.ts';
import type { LossEstimator, ToldNumbers } from './types.ts';
import type { Batch } from '../types.ts';

export const dle: LossEstimator = {
  id: 'dle',
  title: 'Direct loss estimation',
  help: 'A second model learns on old rows how far off the first one is, and says so of new ones.',
  source: 'NannyML, DLE; the nanny is least-squares boosting of stumps (Friedman 2001) in place of gradient-boosted trees',
  assumption:
    'What an input means has not changed, so that the model is as far off on rows of each kind as it was, and no rows come from where the reference has none.',
  violatedBy: ['P(y|x)', 'P(y)'],
  strainedBy: ['P(x)'],
  needsOverlap: true,
  needs: 'losses',
  parameters: [],
  run({ reference, errors, current, tolerance }, params) {
    checked(dle, params);
    check('reference', reference);
    check('current', current);
    if (errors.length !== reference.told.length)
      throw new RangeError(`dle: ${reference.told.length} rows of the reference have ${errors.length} errors; give one for each`);
    const old = withTold(reference);
    const sizes = Float64Array.from(errors, Math.abs);
    const size = boostedStumps(old, sizes);
    const inside = boostedStumps(
      old,
      sizes.map((value) => Number(value <= tolerance)),
    );
    const now = withTold(current);
    let [error, accuracy] = [0, 0];
    for (let row = 0; row < now.rows; row++) {
      // No error is below 0, and no share beyond 0 and 1, whatever is boosted.
      error += Math.max(0, size(now.x, row * now.width)) / now.rows;
      accuracy += Math.min(1, Math.max(0, inside(now.x, row * now.width))) / now.rows;
    }
    const before = sizes.reduce((a, b) => a + b, 0) / sizes.length;
    return { error, accuracy, details: { errorReference: before, rowsReference: reference.inputs.rows } };
  },
};

function check(name: string, { inputs, told }: ToldNumbers): void {
  if (inputs.rows < 1 || told.length !== inputs.rows)
    throw new RangeError(`dle: the ${name} sample has ${inputs.rows} rows and ${told.length} numbers told; give one for each of some rows`);
}

/** The inputs with what is told of them as one column more. */
function withTold({ inputs: { x, rows, width }, told }: ToldNumbers): Batch {
  const all = new Float64Array(rows * (width + 1));
  for (let row = 0; row < rows; row++) {
    for (let f = 0; f < width; f++) all[row * (width + 1) + f] = x[row * width + f]!;
    all[row * (width + 1) + width] = told[row]!;
  }
  return { x: all, rows, width: width + 1 };
}
