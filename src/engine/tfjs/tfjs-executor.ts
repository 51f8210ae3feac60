/** Training with TensorFlow.js, eagerly, on whichever of its backends is set. */
import * as tf from '@tensorflow/tfjs-core';
import type { EngineFacts, TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import { dropoutKey } from '../../models/dropout.ts';
import { layerTraining, type LayerTraining } from '../../models/trainable.ts';
import type { Model } from '../../models/types.ts';
import { batchRange, jobSteps } from '../batches.ts';
import type { Executor, Training } from '../executor.ts';
import { buildLayersModel, type BuiltModel } from './layers-model.ts';
import type { TrainingMode } from './layer-entries.ts';
import { LearningStep } from './learning-step.ts';

/** Rows per forward pass outside training; bounds memory. */
const FORWARD_BATCH = 1024;

/** What makes a backend current and watches it. */
export interface TfBackend {
  assertHealthy(): void;
  gpuErrors(): number;
  dispose(): void;
}

/** An executor on the current backend. */
export function createTfjsExecutor(backend: TfBackend, facts: (library: string) => EngineFacts): Executor {
  return {
    facts: { ...facts(`TensorFlow.js ${tf.version_core}, ${tf.getBackend()} backend`), tfjs: tf.version_core },
    replicates: false,
    begin: ([job]) => new TfjsTraining(job!),
    async run(model, weights, data) {
      const built = buildLayersModel(model);
      try {
        built.write(weights);
        return await outputs(built, model, data);
      } finally {
        built.dispose();
      }
    },
    assertHealthy: () => backend.assertHealthy(),
    gpuErrors: () => backend.gpuErrors(),
    held: () => tf.memory().numTensors,
    dispose: () => backend.dispose(),
  };
}

class TfjsTraining implements Training {
  readonly steps: number;
  private readonly model: BuiltModel;
  private readonly training: readonly LayerTraining[];
  private readonly learning: LearningStep;
  private taken = 0;

  constructor(private readonly job: TrainJob) {
    this.steps = jobSteps(job);
    this.model = buildLayersModel(job.model);
    this.model.write(job.start);
    this.training = layerTraining(job.model, job.trainable);
    this.learning = new LearningStep(job, this.model);
  }

  async step(index: number, readLoss: boolean): Promise<readonly number[] | null> {
    const mode: TrainingMode = {
      usesBatch: (layer) => this.training[layer]!.kernel || this.training[layer]!.bias,
      dropoutKey: (layer) => dropoutKey(this.job.dropoutSeed, index, layer),
    };
    const loss = tf.tidy(() => this.learning.take(tf.tensor1d(this.job.order.slice(...batchRange(this.job, index)), 'int32'), mode));
    this.taken++;
    const value = readLoss ? [(await loss.data())[0]!] : null;
    loss.dispose();
    return value;
  }

  outputs(_replica: number, data: TrainingRows): Promise<Float32Array> {
    return outputs(this.learning.seen(this.taken), this.job.model, data);
  }

  read(): Promise<Float32Array> {
    return this.learning.seen(this.taken).read();
  }

  dispose(): void {
    this.model.dispose();
    this.learning.dispose();
  }
}

/** The model's raw output, `[rows, width]`, computed in slices. */
export async function outputs(built: BuiltModel, model: Model, data: TrainingRows): Promise<Float32Array> {
  const width = data.x.length / data.rows;
  const parts: Float32Array[] = [];
  for (let start = 0; start < data.rows; start += FORWARD_BATCH) {
    const rows = Math.min(FORWARD_BATCH, data.rows - start);
    const out = tf.tidy(() => built.apply(tf.tensor(data.x.slice(start * width, (start + rows) * width), [rows, ...model.inputShape])));
    parts.push((await out.data()) as Float32Array);
    out.dispose();
  }
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}
