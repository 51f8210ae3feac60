/** One seed of a stream: what each policy serves, sees and does, batch by batch, on rows that all share. */
import { digestArrays } from '../../../data/hash.ts';
import { driftedHashOf } from '../../worlds.ts';
import { findPolicy, NO_NEXT, ownParameters, repairParameters } from '../../../policies/registry.ts';
import { experimentStream } from '../../../random/names.ts';
import { recorded } from '../../../measure/precision.ts';
import { withDefaults } from '../../../spec/parameter.ts';
import type { Observation, PassingBy, PolicyPoint, PolicyRun, StreamCommand, StreamEdit, StreamSeed } from '../../../contracts/stream.ts';
import type { SeedContext } from './context.ts';
import { complaintsAboutBase, openComplaints } from './complaints.ts';
import { momentsOfOracle } from './hindsight.ts';
import { openLearnable } from './learnable.ts';
import { openObserver } from './observer.ts';
import { openPassing } from './passing.ts';
import { Racer } from './racer.ts';
import { openRepairs } from './repairs.ts';
import { shareRight } from './right.ts';
import { openWaits } from './waits.ts';
import { StreamWorld } from './world.ts';

export interface OpenSeed {
  readonly facts: StreamSeed;
  readonly batches: number;
  /** All policies serve this batch, see what came back and act. */
  serve(batch: number): Promise<PolicyPoint[]>;
  /** What could be known of the base model without labels; of the first seed only. */
  observe(batch: number): Promise<Observation | undefined>;
  /** A few rows of the batch to look at. */
  passing(batch: number): Promise<PassingBy | undefined>;
  /** Does what a person asks before `batch`; undefined when there is nothing to do. */
  obey(command: StreamCommand, batch: number): StreamEdit | undefined;
  /** What every policy did. */
  end(): Promise<PolicyRun[]>;
}

/**
 * Everything of one seed, for the policies named by their index, or all. What a policy does there does not depend on who else runs.
 * Rejects with an AbortError when stopped.
 */
export async function openSeed(
  context: SeedContext,
  seed: number,
  running = context.spec.policies.map((_, index) => index),
): Promise<OpenSeed> {
  const { spec, trainer, pace } = context;
  const { root } = spec.seeds;
  const world = await StreamWorld.open(context, seed);
  const { model, base, batches, size, worlds, onOld, tolerance } = world;
  const { test } = worlds.old;
  const accuracy = shareRight(onOld, test, tolerance);
  const confidence = onOld.confidence.reduce((a, b) => a + b, 0) / Math.max(1, test.rows);
  const complaints = openComplaints(world);
  const observe =
    seed === 0
      ? await openObserver({
          ...{ spec, trainer, pace, model, base, reference: test, classes: world.dataset.classes.length, batches },
          ...(tolerance && { tolerance }),
          ...(complaints && { complaints: complaintsAboutBase(world, complaints) }),
          random: (name, batch) => experimentStream(root, `observer/${name}`, seed, batch),
        })
      : async () => undefined;
  const waits = openWaits(world);
  const racers = await Promise.all(running.map(openRacer));

  async function openRacer(index: number): Promise<Racer> {
    const { id, params } = spec.policies[index]!;
    const entry = findPolicy(id)!;
    const own = withDefaults(ownParameters(entry, params), params);
    const action = String(params.action ?? 'retrain-new');
    const repairs = openRepairs(context, world, repairParameters(params));
    const then = params.next === undefined || params.next === NO_NEXT ? undefined : String(params.next);
    const next = then === undefined ? undefined : { arm: then, repairs: openRepairs(context, world, {}) };
    return new Racer(world, {
      ...{ index, action, repairs, byHand: params.approval === 'hand', watchesLabels: entry.watchesLabels, waits },
      ...(next && { next }),
      ...{ complaints, learnable: openLearnable(world, complaints, params) },
      policy: entry.create({
        ...{ params: own, accuracy, confidence, batches, rows: size },
        random: experimentStream(root, 'policy', seed, index),
        ...(complaints && { complaints: { rates: complaints.rates, heldOut: test.rows } }),
        moments: id === 'oracle' ? await momentsOfOracle(world, repairs, pace, action, own.price as number, waits.batches) : [],
      }),
    });
  }

  return {
    facts: {
      seed,
      splitHash: worlds.splitHash,
      baseAccuracy: recorded(accuracy),
      baseHash: await digestArrays(base.weights),
      ...(tolerance && { tolerance: recorded(tolerance.most) }),
      ...(complaints && { complaints: recorded(complaints.rates) }),
      ledger: worlds.poolLedger.map((entry) => ({ ...entry, realised: recorded(entry.realised) })),
      driftedHash: await driftedHashOf(worlds),
    },
    batches,
    async serve(batch) {
      const points: PolicyPoint[] = [];
      for (const racer of racers) points.push(await racer.serve(batch));
      return points;
    },
    observe: (batch) => observe(batch, world.rows, world.arrived(batch)),
    passing: openPassing(world, racers),
    obey(command, batch) {
      if (command.type === 'drift') {
        world.changeRest(command.drift, batch);
        for (const racer of racers) racer.rowsChanged(batch);
        return { seed, batch, what: 'drift', drift: command.drift };
      }
      const racer = racers.find(({ index }) => index === command.policy);
      const done = { rollback: () => racer?.rollBack(batch), approve: () => racer?.approve(), reject: () => racer?.reject() }[
        command.type
      ]();
      return done ? { seed, batch, what: command.type, policy: command.policy } : undefined;
    },
    async end() {
      const runs: PolicyRun[] = [];
      for (const racer of racers) runs.push(await racer.end());
      return runs;
    },
  };
}
