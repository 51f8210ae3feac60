/** One of several workers that train side by side, each with an engine of its own. */
import type { CurvePoint } from '../contracts/results.ts';
import type { Pace, Trainer, TrainJob, TrainingRows, TrainResult } from '../contracts/trainer.ts';
import type { Model } from '../models/types.ts';

/** Commands of a lane worker; the lab worker sends them through Comlink, one training at a time. */
export interface LaneService {
  /** Opens the engine, and tells where points of curves go: in batches, in order, while a training goes on. */
  open(onPoints: (points: readonly CurvePoint[]) => void): Promise<void>;
  train(job: TrainJob): Promise<TrainResult>;
  predict(model: Model, weights: Float32Array, data: TrainingRows): Promise<Float32Array>;
  features(trunk: Model, weights: Float32Array, data: TrainingRows): Promise<{ x: Float32Array; ms: number }>;
  pause(): void;
  resume(): void;
  /** Ends the training under way; it rejects. */
  stop(): void;
  /** Answers as soon as the lane breathes. */
  ping(): void;
  held(): number;
}

/** A pace that others command. */
export interface Control extends Pace {
  /** For how long the machine stood still while it was breathed (ms). */
  readonly stoodStillMs: number;
  pause(): void;
  resume(): void;
  stop(): void;
}

export function serveLane(openTrainer: () => Promise<Trainer>, newControl: () => Control): LaneService {
  let trainer: Trainer | undefined;
  let control = newControl();
  let tell: (points: readonly CurvePoint[]) => void = () => {};
  const opened = (): Trainer => {
    if (!trainer) throw new Error('the lane is not open');
    return trainer;
  };
  return {
    async open(onPoints) {
      tell = onPoints;
      trainer = await openTrainer();
    },
    async train(job) {
      control = newControl();
      let points: CurvePoint[] = [];
      const flush = () => {
        if (points.length) tell(points);
        points = [];
      };
      const pace: Pace = {
        async breathe() {
          flush();
          await control.breathe();
        },
      };
      try {
        const result = await opened().train(job, pace, (point) => points.push(point));
        const stoodStillMs = (result.stoodStillMs ?? 0) + control.stoodStillMs;
        return { ...result, ...(stoodStillMs > 0 && { stoodStillMs }) };
      } finally {
        flush();
      }
    },
    predict: (...of) => opened().predict(...of),
    features: (...of) => opened().features(...of),
    pause: () => control.pause(),
    resume: () => control.resume(),
    stop: () => control.stop(),
    ping: () => {},
    held: () => opened().held(),
  };
}
