/**
 * The comparison: for every seed, a base model learns the old world, the world changes, and every arm repairs the same
 * snapshot with the same labels. Seeds go in cohorts, side by side where the engine can, with results as of one by one. Pure orchestration: the engine, the clock and the listener are passed in.
 */
import { findArm } from '../../../adapt/registry.ts';
import { encoded } from '../../../training/jobs.ts';
import { repair } from '../../../adapt/repair.ts';
import type { Arm, ArmContext, ArmOutcome } from '../../../contracts/repair.ts';
import { hashArrays } from '../../../data/hash.ts';
import { selectRows } from '../../../data/select.ts';
import type { Dataset, Samples } from '../../../data/types.ts';
import { profileOf } from '../../../measure/energy/devices.ts';
import { wattBand } from '../../../measure/energy/energy.ts';
import { flipsOf } from '../../../measure/metrics/flips.ts';
import { argmax } from '../../../maths/argmax.ts';
import { measures } from '../../../measure/metrics/metrics.ts';
import { LOOK_EVERY, raced } from '../../../measure/statistics/raced.ts';
import type { ArmResult } from '../../../contracts/results.ts';
import { cutAtHead, movedByBlock } from '../../../models/parameters.ts';
import type { OwnModel } from '../../../models/own-model.ts';
import type { Model } from '../../../models/types.ts';
import { stream } from '../../../random/random.ts';
import type { BaseRate, Earlier, SeedResult, SkippedArm } from '../../../contracts/record.ts';
import type { ParameterValues } from '../../../spec/parameter.ts';
import type { Spec } from '../../../spec/schema.ts';
import type { Emit } from '../../../contracts/events.ts';
import { armContext } from './repair-context.ts';
import { inStep } from '../../in-step.ts';
import { planeGrid, planeView } from '../../../data/plane.ts';
import { chooseBaseRate, withRate } from './base-rate.ts';
import { Progress } from '../../progress.ts';
import type { Pace, Trainer } from '../../../contracts/trainer.ts';
import { prepareSeed, type Worlds } from './seed.ts';

/** Rows of the first seed that are told of one by one. */
const TOLD_ROWS = 500;

export interface CompareResult {
  /** Where the base model's rate was chosen. */
  readonly baseRate?: BaseRate;
  readonly seeds: readonly SeedResult[];
  readonly results: readonly ArmResult[];
  /** Arms that could not run, by seed. */
  readonly skipped: readonly SkippedArm[];
  /** Arms that were left out of a race, each with the number of seeds it had run by then. */
  readonly retired: Readonly<Record<string, number>>;
}

export interface CompareContext {
  readonly spec: Spec;
  readonly dataset: Dataset;
  /** The user's model, where the spec asks for it: it is the base, and nothing is trained before the drift. */
  readonly ownModel?: OwnModel;
  readonly trainer: Trainer;
  readonly pace: Pace;
  readonly emit: Emit;
  readonly earlier?: Earlier;
  /** Only accuracies are asked: the drift is not diagnosed. */
  readonly brief?: boolean;
}

type ChosenArm = Arm & { readonly params: ParameterValues };

const trainingsOf = (arms: readonly ChosenArm[]): number => arms.filter(({ id }) => id !== 'none').length;

