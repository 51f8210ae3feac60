/**
 * A comparison gone through without training: what its repairs draw at random, and where they start afresh. The repairs are the
 * real ones, on an engine that takes no step and with streams that write down what they give, so nothing is drawn in two places.
 */
import type { RepairStream } from '../random/names.ts';
import { findArm } from '../adapt/registry.ts';
import { RefusedError, refusalOf } from '../adapt/refusal.ts';
import type { Arm, ArmContext, ArmOutcome } from '../contracts/repair.ts';
import type { Encoder } from '../data/encode.ts';
import type { Dataset } from '../data/types.ts';
import { layerShapes } from '../models/shapes.ts';
import type { Model } from '../models/types.ts';
import type { Random } from '../random/random.ts';
import { withDefaults, type ParameterValues } from '../spec/parameter.ts';
import type { Spec } from '../spec/schema.ts';
import { contextOf } from './kinds/compare/repair-context.ts';
import type { SeedStart } from './kinds/compare/seed-start.ts';
import type { Trainer, TrainJob, TrainResult } from '../contracts/trainer.ts';

/** What a stream gave, in turn: whole numbers, permutations joined; or real ones. */
export type Drawn = Int32Array | Float64Array;

export interface Rehearsed {
  readonly arm: string;
  /** Its parameters, those left out with their defaults. */
  readonly params: ParameterValues;
  /** Why it cannot run here. */
  readonly refused?: string;
  /** Fresh parameters, where it does not go on from the snapshot. */
  readonly start?: Float32Array;
  /** Its own model, where it does not keep that of the base. */
  readonly model?: Model;
  /** Its own encoder, where it does not keep that of the base model. */
  readonly encoder?: Encoder;
  /** By the name of the stream. What dropout layers drop is left out: it is a hash of every place (`models/dropout.ts`). */
  readonly drawn: ReadonlyMap<string, Drawn>;
}

/** Every repair of the spec on that seed. The spec must have passed `checkSpec`, and choose no learning rates: that needs training. */
export async function rehearse(
  { spec, dataset }: { readonly spec: Spec; readonly dataset: Dataset },
  start: SeedStart,
  seed: number,
): Promise<Rehearsed[]> {
  const rehearsed: Rehearsed[] = [];
  for (const { id, params = {} } of spec.arms) {
    const context = contextOf(
      { spec, dataset, trainer: still, pace: { breathe: async () => {} } },
      { ...start, weights: start.start },
      params,
      seed,
    );
    rehearsed.push(await rehearseArm(findArm(id)!, { ...context, onPoint: () => {}, warn: () => {} }));
  }
  return rehearsed;
}

async function rehearseArm(arm: Arm, context: ArmContext): Promise<Rehearsed> {
  const refused = refusalOf(arm, context);
  const params = withDefaults(arm.parameters, context.params);
  if (refused !== undefined) return { arm: arm.id, params, refused, drawn: new Map() };
  const books = new Map<string, Book>();
  const random = (name: RepairStream): Random => {
    const book = bookOf(context.random(name));
    if (!name.startsWith('dropout/')) books.set(name, book);
    return book.random;
  };
  const outcome = await arm.run({ ...context, random }).catch((error: unknown): ArmOutcome | undefined => {
    // An untrained model can be too poor for it; what it drew until then is all that it draws.
    if (error instanceof RefusedError) return undefined;
    throw error;
  });
  return {
    ...{ arm: arm.id, params },
    ...(outcome && arm.family === 'retrain' && { start: outcome.start }),
    ...(outcome?.model && { model: outcome.model }),
    ...(outcome && outcome.encoder !== context.base.encoder && { encoder: outcome.encoder }),
    drawn: new Map([...books].map(([name, { drawn }]) => [name, drawn()])),
  };
}

interface Book {
  readonly random: Random;
  drawn(): Drawn;
}

/** A stream that writes down what it gives. */
function bookOf(source: Random): Book {
  const parts: ArrayLike<number>[] = [];
  let whole = true;
  const noted = <T extends ArrayLike<number>>(part: T): T => {
    parts.push(part);
    return part;
  };
  const one = (value: number): number => noted([value])[0]!;
  const real = (value: number): number => {
    whole = false;
    return one(value);
  };
  return {
    random: {
      uint32: () => real(source.uint32()),
      int: (n) => one(source.int(n)),
      uniform: () => real(source.uniform()),
      between: (low, high) => real(source.between(low, high)),
      normal: () => real(source.normal()),
      permutation: (n) => noted(source.permutation(n)),
      sample: (n, count) => noted(source.sample(n, count)),
    },
    drawn() {
      const values = parts.flatMap((part) => Array.from(part));
      return whole ? Int32Array.from(values) : Float64Array.from(values);
    },
  };
}

/** An engine that takes no step: a training ends as it began, and every output is zero. */
const still: Trainer = {
  atOnce: 1,
  describe: () => ({
    engine: 'tfjs-cpu',
    reason: 'nothing is trained',
    adapter: '',
    software: false,
    library: 'none',
    threads: 1,
    selfTest: {},
  }),
  prepare: async () => still.describe(),
  train: async (job) => untouched(job),
  trainAll: async (jobs) => jobs.map(untouched),
  predict: async (model, _, { rows }) => zeros(model, rows),
  features: async (model, _, { rows }) => ({ x: zeros(model, rows), ms: 0 }),
  held: () => 0,
  dispose: () => {},
};

const untouched = ({ start }: TrainJob): TrainResult => ({
  ...{ weights: start.slice(), status: 'done', curve: [], steps: 0, examples: 0, recoveries: 0 },
  times: { compileMs: 0, trainMs: 0, evaluateMs: 0 },
});

const zeros = (model: Model, rows: number): Float32Array =>
  new Float32Array(rows * (layerShapes(model).at(-1) ?? model.inputShape).reduce((a, b) => a * b, 1));
