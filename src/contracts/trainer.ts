/** What `experiment` and `adapt` ask of an engine. The real one is in `src/engine`; tests use a fake. */
import type { EngineId } from '../spec/engines.ts';
import type { ArmStatus, CurvePoint, Times, WatchedSet } from './results.ts';
import type { Trainable } from '../models/trainable.ts';
import type { Model } from '../models/types.ts';

export type EngineName = EngineId;

/** What runs the training, and why that one. */
export interface EngineFacts {
  readonly engine: EngineName;
  /** One sentence: why this engine and not a faster one. */
  readonly reason: string;
  /** Vendor and architecture as the browser reports them; empty off WebGPU. */
  readonly adapter: string;
  /** True for a software WebGPU adapter: may run, never rank. */
  readonly software: boolean;
  readonly library: string;
  /** Version of TensorFlow.js (`4.22.0`), where it trains. */
  readonly tfjs?: string;
  /** Trainings that run side by side, each in a thread of its own. */
  readonly threads: number;
  /** Largest relative difference to the CPU reference after one training step, by model kind. */
  readonly selfTest: Readonly<Record<string, number>>;
}

/** Inputs as the model sees them (encoded), `[rows, features]` row-major, and class indices. */
export interface TrainingRows {
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Int32Array;
  /** `[rows]`, what a model of one output is to put out, where a number is to be told: standardised (`Encoder.target`). */
  readonly target?: Float32Array;
}

/**
 * When a training has done enough; whichever comes first. The start counts: a model that is accurate enough takes no step.
 * The result's status says what ended it, and steps, examples, times and curve end there; `done` if it took every step.
 */
export interface Until {
  /** Accuracy (0 … 1; of numbers R²) on the watched set of that name. */
  readonly accuracy?: { readonly of: WatchedSet; readonly atLeast: number };
  /** Curve points in a row without an accuracy better than the best so far on the watched set of that name. */
  readonly plateau?: { readonly of: WatchedSet; readonly points: number };
  /** Seconds of training, as in `CurvePoint`: seen at the first point at or after them. */
  readonly seconds?: number;
}

/**
 * Labels y and the answers t of a teacher, learned together by logits z (Hinton et al. 2015, section 2; Li & Hoiem 2016):
 * (1 − weight)·CE(y, softmax(z)) + weight·T²·CE(t, softmax(z/T)). T² keeps the size of the gradient when T changes. The loss told
 * is that of the mixture.
 */
export interface Distillation {
  /** The teacher's answers t at the same temperature, softmax(z_teacher/T): class probabilities `[rows, classes]`; rows sum to 1. */
  readonly targets: Float32Array;
  /** T > 0; 1 softens nothing. */
  readonly temperature: number;
  /** Share of the targets, 0 … 1; the labels have the rest. */
  readonly weight: number;
}

