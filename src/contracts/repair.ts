/** What a repair is, and what it gets to work with. */
import type { Analyst } from './analysis.ts';
import type { Encoder } from '../data/encode.ts';
import type { Samples } from '../data/types.ts';
import type { Pace, Trainer } from './trainer.ts';
import type { ArmFamily, ArmStatus, CurvePoint, PathPoint, Times } from './results.ts';
import type { Model } from '../models/types.ts';
import type { RepairStream } from '../random/names.ts';
import type { Random } from '../random/random.ts';
import type { Parameter, ParameterValues } from '../spec/parameter.ts';
import type { Recipe } from '../spec/schema.ts';

/** A model with the encoder that its inputs go through. */
export interface FittedModel {
  readonly weights: Float32Array;
  readonly encoder: Encoder;
}

/** What came of a repair, to be taken home. */
export interface RepairedModel extends FittedModel {
  readonly model: Model;
}

/** Everything an arm may use on one seed. All arms of a seed get the same rows, the same order and the same snapshot. */
export interface ArmContext {
  readonly trainer: Trainer;
  readonly pace: Pace;
  /** Where work is done that needs no engine; in this thread without. */
  readonly analyst?: Analyst;
  readonly spec: Recipe;
  readonly model: Model;
  /** What was chosen of the arm's parameters; those left out have their defaults. */
  readonly params?: ParameterValues;
  /** The snapshot: trained on the old world, with the encoder fitted there. Never written to. */
  readonly base: FittedModel;
  /** Labelled rows of the old world (what the base model learned from). */
  readonly oldRows: Samples;
  /** Labelled rows of the new world, as many as the label budget allows. */
  readonly newRows: Samples;
  /** `[newRows.rows]`, when each of them came: a later row has a higher number. Absent = in the order of the rows. */
  readonly cameAt?: Int32Array;
  /** Labelled rows of the new world that are kept from training, to end it early or to choose its rate; part of the label budget. */
  readonly validation?: Samples;
  /** Inputs of the new world that have come by, in that order. Their labels are out of reach: every `y` is −1. */
  readonly unlabelled?: Samples;
  /** Earlier models of this one, the oldest first; only a stream keeps any. */
  readonly bank?: readonly FittedModel[];
  /** Held-out rows to score on the way, never to learn from. Absent = nothing is scored: nobody looks at the curve. */
  readonly test?: { readonly new: Samples; readonly old: Samples };
  /** Fits an encoder as the base model's was. */
  fitEncoder(samples: Samples): Encoder;
  /** A random stream of this seed; equal names give equal streams in every arm. */
  random(name: RepairStream): Random;
  onPoint(point: CurvePoint): void;
  /** Something the user should know that does not end the run. */
  warn(text: string): void;
}

/** What came out: a whole model, with its way there. */
export interface ArmOutcome {
  readonly weights: Float32Array;
  /** Whose weights, start included, they are; absent = the base's model. Only of arms that have a `modelFor`. */
  readonly model?: Model;
  /** The model's start, for the record: the snapshot, or fresh parameters. */
  readonly start: Float32Array;
  readonly encoder: Encoder;
  readonly status: ArmStatus;
  readonly curve: readonly CurvePoint[];
  readonly steps: number;
  readonly examples: number;
  readonly flops: number;
  readonly bytes: number;
  readonly times: Times;
  /** How often the engine lost a device or worker meanwhile. */
  readonly recoveries: number;
  /** As in `TrainResult`: of all its trainings together, and of the one that held most. */
  readonly gpuMs?: number;
  readonly memoryBytes?: number;
  /** What else is worth knowing of how it was done, by name. */
  readonly details?: Readonly<Record<string, number>>;
  /** From the model before to the tuned one, where the arm averages them. */
  readonly path?: readonly PathPoint[];
}

/** What an arm cannot do without. */
export interface ArmNeeds {
  /** Labelled rows: of the new world, and of the old. */
  readonly newLabels: boolean;
  readonly oldData: boolean;
  /** Inputs of the new world without labels. */
  readonly unlabelled?: boolean;
  /** Rows that belong to groups. */
  readonly groups?: boolean;
  /** A model with batch normalisation. */
  readonly batchNorm?: boolean;
  /** Earlier models. */
  readonly bank?: boolean;
  /** Classes to tell: why it can do nothing where a number is told, as the rest of a sentence. */
  readonly classes?: string;
  /** That no stream goes on with it: why, as the rest of a sentence. */
  readonly comparison?: string;
  /** Of a stream: every labelled row since its beginning, not just the latest ones. */
  readonly wholePast?: boolean;
}

/** Where it is offered: `part` and `whole` go on from the old model, `held` holds itself to it as well, `scratch` starts again. */
export type ArmGroup = 'nothing' | 'label-free' | 'part' | 'whole' | 'held' | 'scratch';

/** Colours that repairs share; the theme has each in a light and a dark scheme, as a line and as text. */
export type Hue = 'none' | 'label-free' | 'head-only' | 'block' | 'full-fine-tune' | 'regularised' | 'retrain-new' | 'retrain-all';

/** What another model follows from. */
export interface ModelFacts {
  /** The base's. */
  readonly model: Model;
  /** Of an encoded row. */
  readonly inputShape: readonly number[];
}

/** One way to answer drift. One file per family; `registry.ts` lists them. */
export interface Arm {
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly family: ArmFamily;
  /** Paper or standard it follows. */
  readonly source: string;
  readonly group: ArmGroup;
  readonly hue: Hue;
  /** Of its lines, in px: drawn, left out, and so on; empty = solid. No two repairs share hue and dash. */
  readonly dash: readonly number[];
  readonly parameters: readonly Parameter[];
  /** True when everything below the head must come out bit-equal; the experiment checks it. */
  readonly keepsTrunk: boolean;
  readonly needs: ArmNeeds;
  /** Factors on the base model's learning rate, 1 among them, that are tried where rates are to fit the repair; absent = it has that rate itself, or none. */
  readonly rates?: readonly number[];
  /** It trains the head alone, which a recipe may have solved instead. */
  readonly justHead?: true;
  /** It changes the architecture: other layers, or inputs or classes that the old model never had. */
  readonly reshapes?: true;
  /** The model that it trains, where that is not the base's. Throws RangeError when there is none for these inputs. */
  modelFor?(of: ModelFacts, params: ParameterValues): Model;
  /** One sentence why it cannot run here, besides what it needs; undefined when it can. */
  refuses?(context: ArmContext): string | undefined;
  /** Rejects with `RefusedError` when only running it shows that it cannot run here. */
  run(context: ArmContext): Promise<ArmOutcome>;
}

/** What a repair says of itself, without its code: what the page needs. */
export type ArmFacts = Omit<Arm, 'run' | 'refuses' | 'modelFor'>;
