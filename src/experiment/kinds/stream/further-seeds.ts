/**
 * The further seeds of a stream. Nobody watches, so nothing waits: they go side by side where the engine can, with results as of one by
 * one. In a race the policies are looked at after every few seeds, and who is shown not to have the lowest total cost runs no more.
 *
 * What a person did on the first seed: a drift by hand is a change of the experiment, and comes before the same batch of every seed. An
 * approval, a rejection or a roll back is an answer to what one stream showed; it is not repeated, so policies that ask a person run on
 * the first seed only, and no policy is rolled back here. The first seed does not count as evidence then (`counted` in
 * `measure/statistics/stream-evidence.ts`), and no other depends on it but for its drift.
 *
 * The oracle stays on the first seed, too: it makes a repair after every batch to know which were worth it, several times the work of all
 * other policies together, and is no candidate.
 */
import { LOOK_EVERY } from '../../../measure/statistics/raced.ts';
import { candidatesOf, isByHand, isOracle, marginOf, racedPolicies } from '../../../measure/statistics/stream-evidence.ts';
import { repairPrice } from '../../../policies/cost.ts';
import { endOf } from '../../../training/run-control.ts';
import { inStep } from '../../in-step.ts';
import type { SeedContext, StreamResult } from './context.ts';
import { openSeed } from './seed.ts';
import type { PolicyRun, Retired, StreamEdit, StreamSeed } from '../../../contracts/stream.ts';

export async function furtherSeeds(
  context: SeedContext,
  first: Pick<StreamResult, 'runs' | 'edits'>,
): Promise<Pick<StreamResult, 'seeds' | 'runs' | 'retired' | 'aborted' | 'endedBy'>> {
  const { spec, trainer, emit, earlier } = context;
  const { count, race } = spec.seeds;
  const known = (earlier?.seeds ?? []).filter(({ seed }) => seed > 0);
  const seeds: StreamSeed[] = [...known];
  const runs: PolicyRun[] = (earlier?.runs ?? []).filter(({ seed }) => known.some((one) => one.seed === seed));
  const alone = spec.policies.flatMap((policy, index) => (isByHand(policy) || isOracle(policy) ? [] : [index]));
  let running = alone;
  let retired: readonly Retired[] = [];
  const look = () => {
    const all = [...first.runs, ...runs];
    return racedPolicies(
      spec,
      candidatesOf(spec, all, first.edits.length > 0),
      repairPrice(spec),
      marginOf(spec, first.runs[0]!.points.length),
    );
  };

  let next = 1 + known.length;
  // A race goes on among those that ran the last seed that is known.
  if (known.length) running = alone.filter((index) => runs.some(({ seed, policy }) => seed === next - 1 && policy === index));
  const end = await endOf(async () => {
    for (; next < count && running.length > 0;) {
      if (race && next % LOOK_EVERY === 0) {
        const stands = look();
        emit({ type: 'stream-raced', seeds: next, ...stands });
        if (stands.settled) break;
        running = alone.filter((index) => !stands.retired.some(({ policy }) => policy === index));
      }
      const size = Math.min(trainer.atOnce, count - next, race ? LOOK_EVERY - (next % LOOK_EVERY) : Infinity);
      const cohort = Array.from({ length: size }, (_, i) => next + i);
      const among = running;
      const passed = await inStep(trainer, cohort, (seed, own) => passBy({ ...context, trainer: own }, seed, among, first.edits));
      for (const one of passed) {
        seeds.push(one.seed);
        runs.push(...one.runs);
      }
      next += size;
    }
  });
  if (race) ({ retired } = look());
  return { seeds, runs, retired, ...(end && { aborted: { seed: next, batch: 0 }, endedBy: end.reason }) };
}

/** One seed from its base model to its end. */
async function passBy(context: SeedContext, seed: number, running: number[], edits: readonly StreamEdit[]) {
  const { pace, emit } = context;
  const one = await openSeed(context, seed, running);
  emit({ type: 'stream-started', seed: one.facts, batches: one.batches });
  for (let batch = 0; batch < one.batches; batch++) {
    await pace.beforeBatch(seed, batch);
    for (const { drift, batch: at } of edits) if (drift && at === batch) one.obey({ type: 'drift', drift }, batch);
    emit({ type: 'stream-batch', seed, batch, points: await one.serve(batch) });
  }
  const runs = await one.end();
  emit({ type: 'stream-ended', runs });
  return { seed: one.facts, runs };
}
