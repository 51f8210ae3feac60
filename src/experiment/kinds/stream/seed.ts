/** One seed of a stream: what each policy serves, sees and does, batch by batch, on rows that all share. */
import { dropoutSeed, encoded } from '../../../training/jobs.ts';
import { fitEncoder } from '../../../data/encode.ts';
import { hashArrays } from '../../../data/hash.ts';
import { isPlane, planeBounds, planeGrid, type PlaneView } from '../../../data/plane.ts';
import { inputKind, type Samples } from '../../../data/types.ts';
import { applyDrifts, undrifted } from '../../../drift/apply.ts';
import { accuracyOf } from '../../../measure/metrics/metrics.ts';
import { buildModel } from '../../../models/families.ts';
import { initialParameters } from '../../../models/parameters.ts';
import { everything } from '../../../models/trainable.ts';
import { bestMoments } from '../../../policies/oracle.ts';
import { findPolicy, ownParameters } from '../../../policies/registry.ts';
import type { Policy } from '../../../policies/types.ts';
import { stream } from '../../../random/random.ts';
import { withDefaults } from '../../../spec/parameter.ts';
import { followed, visits } from '../../../training/recipe.ts';
import type { StreamSpec } from '../../../spec/schema.ts';
import { openRepairs } from './repairs.ts';
import { predictRows, range, Serving, type ServingModel } from './serving.ts';
import { openObserver } from './observer.ts';
import type { PassingBy, PolicyPoint, PolicyRun, StreamAction, StreamCommand, StreamEdit, StreamSeed } from '../../../contracts/stream.ts';
import { makeWorlds, rowsOfRepeat } from '../../worlds.ts';
import type { StreamContext } from './run.ts';

/** Images or texts of a batch that are shown. */
const SHOWN = 10;

/** A policy with its model and its accounts. */
interface Racer {
  readonly index: number;
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly watchesLabels: boolean;
  readonly policy: Policy;
  readonly serving: Serving;
  readonly versions: { readonly from: number; readonly model: ServingModel }[];
  readonly points: PolicyPoint[];
  readonly actions: StreamAction[];
  readonly bought: Set<number>;
  seconds: number;
  flops: number;
  errors: number;
  /** First batch that the serving model serves. */
  since: number;
  waiting: boolean;
  approved: boolean;
}

export interface LaneContext extends StreamContext {
  /** Repairs, by their titles, of which it was said that they cannot be made here; the seeds of a run share it. */
  readonly refused: Set<string>;
}

/** A record holds no NaN. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Everything of one seed, for the policies named by their index, or all. What a policy does there does not depend on who else runs.
 * Rejects with an AbortError when stopped.
 */
