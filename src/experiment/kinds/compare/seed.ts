/** One seed of a comparison before any repair: its two worlds, its base model, the labels, and what can be told of the drift. */
import { digestArrays } from '../../../data/hash.ts';
import { selectRows } from '../../../data/select.ts';
import { argmax, decisions } from '../../../maths/argmax.ts';
import { thresholdOf } from '../../../measure/metrics/binary.ts';
import { determination } from '../../../measure/metrics/determination.ts';
import { accuracyOf } from '../../../measure/metrics/measures.ts';
import { recorded } from '../../../measure/precision.ts';
import { predictorOf } from '../../../training/predictions.ts';
import { isPlane, planeBounds, planeGrid, planeView } from '../../../data/plane.ts';
import { baseJob } from '../../../training/base.ts';
import { misread, ownWeights } from '../../own-base.ts';
import { seedStart, trainingOf } from './seed-start.ts';
import { driftedHashOf, rowsOfRepeat } from '../../worlds.ts';
import type { TrainResult } from '../../../contracts/trainer.ts';
import type { CompareContext, Worlds } from './context.ts';
import { questionOf } from './diagnosis.ts';
import { served } from './served.ts';

/** Makes the worlds of one seed, trains its base model, and diagnoses what changed. */
export async function prepareSeed({ spec, dataset, ownModel, trainer, pace, emit, brief }: CompareContext, seed: number) {
  const rows = await rowsOfRepeat(dataset, seed);
  const found = seedStart({ spec, dataset: rows, ...(ownModel && { ownModel }) }, seed);
  const { model, encoder, labelled, arrived } = found;
  const asked = ownModel && { choice: spec.model, own: ownModel, model, encoder, rows: found.oldRows, dataset, trainer };
  const start = asked ? await ownWeights(asked) : found.start;
  const ready = { ...found, start };
  const note = seed === 0 && asked ? await misread(asked) : undefined;
  if (note) emit({ type: 'warning', code: 'model-misread', ...note });
  const { old, new: fresh, ledger, splitHash } = ready.worlds;
  const hashes = Promise.all([digestArrays(start), driftedHashOf(ready.worlds)]);
  const { pool, test: newTest } = fresh;
  const { test: oldTest } = old;
  const base = ownModel
    ? asItIs(start)
    : await trainer.train(baseJob(spec, trainingOf(ready), seed), pace, (point) => emit({ type: 'base-point', seed, point }));

  emit({ type: 'drift-applied', seed, ledger });

  const labels = labelled.length;
  if (!spec.labels.perClass && labels < spec.labels.budget)
    emit({
      type: 'warning',
      code: 'labels-late',
      text: `Seed ${seed + 1}: only ${arrived} labels of the new world have arrived, so repairs get ${labels}.`,
    });
  const seen = new Set(Array.from(labelled, (row) => pool.y[row]!));
  if (seen.size < dataset.classes.length)
    emit({
      type: 'warning',
      code: 'classes-missing',
      text: `Seed ${seed + 1}: the ${labels} labels cover ${seen.size} of ${dataset.classes.length} classes.`,
    });
  const said = await predictorOf(trainer, model, { weights: base.weights, encoder }, oldTest, dataset);
  const { probabilities: scores, numbers } = await said.of(oldTest);
  const bounds = seed === 0 && isPlane(dataset.columns) ? planeBounds(oldTest, newTest) : undefined;
  if (bounds) {
    const grid = planeGrid(bounds);
    const { probabilities } = await said.of(grid);
    emit({ type: 'boundary', of: 'base', view: planeView(bounds, argmax(probabilities, grid.rows), oldTest) });
  }
  const newRows = selectRows(pool, labelled);
  const { binary } = spec.measure;
  const threshold = binary && thresholdOf(binary);
  const predictedNew = decisions((await said.of(newTest)).probabilities, newTest.rows, threshold);
  if (seed === 0 && !numbers)
    emit({
      ...{ type: 'served', seed },
      ...served({ told: decisions(scores, oldTest.rows, threshold), truth: oldTest.y }, { told: predictedNew, truth: newTest.y }),
    });
  const worlds: Worlds = { ...ready, ...(bounds && { bounds }), weights: base.weights, labels, predictedNew };
  const [startHash, driftedHash] = await hashes;
  const report = {
    ...(dataset.draw && { rowsHash: rows.sha256 }),
    splitHash,
    base: recorded({
      startHash,
      endHash: await digestArrays(base.weights),
      accuracyOld: numbers ? determination(numbers, oldTest.target!) : accuracyOf(decisions(scores, oldTest.rows, threshold), oldTest.y),
      curve: base.curve,
      times: base.times,
    }),
    ledger: ledger.map((entry) => ({ ...entry, realised: recorded(entry.realised) })),
    driftedHash,
  };
  const diagnosis = brief
    ? undefined
    : await questionOf({ spec, trainer, pace }, seed, { model, encoder, weights: base.weights, said, oldTest, pool, newRows });
  return { worlds, report, diagnosis };
}

/** An imported model has learned before it came here. */
const asItIs = (weights: Float32Array): Pick<TrainResult, 'weights' | 'curve' | 'times'> => ({
  weights,
  curve: [],
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
});
