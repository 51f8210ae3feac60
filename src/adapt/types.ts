/** What a repair is, and what it gets to work with. */
import type { Encoder } from '../data/encode.ts';
import type { Samples } from '../data/types.ts';
import type { Pace, Trainer } from '../experiment/trainer.ts';
import type { ArmFamily, ArmStatus, CurvePoint, Times } from '../measure/types.ts';
import type { Model } from '../models/types.ts';
import type { Random } from '../random/random.ts';
import type { Recipe } from '../spec/schema.ts';

/** Everything an arm may use on one seed. All arms of a seed get the same rows, the same order and the same snapshot. */
export interface ArmContext {
  readonly trainer: Trainer;
  readonly pace: Pace;
  readonly spec: Recipe;
  readonly model: Model;
  /** The snapshot: trained on the old world, with the encoder fitted there. Never written to. */
  readonly base: { readonly weights: Float32Array; readonly encoder: Encoder };
  /** Labelled rows of the old world (what the base model learned from). */
  readonly oldRows: Samples;
  /** Labelled rows of the new world, as many as the label budget allows. */
  readonly newRows: Samples;
  /** Held-out rows to score, never to learn from. */
  readonly test: { readonly new: Samples; readonly old: Samples };
  /** Fits an encoder as the base model's was. */
  fitEncoder(samples: Samples): Encoder;
  /** A random stream of this seed; equal names give equal streams in every arm. */
  random(name: string): Random;
  onPoint(point: CurvePoint): void;
  /** Something the user should know that does not end the run. */
  warn(text: string): void;
}

/** What came out: a whole model, with its way there. */
export interface ArmOutcome {
  readonly weights: Float32Array;
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
}

/** One way to answer drift. One file per family; `registry.ts` lists them. */
export interface Arm {
  readonly id: string;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly family: ArmFamily;
  /** True when everything below the head must come out bit-equal; the experiment checks it. */
  readonly keepsTrunk: boolean;
  /** Labelled rows it uses: of the new world, and of the old. */
  readonly needs: { readonly newLabels: boolean; readonly oldData: boolean };
  run(context: ArmContext): Promise<ArmOutcome>;
}
