/** One seed of a comparison before any repair: its two worlds, its base model, the labels, and what can be told of the drift. */
import { encoded } from '../../../training/jobs.ts';
import { gradientOf } from '../../../adapt/gradient.ts';
import { diagnose } from '../../../detect/diagnose.ts';
import { hashArrays } from '../../../data/hash.ts';
import { selectRows } from '../../../data/select.ts';
import type { Samples } from '../../../data/types.ts';
import { argmax } from '../../../maths/argmax.ts';
import { accuracyOf } from '../../../measure/metrics/metrics.ts';
import { movedByBlock } from '../../../models/parameters.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import { stream } from '../../../random/random.ts';
import type { SeedDiagnosis } from '../../../contracts/diagnosis.ts';
import { isPlane, planeBounds, planeGrid, planeView, type PlaneView } from '../../../data/plane.ts';
import { baseJob, seedStart, type SeedStart } from './seed-start.ts';
import { rowsOfRepeat } from '../../worlds.ts';
import type { TrainResult } from '../../../contracts/trainer.ts';
import type { CompareContext } from './run.ts';

/** The base model of one seed and the two worlds it meets. */
export interface Worlds extends SeedStart {
  readonly weights: Float32Array;
  /** Labels that were bought. */
  readonly labels: number;
  /** What the base model names on the new test rows. */
  readonly namedNew: Int32Array;
  /** Where the plane is drawn: for the first seed of data in a plane. */
  readonly bounds?: PlaneView['bounds'];
}

/** Makes the worlds of one seed, trains its base model, and diagnoses what changed. */
export async function prepareSeed({ spec, dataset, ownModel, trainer, pace, emit, brief }: CompareContext, seed: number) {
  const rows = await rowsOfRepeat(dataset, seed);
  const ready = seedStart({ spec, dataset: rows, ...(ownModel && { ownModel }) }, seed);
  const { model, encoder, start, labelled, arrived } = ready;
  const { old, new: fresh, ledger, splitHash, driftedHash } = ready.worlds;
  const { pool, test: newTest } = fresh;
  const { test: oldTest } = old;
  const base = ownModel
    ? asItIs(ownModel)
    : await trainer.train(baseJob(spec, ready, seed), pace, (point) => emit({ type: 'base-point', seed, point }));

  emit({ type: 'drift-applied', seed, ledger });

  const labels = labelled.length;
  if (labels < spec.labels.budget)
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
  const scores = await trainer.predict(model, base.weights, encoded(encoder, oldTest));
  const bounds = seed === 0 && isPlane(dataset.columns) ? planeBounds(oldTest, newTest) : undefined;
  if (bounds) {
    const grid = planeGrid(bounds);
    const said = await trainer.predict(model, base.weights, encoded(encoder, grid));
    emit({ type: 'boundary', of: 'base', view: planeView(bounds, argmax(said, grid.rows), oldTest) });
  }
  const newRows = selectRows(pool, labelled);
  const namedNew = argmax(await trainer.predict(model, base.weights, encoded(encoder, newTest)), newTest.rows);
  const worlds: Worlds = { ...ready, ...(bounds && { bounds }), weights: base.weights, labels, namedNew };
  const report = {
    ...(dataset.draw && { rowsHash: rows.sha256 }),
    splitHash,
    base: {
      startHash: hashArrays(start),
      endHash: hashArrays(base.weights),
      accuracyOld: accuracyOf(argmax(scores, oldTest.rows), oldTest.y),
      curve: base.curve,
      times: base.times,
    },
    ledger,
    diagnosis: brief
      ? null
      : await diagnosed({ spec, trainer, pace }, seed, { model, encoder, weights: base.weights, oldTest, pool, newRows }),
    driftedHash,
  };
  return { worlds, report };
}

/** Labelled rows whose gradient is looked at. */
const GRADIENT_ROWS = 128;

/** What the base model, the inputs and the labels tell of the drift; null where they cannot (a class without rows, say). */
async function diagnosed(
  { spec, trainer, pace }: Pick<CompareContext, 'spec' | 'trainer' | 'pace'>,
  seed: number,
  {
    model,
    encoder,
    weights,
    oldTest,
    pool,
    newRows,
  }: Pick<Worlds, 'model' | 'encoder' | 'weights' | 'newRows'> & { readonly oldTest: Samples; readonly pool: Samples },
): Promise<SeedDiagnosis | null> {
  const random = stream(spec.seeds.root, 'diagnosis', seed);
  const seen = async (samples: Samples) => {
    const rows = encoded(encoder, samples);
    const outputs = await trainer.predict(model, weights, rows);
    const batch = (x: Float32Array) => ({ x, rows: rows.rows, width: x.length / rows.rows });
    return { inputs: batch(rows.x), outputs: batch(outputs), labels: samples.y };
  };
  const some = selectRows(
    newRows,
    Int32Array.from({ length: Math.min(newRows.rows, GRADIENT_ROWS) }, (_, row) => row),
  );
  const gradient = await gradientOf(
    { trainer, model, pace, random: (name) => stream(spec.seeds.root, name, seed) },
    weights,
    encoded(encoder, some),
    'dropout/diagnosis',
  );
  const pull = movedByBlock(model, weights, gradient.result.weights);
  try {
    return { ...diagnose({ reference: await seen(oldTest), current: await seen(pool), labelled: await seen(newRows), random }), pull };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** An imported model has learned before it came here. */
const asItIs = ({ weights }: OwnModel): Pick<TrainResult, 'weights' | 'curve' | 'times'> => ({
  weights,
  curve: [],
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
});
