/**
 * The comparison: for every seed, a base model learns the old world, the world changes, and every arm repairs the same
 * snapshot with the same labels. Seeds go in cohorts, side by side where the engine can, with results as of one by one. Pure orchestration: the engine, the clock and the listener are passed in.
 */
import { findArm } from '../../../adapt/registry.ts';
import { selectRows } from '../../../data/select.ts';
import type { Samples } from '../../../data/types.ts';
import { profileOf } from '../../../measure/energy/devices.ts';
import { wattBand } from '../../../measure/energy/energy.ts';
import { metricOf } from '../../../measure/metrics/registry.ts';
import { LOOK_EVERY, raced } from '../../../measure/statistics/raced.ts';
import type { ArmResult } from '../../../contracts/results.ts';
import { experimentStream } from '../../../random/names.ts';
import type { AbortedRepeat, SkippedArm } from '../../../contracts/record.ts';
import { endOf } from '../../../training/run-control.ts';
import type { Spec } from '../../../spec/schema.ts';
import { inStep } from '../../in-step.ts';
import { chooseBaseRate, withRate } from './base-rate.ts';
import { chanceOf, sharesOf, targetOf, withDeciding } from './deciding.ts';
import { Progress } from '../../progress.ts';
import { runArm, SHOWN_ROWS } from './arm-run.ts';
import type { ChosenArm, CompareContext, CompareResult } from './context.ts';
import { divided, tellAgain, Undiagnosed } from './goes-on.ts';
import { prepareSeed } from './seed.ts';

const trainingsOf = (arms: readonly ChosenArm[]): number => arms.filter(({ id }) => id !== 'none').length;

/** Runs every seed and arm. The spec must have passed the kind's check. Rejects with an AbortError when stopped. */
export const compare = async (given: CompareContext): Promise<CompareResult> => (await raceRepairs(given)).complete();

