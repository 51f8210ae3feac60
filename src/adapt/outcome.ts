/** Outcomes put together: of trainings that follow each other, and of work that is no training. */
import type { TrainResult } from '../contracts/trainer.ts';
import type { CurvePoint } from '../contracts/results.ts';
import type { Recipe } from '../spec/schema.ts';
import type { ArmContext, ArmOutcome, FittedModel } from '../contracts/repair.ts';

/** A point of a training that began after so much other work. */
const later =
  ({ steps, examples, times }: Pick<ArmOutcome, 'steps' | 'examples' | 'times'>) =>
  (point: CurvePoint): CurvePoint => ({
    ...point,
    step: point.step + steps,
    examples: point.examples + examples,
    seconds: point.seconds + times.trainMs / 1000,
  });

/** The context of a training that follows `first`: its points are told as those of the whole way, and the time spent is not there any more. */
export const following = (context: ArmContext, first: ArmOutcome): ArmContext => ({
  ...context,
  spec: withLessTime(context.spec, first.times.trainMs / 1000),
  // It starts where the other ended; that point has been told, if anything was.
  onPoint: (point) => void ((point.step > 0 || first.curve.length === 0) && context.onPoint(later(first)(point))),
});

/** The recipe with so many seconds fewer to train for, where they are limited. */
function withLessTime(spec: Recipe, seconds: number): Recipe {
  const { until } = spec.stop;
  if (until?.seconds === undefined) return spec;
  return { ...spec, stop: { ...spec.stop, until: { ...until, seconds: Math.max(0, until.seconds - seconds) } } };
}

/** Two trainings in turn as one outcome: the model of the second, the way and the work of both. */
export function inTurn(first: ArmOutcome, second: ArmOutcome): ArmOutcome {
  return {
    ...second,
    start: first.start,
    status: first.status === 'diverged' ? 'diverged' : second.status,
    curve: [...first.curve, ...second.curve.filter(({ step }) => step > 0 || first.curve.length === 0).map(later(first))],
    ...addedWork(first, second),
    ...((first.details ?? second.details) && { details: { ...first.details, ...second.details } }),
  };
}

/** What two pieces of work cost together. */
export function addedWork(a: Work, b: Work): Work {
  const times = (key: keyof ArmOutcome['times']) => a.times[key] + b.times[key];
  return {
    steps: a.steps + b.steps,
    examples: a.examples + b.examples,
    flops: a.flops + b.flops,
    bytes: a.bytes + b.bytes,
    recoveries: a.recoveries + b.recoveries,
    ...known('gpuMs', [a, b], (ms) => ms.reduce((sum, each) => sum + each, 0)),
    ...known('memoryBytes', [a, b], (bytes) => Math.max(...bytes)),
    times: { compileMs: times('compileMs'), trainMs: times('trainMs'), evaluateMs: times('evaluateMs') },
  };
}

/** A figure that not all work has, put together from the work that has it. */
function known<Name extends 'gpuMs' | 'memoryBytes'>(
  name: Name,
  works: readonly Work[],
  together: (values: readonly number[]) => number,
): Pick<Work, Name> {
  const values = works.flatMap((work) => work[name] ?? []);
  return (values.length ? { [name]: together(values) } : {}) as Pick<Work, Name>;
}

/** What was done, counted and timed. */
export type Work = Pick<ArmOutcome, 'steps' | 'examples' | 'flops' | 'bytes' | 'recoveries' | 'times' | 'gpuMs' | 'memoryBytes'>;

/** Work without a gradient step. */
export const workOf = ({
  flops = 0,
  bytes = 0,
  ms = 0,
}: { readonly flops?: number; readonly bytes?: number; readonly ms?: number } = {}): Work => ({
  steps: 0,
  examples: 0,
  flops,
  bytes,
  recoveries: 0,
  times: { compileMs: 0, trainMs: ms, evaluateMs: 0 },
});

/** What the engine counted and timed; FLOPs and bytes are counted from the model. */
export const engineWork = ({ steps, examples, recoveries, times, gpuMs, memoryBytes }: TrainResult): Work => ({
  ...{ ...workOf(), steps, examples, recoveries, times },
  ...(gpuMs !== undefined && { gpuMs }),
  ...(memoryBytes !== undefined && { memoryBytes }),
});

/** A model made without a gradient step. */
export const untrained = ({ base }: ArmContext, made: Partial<FittedModel>, work: Work = workOf()): ArmOutcome => ({
  ...{ weights: base.weights, encoder: base.encoder, start: base.weights, status: 'done', curve: [] },
  ...made,
  ...work,
});

/** What `work` gives, and the milliseconds it took; for work of the host, which no engine times. */
export function timed<Result>(work: () => Result): { readonly result: Result; readonly ms: number } {
  const started = performance.now();
  return { result: work(), ms: performance.now() - started };
}
