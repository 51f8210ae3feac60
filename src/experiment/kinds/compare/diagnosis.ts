/** What is asked of one seed's drift: what the base model makes of rows of both worlds, and where the labels pull it. */
import { gradientOf } from '../../../adapt/gradient.ts';
import type { AnalysedRows, AnalysedSample, Analyst } from '../../../contracts/analysis.ts';
import type { SeedDiagnosis } from '../../../contracts/diagnosis.ts';
import { evenRows, selectRows } from '../../../data/select.ts';
import type { Samples } from '../../../data/types.ts';
import { recorded } from '../../../measure/precision.ts';
import { movedByBlock } from '../../../models/parameters.ts';
import { experimentStream, type RepairStream } from '../../../random/names.ts';
import { encoded } from '../../../training/jobs.ts';
import type { Predictor } from '../../../training/predictions.ts';
import type { CompareContext, Worlds } from './context.ts';

/** Labelled rows whose gradient is looked at. */
const GRADIENT_ROWS = 128;

/** Labelled rows that the rule is looked at on. */
const MOST_LABELLED = 1_000;

interface Looked extends Pick<Worlds, 'model' | 'encoder' | 'weights' | 'newRows'> {
  readonly said: Predictor;
  readonly oldTest: Samples;
  readonly pool: Samples;
}

/** Asks an analyst for what is left to do. */
export type Diagnosing = (analyst: Analyst) => Promise<SeedDiagnosis | null>;

/** Has the engine do its part now; what is given back asks an analyst for the rest. Null where the data cannot tell. */
export async function questionOf(
  { spec, trainer, pace }: Pick<CompareContext, 'spec' | 'trainer' | 'pace'>,
  seed: number,
  { model, encoder, weights, said, oldTest, pool, newRows }: Looked,
): Promise<Diagnosing> {
  const { root } = spec.seeds;
  const seen = async (samples: Samples) => {
    const rows = encoded(encoder, samples);
    const outputs = (await said.of(samples)).probabilities;
    const batch = (x: Float32Array) => ({ x, rows: rows.rows, width: x.length / rows.rows });
    return { inputs: batch(rows.x), outputs: batch(outputs), labels: samples.y };
  };
  const some = selectRows(
    newRows,
    Int32Array.from({ length: Math.min(newRows.rows, GRADIENT_ROWS) }, (_, row) => row),
  );
  const random = (name: RepairStream) => experimentStream(root, name, seed);
  const gradient = await gradientOf({ trainer, model, pace, random, spec }, weights, encoded(encoder, some), 'dropout/diagnosis');
  const pull = movedByBlock(model, weights, gradient.result.weights);
  // Of real drift the file has all labels, whatever a repair may see of them.
  const current = await seen(pool);
  const labelled = spec.data.regimes ? evenly(current, MOST_LABELLED) : await seen(newRows);
  const question = { reference: await seen(oldTest), current, labelled, root, seed };
  return async (analyst) => {
    const diagnosis = await analyst.ask('diagnose', question);
    return diagnosis && recorded({ ...diagnosis, pull });
  };
}

/** Rows of a pool come in the order of time, so that some are taken evenly. */
function evenly(sample: AnalysedSample, most: number): AnalysedSample {
  const picked = evenRows(sample.labels.length, most);
  const count = picked.length;
  const rows = ({ x, width }: AnalysedRows): AnalysedRows => {
    const kept = new Float32Array(count * width);
    picked.forEach((from, to) => kept.set(x.subarray(from * width, (from + 1) * width), to * width));
    return { x: kept, rows: count, width };
  };
  return { inputs: rows(sample.inputs), outputs: rows(sample.outputs), labels: picked.map((row) => sample.labels[row]!) };
}