/** The race, and what is still worked out when it is over: what is diagnosed changes nothing about it, so it waits for no diagnosis. */
export async function raceRepairs(given: CompareContext): Promise<{ readonly result: CompareResult; complete(): Promise<CompareResult> }> {
  const { emit, trainer, earlier, brief } = given;
  const baseRate = choosesBaseRate(given) ? (earlier?.baseRate ?? (await chooseBaseRate(given))) : undefined;
  const spec = withDeciding(withSeconds(baseRate ? withRate(given.spec, baseRate.rate) : given.spec), targetOf(given.spec, given.dataset));
  const context = { ...given, spec };
  const { count } = spec.seeds;
  const arms = spec.arms.map(({ id, params = {} }): ChosenArm => ({ ...findArm(id)!, params }));
  const { seeds, results, skipped, ended } = divided(earlier);
  const known = seeds.length;
  const undiagnosed = new Undiagnosed(seeds, given.analyst);
  const stands = () =>
    raced(
      results,
      arms.filter(({ id }) => !skipped.some(({ arm }) => arm === id)),
      spec.measure.margin,
      metricOf(spec.measure.metric),
    );
  // Between two looks nobody leaves: those that ran the last seed that is known run the next.
  let racing: readonly ChosenArm[] = arms.filter(
    ({ id }) => known === 0 || results.some(({ arm, seed }) => arm === id && seed === known - 1) || skipped.some(({ arm }) => arm === id),
  );
  if (!brief && known === 0) tellRareClass(context);
  const progress = new Progress((count - known) * (1 + trainingsOf(arms)), emit);

  /** Who was to run the seeds that are at work. */
  let atWork: { readonly seeds: readonly number[]; readonly arms: readonly ChosenArm[] } = { seeds: [], arms: [] };
  const end = await endOf(runCohorts);
  if (end && (brief || results.length === 0)) throw end.reason;
  const early = end && { aborted: unfinished(atWork, results, skipped), endedBy: end.reason };

  async function runCohorts(): Promise<void> {
    for (const cohort of cohorts(known, count, trainer.atOnce, !!spec.seeds.race)) {
      if (spec.seeds.race && cohort[0]! > 0 && cohort[0]! % LOOK_EVERY === 0) {
        const { settled, retired } = stands();
        if (settled) break;
        racing = arms.filter(({ id }) => !(id in retired));
      }
      atWork = { seeds: cohort, arms: racing };
      progress.expect((count - cohort[0]!) * (1 + trainingsOf(racing)));
      const named = cohort.length > 1 ? `seeds ${cohort[0]! + 1}–${cohort.at(-1)! + 1}` : `seed ${cohort[0]! + 1}`;
      progress.begin(`${named}: base model`);
      const prepared = await inStep(trainer, cohort, async (seed, own) => {
        const ready = await prepareSeed({ ...context, trainer: own }, seed);
        progress.finish();
        return { seed, ...ready };
      });
      // The order is drawn anew for each cohort, so that a warming machine does not favour whoever always comes last.
      const order = Array.from(experimentStream(spec.seeds.root, 'arm-order', cohort[0]!).permutation(racing.length), (i) => racing[i]!);
      for (const { seed, worlds } of prepared) if (seed === 0) emit({ type: 'test-rows', seed, rows: firstRows(worlds.test.new) });
      for (const { seed, report, diagnosis } of prepared) {
        seeds.push({ ...report, seed, diagnosis: null, armOrder: order.map((arm) => arm.id) });
        if (diagnosis) undiagnosed.add(seed, diagnosis);
      }
      for (const arm of order) {
        progress.begin(`${named}: ${arm.title}`);
        const repaired = await inStep(trainer, prepared, async ({ seed, worlds }, own) => {
          const known = ended(seed, arm.id);
          if (known) {
            if (!('reason' in known)) tellAgain(known, emit);
            return known;
          }
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
      if (brief) continue;
      void sumUp(context, results, skipped);
      await undiagnosed.pass(emit, baseRate);
    }
  }

  const result = { ...(baseRate && { baseRate }), seeds, results, skipped, retired: spec.seeds.race ? stands().retired : {}, ...early };
  return {
    result,
    async complete() {
      // Asked now that no lane is busy.
      if (!end) await undiagnosed.diagnose();
      return result;
    },
  };
}

/** Repeats of seeds at work that have neither a result nor a reason. */
function unfinished(
  { seeds, arms }: { readonly seeds: readonly number[]; readonly arms: readonly ChosenArm[] },
  results: readonly ArmResult[],
  skipped: readonly SkippedArm[],
): AbortedRepeat[] {
  const ended = [...results, ...skipped];
  return seeds.flatMap((seed) =>
    arms.flatMap(({ id }) => (ended.some((other) => other.seed === seed && other.arm === id) ? [] : [{ seed, arm: id }])),
  );
}

/** Tells what the complete seeds so far come to, when a worker has the time to work it out. */
async function sumUp(
  { spec, dataset, trainer, analyst, emit }: CompareContext,
  results: readonly ArmResult[],
  skipped: readonly SkippedArm[],
): Promise<void> {
  const target = targetOf(spec, dataset);
  const question = {
    ...{ spec, softwareAdapter: trainer.describe().software, freshRows: !!dataset.draw, majority: chanceOf(spec, dataset) },
    ...(target && { target }),
    // No curve is summed up, and they are the most of it.
    results: results.map((result) => ({ ...result, curve: [], path: [] })),
    skipped: skipped.map(({ arm }) => arm),
  };
  // Dropped when the run is stopped; what it ends with says it again.
  await analyst.ask('sumUp', question).then(
    (summary) => emit({ type: 'summed-up', summary }),
    () => undefined,
  );
}

/** Below that share of the rows a class hardly shows in the accuracy. */
const RARE = 0.05;

/** A class that accuracy says little of, and what would. */
function tellRareClass({ spec, dataset, emit }: Pick<CompareContext, 'spec' | 'dataset' | 'emit'>): void {
  if (spec.task === 'regression' || spec.measure.metric !== undefined) return;
  const shares = sharesOf(dataset.samples.y, dataset.classes.length);
  const rarest = shares.indexOf(Math.min(...shares));
  if (shares[rarest]! >= RARE) return;
  emit({
    type: 'warning',
    code: 'rare-class',
    text:
      `Class “${dataset.classes[rarest]}” is ${(100 * shares[rarest]!).toFixed(1)} % of the rows: accuracy says little of it. ` +
      'Let balanced accuracy decide (measure.metric), and buy labels by class (labels.perClass).',
    option: '--metric balanced-accuracy --labels 20/class',
  });
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

const firstRows = (samples: Samples): Samples =>
  selectRows(
    samples,
    Int32Array.from({ length: Math.min(samples.rows, SHOWN_ROWS) }, (_, row) => row),
  );