/** One training of one model. Everything random is decided by the caller. */
export interface TrainJob {
  readonly model: Model;
  /** Flat parameters to start from; never written to. */
  readonly start: Float32Array;
  readonly data: TrainingRows;
  /** Row order of each epoch in turn: `epochs × rows` indices. */
  readonly order: Int32Array;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Adam: Kingma & Ba 2015 with β₁ 0.9, β₂ 0.999, ε 1e-7. SGD: plain, unless it has momentum. */
  readonly optimizer: 'adam' | 'sgd';
  /** SGD only: a velocity u = factor·u + g, from 0, is stepped along instead of g; with Nesterov's, g + factor·u (Sutskever et al. 2013, written as PyTorch does). */
  readonly momentum?: { readonly factor: number; readonly nesterov: boolean };
  /** Decoupled weight decay (AdamW, Loshchilov & Hutter 2019): with every step a trained kernel also loses rate × decay × itself, as it was before the step. Biases, scales and shifts do not. */
  readonly decay?: number;
  /** `[steps]`: factor on the learning rate of each step; absent = 1 throughout. A schedule as a table, so that no engine has to know one. */
  readonly schedule?: Float32Array;
  /** Longest gradient (Euclidean norm, > 0, over everything that is trained, with the gradient of the penalty); a longer one is scaled down to it (Pascanu et al. 2013). */
  readonly clip?: number;
  /** Label smoothing (Szegedy et al. 2016), 0 … 1 excluded: the wanted probabilities are (1 − smoothing)·one-hot + smoothing / classes; the answers of a teacher stay as they are. Not with the loss `entropy`. */
  readonly smoothing?: number;
  /** `[rows]`, ≥ 0: factor on the loss of each row of the data, and so on its gradient; a batch still divides by its rows. Not with the loss `entropy`. */
  readonly rowWeights?: Float32Array;
  /**
   * `[steps]`, 0 … 1: what is looked at, and what comes out, is an average of the weights on the way, moving statistics with it. After step t it becomes
   * a + averaging[t]·(w − a); at the first entry that is not 0 it is w. Until then, the weights themselves are looked at.
   */
  readonly averaging?: Float32Array;
  readonly trainable: Trainable;
  /**
   * What is minimised: cross-entropy with the labels (default); the entropy of the model's own answers, which needs none (TENT, Wang et al. 2021);
   * or, of a model with one output z, half the squared error ½(z − t)² to the target t of each row, as scikit-learn's MLPRegressor has it.
   */
  readonly loss?: 'cross-entropy' | 'entropy' | 'squared';
  /** Of the loss `squared`: errors beyond ±delta count by their size alone, delta·(|z − t| − ½delta) (Huber 1964). In units of the target as it is trained, > 0; absent = none do. */
  readonly delta?: number;
  /** Learns the answers of a teacher beside the labels. Not with the loss `entropy`. */
  readonly distillation?: Distillation;
  /** Factor (≥ 0) on the learning rate of each parameter array, in the order of `parameterSlots`; 1 unless given. 0 leaves an array as it is, bit for bit; moving statistics have no rate. */
  readonly rates?: readonly number[];
  /** A quadratic penalty ½·strength·(w − anchor)²: adds strength·(w − anchor) to the gradient of what is trained, before the optimizer (EWC, Kirkpatrick et al. 2017). Both are flat, like `start`; the loss told is without it. */
  readonly penalty?: { readonly anchor: Float32Array; readonly strength: Float32Array };
  /** Of the weights at all curve points, those come out that are most accurate on the watched set of that name; the first of equals, also of a training that ends early or diverges. */
  readonly keepBest?: { readonly of: WatchedSet };
  /** Ends the training early, looked at whenever a curve point is taken. Trainings side by side end each on its own. */
  readonly until?: Until;
  /** Decides what dropout layers drop; a 32-bit unsigned integer. */
  readonly dropoutSeed: number;
  /** Held-out rows to score while training; their time is booked as evaluation. */
  readonly watch: readonly (TrainingRows & { readonly name: WatchedSet })[];
  /** How many curve points to take, spread over the steps (the start and the end are always taken). */
  readonly points: number;
}

export interface TrainResult {
  readonly weights: Float32Array;
  readonly status: ArmStatus;
  readonly curve: readonly CurvePoint[];
  readonly steps: number;
  readonly examples: number;
  readonly times: Times;
  /** How often the device was lost and the training went on from a checkpoint: its times say little. */
  readonly recoveries: number;
  /** Milliseconds that the machine stood still between two breaths: part of no time. Absent where it never did. */
  readonly stoodStillMs?: number;
  /** Milliseconds that the GPU was busy with gradient steps (timestamps); absent off the GPU, or where that cannot be told. */
  readonly gpuMs?: number;
  /** Bytes held on the engine: rows, orders, parameters, moments, activations, sets looked at. Trainings side by side share them evenly. Absent where that is not known. */
  readonly memoryBytes?: number;
}

export type OnPoint = (replica: number, point: CurvePoint) => void;

/** How a long job lets others act: it waits here a few times a second (pause), and throws when stopped. */
export interface Pace {
  /** Resolves when work may go on; rejects with an `AbortError` when the run was stopped. */
  breathe(): Promise<void>;
  /** Told of a time (ms) in which the machine stood still while something was trained. */
  stoodStill?(ms: number): void;
}

export interface Trainer {
  describe(): EngineFacts;
  /** Gets ready for trainings of that model; an engine that chooses between several may measure here. Resolves with what will train. */
  prepare(model: Model, batchSize: number): Promise<EngineFacts>;
  /** How many jobs of one shape are worth training at once. */
  readonly atOnce: number;
  train(job: TrainJob, pace: Pace, onPoint?: (point: CurvePoint) => void): Promise<TrainResult>;
  /**
   * Trains several jobs, side by side where the engine can: jobs of one shape on WebGPU, any in parallel on WASM. Results are
   * those of one after the other; where replicas share a device, its time is divided between them.
   */
  trainAll(jobs: readonly TrainJob[], pace: Pace, onPoint?: OnPoint): Promise<TrainResult[]>;
  /** Class probabilities, `[rows, classes]`. */
  predict(model: Model, weights: Float32Array, data: TrainingRows): Promise<Float32Array>;
  /** Output of a model without a head (a trunk), `[rows, width]`, and how long it took. */
  features(trunk: Model, weights: Float32Array, data: TrainingRows): Promise<{ x: Float32Array; ms: number }>;
  /** Things held on the device (tensors, or bytes of an arena), to prove that nothing leaks. */
  held(): number;
  dispose(): void;
}