/** Runs every seed and arm. The spec must have passed `checkSpec`. Rejects with an AbortError when stopped. */
export async function compare(given: CompareContext): Promise<CompareResult> {
  const { emit, trainer, earlier } = given;
  const baseRate = choosesBaseRate(given) ? (earlier?.baseRate ?? (await chooseBaseRate(given))) : undefined;
  const spec = withSeconds(baseRate ? withRate(given.spec, baseRate.rate) : given.spec);
  const context = { ...given, spec };
  const { count } = spec.seeds;
  const arms = spec.arms.map(({ id, params = {} }): ChosenArm => ({ ...findArm(id)!, params }));
  const known = earlier?.seeds.length ?? 0;
  const seeds: SeedResult[] = [...(earlier?.seeds ?? [])];
  const results: ArmResult[] = [...(earlier?.results ?? [])];
  const skipped: SkippedArm[] = [...(earlier?.skipped ?? [])];
  const stands = () =>
    raced(
      results,
      arms.filter(({ id }) => !skipped.some(({ arm }) => arm === id)),
      spec.measure.margin,
    );
  // Between two looks nobody leaves: those that ran the last seed that is known run the next.
  let racing: readonly ChosenArm[] = arms.filter(
    ({ id }) => known === 0 || results.some(({ arm, seed }) => arm === id && seed === known - 1) || skipped.some(({ arm }) => arm === id),
  );
  const progress = new Progress((count - known) * (1 + trainingsOf(arms)), emit);

  for (const cohort of cohorts(known, count, trainer.atOnce, !!spec.seeds.race)) {
    if (spec.seeds.race && cohort[0]! > 0 && cohort[0]! % LOOK_EVERY === 0) {
      const { settled, retired } = stands();
      if (settled) break;
      racing = arms.filter(({ id }) => !(id in retired));
    }
    progress.expect((count - cohort[0]!) * (1 + trainingsOf(racing)));
    const named = cohort.length > 1 ? `seeds ${cohort[0]! + 1}–${cohort.at(-1)! + 1}` : `seed ${cohort[0]! + 1}`;
    progress.begin(`${named}: base model`);
    const prepared = await inStep(trainer, cohort, async (seed, own) => {
      const ready = await prepareSeed({ ...context, trainer: own }, seed);
      progress.finish();
      return { seed, ...ready };
    });
    // The order is drawn anew for each cohort, so that a warming machine does not favour whoever always comes last.
    const order = Array.from(stream(spec.seeds.root, 'arm-order', cohort[0]!).permutation(racing.length), (i) => racing[i]!);
    for (const { seed, worlds } of prepared) if (seed === 0) emit({ type: 'test-rows', seed, rows: firstRows(worlds.test.new) });
    for (const { seed, report } of prepared) seeds.push({ ...report, seed, armOrder: order.map((arm) => arm.id) });
    for (const arm of order) {
      progress.begin(`${named}: ${arm.title}`);
      const repaired = await inStep(trainer, prepared, async ({ seed, worlds }, own) => {
        emit({ type: 'arm-started', seed, arm: arm.id });
        return runArm({ ...context, trainer: own }, worlds, arm, seed);
      });
      for (const result of repaired) {
        if ('reason' in result) {
          skipped.push(result);
          emit({ type: 'arm-skipped', ...result });
          if (arm.id !== 'none') progress.finish();
          continue;
        }
        results.push(result);
        if (result.recoveries)
          emit({
            type: 'warning',
            code: 'recovered',
            text: `Seed ${result.seed + 1}, ${arm.title}: a GPU device or worker was lost; the training went on in a new one. Its time says little.`,
          });
        emit({ type: 'arm-finished', result });
        if (arm.id !== 'none') progress.finish();
      }
    }
  }
  return { ...(baseRate && { baseRate }), seeds, results, skipped, retired: spec.seeds.race ? stands().retired : {} };
}

/** The seeds `from … count−1`, as many together as train side by side, and none across a look at a race. */
function cohorts(from: number, count: number, atOnce: number, race: boolean): number[][] {
  const groups: number[][] = [];
  for (let next = from; next < count;) {
    const size = Math.min(atOnce, count - next, race ? LOOK_EVERY - (next % LOOK_EVERY) : Infinity);
    groups.push(Array.from({ length: size }, (_, i) => next + i));
    next += size;
  }
  return groups;
}

/** Rates that fit begin with the base model's, where there is one to train. */
const choosesBaseRate = ({ spec: { learning }, ownModel }: CompareContext): boolean =>
  learning !== undefined && !learning.rates && !ownModel;

/** A budget in joules as one in seconds, by the median power that the device is taken to draw. */
function withSeconds(spec: Spec): Spec {
  const { until } = spec.stop;
  if (until?.joules === undefined) return spec;
  const { median } = wattBand(profileOf(spec.energy)!, spec.energy.pue, spec.seeds.root);
  return { ...spec, stop: { ...spec.stop, until: { ...until, seconds: Math.min(until.seconds ?? Infinity, until.joules / median) } } };
}

