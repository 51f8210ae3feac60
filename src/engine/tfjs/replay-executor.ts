/** TensorFlow.js on WebGPU with each step captured once and replayed: the same bits as the eager loop, at next to no host cost. */
import type { TrainingRows, TrainJob } from '../../contracts/trainer.ts';
import { layerTraining } from '../../models/trainable.ts';
import { layersOf, type Model } from '../../models/types.ts';
import { EngineError } from '../engine-error.ts';
import type { Executor, Training } from '../executor.ts';
import { buildLayersModel, type BuiltModel } from './layers-model.ts';
import { LearningStep } from './learning-step.ts';
import { ReplayedSteps } from './replayed-steps.ts';
import { outputs } from './tfjs-executor.ts';

const STEPS_PER_SUBMIT = 16;

/** An executor beside the eager one on the same backend that replays steps where they can be replayed and else trains eagerly. */
export function recorded(eager: Executor): Executor {
  /** Why a model's steps could not be replayed. */
  const refused = new WeakMap<Model, string>();
  const begin = (job: TrainJob): Training | Promise<Training> => {
    if (drawsOnHost(job.model) || refused.has(job.model)) return eager.begin([job]);
    try {
      return new ReplayTraining(job);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refused.set(job.model, error.message);
      return eager.begin([job]);
    }
  };
  return {
    ...eager,
    begin: ([job]) => begin(job!),
    wayOf(model) {
      const reason = drawsOnHost(model) ? 'the host draws what dropout drops' : refused.get(model);
      return reason ? `each step is run eagerly (${reason})` : 'each step is recorded once and replayed';
    },
  };
}

const drawsOnHost = (model: Model): boolean => layersOf(model).some((layer) => layer.kind === 'dropout' && layer.rate > 0);

/** The same without a way out. Refuses dropout, whose values the host draws. */
export const replaying = (eager: Executor): Executor => ({ ...eager, begin: ([job]) => new ReplayTraining(job!) });

class ReplayTraining implements Training {
  readonly steps: number;
  readonly dispatchesPerStep: number;
  private readonly model: BuiltModel;
  private readonly learning: LearningStep;
  private readonly replayed: ReplayedSteps;
  private taken = 0;
  private pending = 0;

  constructor(private readonly job: TrainJob) {
    const { model, data, order, batchSize, trainable } = job;
    if (drawsOnHost(model)) throw new EngineError('A step with dropout cannot be replayed: the host draws what it drops. Train it eagerly');
    this.model = buildLayersModel(model);
    this.model.write(job.start);
    this.learning = new LearningStep(job, this.model);
    const training = layerTraining(model, trainable);
    const mode = { usesBatch: (layer: number) => training[layer]!.kernel || training[layer]!.bias, dropoutKey: () => 0 };
    try {
      this.replayed = new ReplayedSteps({
        step: (rows) => this.learning.take(rows, mode),
        order,
        epochRows: data.rows,
        batchSize,
        stepsPerSubmit: STEPS_PER_SUBMIT,
      });
    } catch (error) {
      this.disposeTensors();
      throw error;
    }
    this.steps = this.replayed.steps;
    this.dispatchesPerStep = this.replayed.dispatchesPerStep;
  }

  step(_index: number, readLoss: boolean): Promise<readonly number[] | null> | null {
    this.taken++;
    this.pending++;
    if (readLoss) return this.loss();
    if (this.pending >= STEPS_PER_SUBMIT) this.flush();
    return null;
  }

  private flush(): void {
    while (this.pending > 0) {
      // The order begins again after its end.
      if (this.replayed.done === this.steps) this.replayed.done = 0;
      const steps = Math.min(this.pending, this.steps - this.replayed.done);
      this.replayed.run(steps);
      this.pending -= steps;
    }
  }

  private async loss(): Promise<number[]> {
    this.flush();
    return [await this.replayed.loss()];
  }

  outputs(_replica: number, data: TrainingRows): Promise<Float32Array> {
    this.flush();
    return outputs(this.learning.seen(this.taken), this.job.model, data);
  }

  read(): Promise<Float32Array> {
    this.flush();
    return this.learning.seen(this.taken).read();
  }

  dispose(): void {
    this.replayed.dispose();
    this.disposeTensors();
  }

  private disposeTensors(): void {
    this.model.dispose();
    this.learning.dispose();
  }
}