export async function openLane(
  { spec, dataset, ownModel, trainer, pace, emit, refused }: LaneContext,
  seed: number,
  running = spec.policies.map((_, index) => index),
) {
  const { root } = spec.seeds;
  const { columns, classes, groups, concepts } = dataset;
  const worlds = makeWorlds(spec, await rowsOfRepeat(dataset, seed), seed);
  const { train: oldRows, test: oldTest } = worlds.old;
  const size = spec.stream.batch;
  const batches = Math.floor(worlds.new.pool.rows / size);
  let rows = worlds.new.pool;

  const encoder = fitEncoder(oldRows, columns);
  const model = buildModel(spec.model, encoder.inputShape, classes.length, ownModel);
  const base: ServingModel = { encoder, weights: ownModel?.weights ?? (await trainBase()) };
  const onOld = await predictRows(trainer, model, base, oldTest);
  const accuracy = accuracyOf(onOld.said, oldTest.y);
  const confidence = onOld.confidence.reduce((a, b) => a + b, 0) / Math.max(1, oldTest.rows);
  /** Whose labels come back at all. */
  const labelled = Uint8Array.from({ length: rows.rows }, drawLabels());
  /** Labelled rows whose labels are back after batch `batch`. */
  const arrived = (batch: number): number[] => {
    const end = Math.max(0, batch + 1 - spec.labels.delay) * size;
    return Array.from({ length: end }, (_, row) => row).filter((row) => labelled[row]);
  };
  let bounds: PlaneView['bounds'] | undefined;
  const observer =
    seed === 0
      ? await openObserver({
          ...{ spec, trainer, pace, model, base, reference: oldTest, classes: classes.length, batches },
          random: (name, batch) => stream(root, `observer/${name}`, seed, batch),
        })
      : undefined;
  const repairs = openRepairs({ spec, trainer, pace, model, oldRows, columns, seed, emit, refused });
  /** The repair made after `batch`, from the model given, with labels since the batch `since`; undefined while too few are back. */
  const repair = (arm: string, batch: number, from: ServingModel, since = 0, bank: readonly ServingModel[] = []) =>
    repairs(arm, { batch, from, bank, rows, arrived: arrived(batch), since: since * size });
  const racers = await Promise.all(running.map(openRacer));

  async function trainBase(): Promise<Float32Array> {
    const data = encoded(encoder, oldRows);
    const { weights } = await trainer.train(
      {
        start: initialParameters(model, stream(root, 'init/base', seed)),
        data,
        order: visits(spec, data.y, spec.base.epochs, stream(root, 'order/base', seed)),
        ...followed(spec, { model, data, epochs: spec.base.epochs }),
        trainable: everything,
        dropoutSeed: dropoutSeed(stream(root, 'dropout/base', seed)),
        watch: [],
      },
      pace,
    );
    return weights;
  }

  function drawLabels() {
    const random = stream(root, 'labels', seed);
    return () => Number(random.uniform() < spec.labels.share);
  }

  async function openRacer(index: number): Promise<Racer> {
    const { id, params } = spec.policies[index]!;
    const entry = findPolicy(id)!;
    const filled = withDefaults(ownParameters(entry, params), params);
    const all = { action: 'retrain-new', approval: 'auto', ...params, ...filled };
    return {
      ...{ index, id, params: all, watchesLabels: entry.watchesLabels },
      policy: entry.create({
        ...{ params: filled, accuracy, confidence, batches, rows: size },
        random: stream(root, 'policy', seed, index),
        moments: id === 'oracle' ? await momentsOfOracle(String(all.action), filled.price as number) : [],
      }),
      serving: new Serving(trainer, model, base, rows),
      versions: [{ from: 0, model: base }],
      ...{ points: [], actions: [], bought: new Set(), seconds: 0, flops: 0, errors: 0, since: 0, waiting: false, approved: false },
    };
  }

  /** In hindsight: repairs from the base model after every batch, scored on every batch that follows. */
  async function momentsOfOracle(arm: string, price: number): Promise<readonly number[]> {
    const errors: number[][] = [];
    for (let made = 0; made < batches; made++) {
      const outcome = made === 0 ? base : await repair(arm, made - 1, base);
      errors.push(outcome ? await errorsByBatch(outcome) : errors.at(-1)!);
      await pace.breathe();
    }
    return bestMoments(errors, price).moments;
  }

  async function errorsByBatch(candidate: ServingModel): Promise<number[]> {
    const { said } = await predictRows(trainer, model, candidate, range(rows, 0, batches * size));
    return Array.from({ length: batches }, (_, b) => {
      let wrong = 0;
      for (let row = b * size; row < (b + 1) * size; row++) if (said[row] !== rows.y[row]) wrong++;
      return wrong;
    });
  }

  async function act(racer: Racer, batch: number, by: StreamAction['by'], since?: number): Promise<StreamAction | undefined> {
    const arm = String(racer.params.action);
    const earlier = racer.versions.slice(0, -1).map(({ model: version }) => version);
    const outcome = await repair(arm, batch, racer.serving.current, since, earlier);
    if (!outcome) return undefined;
    for (const row of outcome.used) racer.bought.add(row);
    const seconds = outcome.times.trainMs / 1000;
    racer.seconds += seconds;
    racer.flops += outcome.flops;
    return install(
      racer,
      batch,
      { weights: outcome.weights, encoder: outcome.encoder },
      {
        ...{ batch, arm, by, labels: outcome.used.length, seconds, flops: outcome.flops },
        ...(outcome.status === 'diverged' && { diverged: true as const }),
      },
    );
  }

  function install(racer: Racer, batch: number, next: ServingModel, about: Omit<StreamAction, 'endHash'>): StreamAction {
    racer.serving.replace((batch + 1) * size, next);
    racer.versions.push({ from: batch + 1, model: next });
    racer.since = batch + 1;
    racer.policy.acted();
    const action = { ...about, endHash: hashArrays(next.weights) };
    racer.actions.push(action);
    return action;
  }

  async function serveOne(racer: Racer, batch: number): Promise<PolicyPoint> {
    const [from, to] = [batch * size, (batch + 1) * size];
    const { serving, policy } = racer;
    await serving.until(to);
    let wrong = 0;
    for (let row = from; row < to; row++) if (serving.said[row] !== rows.y[row]) wrong++;
    racer.errors += wrong;

    const back = batch - spec.labels.delay;
    const returned = back < 0 ? [] : Array.from({ length: size }, (_, i) => back * size + i).filter((row) => labelled[row]);
    if (racer.watchesLabels) for (const row of returned) racer.bought.add(row);
    const freshLabels = arrived(batch).filter((row) => row >= racer.since * size).length;
    const decision = policy.decide({
      batch,
      returned: back,
      errors: returned.map((row) => Number(serving.said[row] !== rows.y[row])),
      confidences: serving.confidence.subarray(from, to),
      freshLabels,
      rows: size,
    });
    let action: StreamAction | undefined;
    if (racer.approved) action = await act(racer, batch, 'person', decision.since);
    else if (decision.act && racer.params.approval === 'hand') racer.waiting = true;
    else if (decision.act) action = await act(racer, batch, 'policy', decision.since);
    if (action) racer.waiting = false;
    racer.approved = false;
    const { statistic, threshold, warning } = decision;
    const point: PolicyPoint = {
      ...{ accuracy: 1 - wrong / size, statistic: finite(statistic), threshold: finite(threshold), warning, alarm: decision.act },
      ...(action && { action }),
      ...(racer.waiting && { waiting: true }),
      ...{ labels: racer.bought.size, seconds: racer.seconds, flops: racer.flops, errors: racer.errors },
    };
    racer.points.push(point);
    return point;
  }

  const lane = {
    seed: {
      seed,
      splitHash: worlds.splitHash,
      baseAccuracy: accuracy,
      baseHash: hashArrays(base.weights),
      ledger: worlds.poolLedger,
      driftedHash: worlds.driftedHash,
    } satisfies StreamSeed,
    batches,

    /** All policies serve this batch, see what came back and act. */
    async serve(batch: number): Promise<PolicyPoint[]> {
      const points: PolicyPoint[] = [];
      for (const racer of racers) points.push(await serveOne(racer, batch));
      return points;
    },

    /** What could be known of the base model without labels. */
    observe: (batch: number) => observer?.(batch, rows, arrived(batch)),

    /** A few rows of the batch to look at; of data in a plane, where the border of every new model runs. */
    async passing(batch: number): Promise<PassingBy | undefined> {
      const kind = inputKind({ inputShape: rows.inputShape, columns });
      const { x, y, text } = range(rows, batch * size, batch * size + Math.min(size, isPlane(columns) ? size : SHOWN));
      const said = racers.map(({ serving }) => serving.said.slice(batch * size, batch * size + y.length));
      if (kind === 'tabular' && !isPlane(columns)) return undefined;
      const views = new Map<number, Uint8Array>();
      if (isPlane(columns)) {
        bounds ??= planeBounds(oldTest, rows);
        const grid = planeGrid(bounds);
        for (const { index, since, serving } of racers) {
          if (since === batch + 1 || batch === 0)
            views.set(index, Uint8Array.from((await predictRows(trainer, model, serving.current, grid)).said));
        }
      }
      return { inputShape: rows.inputShape, x, y, said, ...(text && { text }), ...(bounds && { bounds }), views };
    },

    /** Does what a person asks before `batch`; undefined when there is nothing to do. */
    async obey(command: StreamCommand, batch: number): Promise<StreamEdit | undefined> {
      if (command.type === 'drift') {
        changeRest(command.drift, batch);
        return { seed, batch, what: 'drift', drift: command.drift };
      }
      const racer = racers.find(({ index }) => index === command.policy);
      if (!racer) return undefined;
      if (command.type === 'rollback') {
        const before = racer.versions.at(-2)?.model;
        if (!before) return undefined;
        install(racer, batch - 1, before, { batch: batch - 1, arm: 'rollback', by: 'person', labels: 0, seconds: 0, flops: 0 });
      } else if (!racer.waiting) return undefined;
      else if (command.type === 'approve') racer.approved = true;
      // Rejected: it begins to watch anew, and does not ask again at once.
      else racer.policy.acted();
      racer.waiting = false;
      return { seed, batch, what: command.type, policy: racer.index };
    },

    /** What every policy did, the model × time matrix of the first seed included. */
    async end(): Promise<PolicyRun[]> {
      const runs: PolicyRun[] = [];
      for (const racer of racers) {
        const { index, points, actions, serving, versions } = racer;
        const score = async (samples: Samples) => accuracyOf((await predictRows(trainer, model, serving.current, samples)).said, samples.y);
        const matrix: number[][] = [];
        if (seed === 0) for (const version of versions) matrix.push((await errorsByBatch(version.model)).map((wrong) => 1 - wrong / size));
        runs.push({
          seed,
          policy: index,
          points,
          actions,
          ...(seed === 0 && { matrix }),
          accuracyOld: await score(oldTest),
          accuracyEnd: await score(worlds.new.test),
        });
      }
      return runs;
    },
  };

  /** A drift by hand: the rows that have not come yet change, for all policies alike. */
  function changeRest(drift: StreamSpec['drift'][number], batch: number): void {
    const from = batch * size;
    const setting = {
      ...{ root, seed, batch: `edit-${batch}`, times: 'spread' as const, reference: oldRows, columns, classes },
      ...(groups && { groups }),
      ...(concepts && { concepts }),
    };
    const { samples: rest } = applyDrifts([drift], undrifted(range(rows, from, rows.rows)), setting);
    const x = rows.x.slice();
    x.set(rest.x, from * (x.length / rows.rows));
    const y = rows.y.slice();
    y.set(rest.y, from);
    rows = { ...rows, x, y };
    for (const racer of racers) racer.serving.replace(from, racer.serving.current, rows);
  }

  return lane;
}