async function runArm(
  { spec, dataset, trainer, pace, emit }: CompareContext,
  worlds: Worlds,
  arm: Arm & { readonly params: ParameterValues },
  seed: number,
): Promise<ArmResult | SkippedArm> {
  const { model, test } = worlds;
  const context: ArmContext = {
    ...armContext({ spec, dataset, trainer, pace }, worlds, arm.params, seed),
    onPoint: (point) => emit({ type: 'arm-point', seed, arm: arm.id, point }),
    warn: (text) => emit({ type: 'warning', code: arm.id, text }),
  };
  const repaired = await repair(arm, context, spec.learning);
  if ('refused' in repaired) return { seed, arm: arm.id, reason: repaired.refused };
  const { outcome } = repaired;
  const probabilities = (rows: Samples) => trainer.predict(model, outcome.weights, encoded(outcome.encoder, rows));
  if (worlds.bounds) {
    const grid = planeGrid(worlds.bounds);
    emit({ type: 'boundary', of: arm.id, view: planeView(worlds.bounds, argmax(await probabilities(grid), grid.rows), test.new) });
  }
  const onNew = await probabilities(test.new);
  const again = spec.measure.selfChurn
    ? await repair(
        arm,
        { ...context, random: (name) => stream(spec.seeds.root, 'again', name, seed), onPoint: () => undefined },
        spec.learning,
      )
    : undefined;
  const selfChurn =
    again && 'outcome' in again
      ? flipsOf(
          argmax(onNew, test.new.rows),
          argmax(await trainer.predict(model, again.outcome.weights, encoded(again.outcome.encoder, test.new)), test.new.rows),
          test.new.y,
        ).churn
      : undefined;
  if (seed === 0) emit({ type: 'answers', seed, arm: arm.id, said: argmax(onNew, test.new.rows).slice(0, TOLD_ROWS) });
  return {
    seed,
    arm: arm.id,
    status: outcome.status,
    startHash: hashArrays(outcome.start),
    endHash: hashArrays(outcome.weights),
    ...(arm.keepsTrunk && { frozen: frozenHashes(arm, model, worlds.weights, outcome) }),
    measures: measures(
      { probabilities: onNew, labels: test.new.y, before: worlds.namedNew, ...groupsOf(dataset, test.new) },
      { probabilities: await probabilities(test.old), labels: test.old.y, ...groupsOf(dataset, test.old) },
      dataset.classes.length,
    ),
    ...(selfChurn !== undefined && { selfChurn }),
    moved: movedByBlock(model, outcome.start, outcome.weights),
    counts: {
      labels: arm.needs.newLabels ? worlds.labels : 0,
      examples: outcome.examples,
      steps: outcome.steps,
      flops: outcome.flops,
      bytes: outcome.bytes,
    },
    times: outcome.times,
    recoveries: outcome.recoveries,
    ...(outcome.gpuMs !== undefined && { gpuMs: outcome.gpuMs }),
    ...(outcome.memoryBytes !== undefined && { memoryBytes: outcome.memoryBytes }),
    curve: outcome.curve,
    ...(outcome.path && { path: outcome.path }),
    ...(outcome.details && { details: finite(outcome.details) }),
  };
}

const firstRows = (samples: Samples): Samples =>
  selectRows(
    samples,
    Int32Array.from({ length: Math.min(samples.rows, TOLD_ROWS) }, (_, row) => row),
  );

/** The groups of the rows, where the data has some. */
const groupsOf = ({ groups }: Dataset, { group }: Samples) =>
  groups && group ? { groups: { of: group, count: groups.names.length } } : {};

/** A record holds finite numbers only. */
const finite = (details: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => Number.isFinite(value)));

/** Hashes of everything below the head, before and after; throws when the arm touched what it must not. */
function frozenHashes(arm: Arm, model: Model, snapshot: Float32Array, outcome: ArmOutcome) {
  const { at } = cutAtHead(model);
  const before = hashArrays(snapshot.subarray(0, at));
  const after = hashArrays(outcome.weights.subarray(0, at));
  if (before !== after) throw new Error(`The repair "${arm.id}" changed layers that it must keep frozen.`);
  return { before, after };
}
