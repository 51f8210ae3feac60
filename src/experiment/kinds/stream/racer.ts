/** A policy with its own model of a stream: what it serves, sees, asks for and costs. */
import type { Arm } from '../../../contracts/repair.ts';
import type { PolicyPoint, PolicyRun, StreamAction } from '../../../contracts/stream.ts';
import { hashArrays } from '../../../data/hash.ts';
import type { Samples } from '../../../data/types.ts';
import { recorded } from '../../../measure/precision.ts';
import type { Policy } from '../../../policies/types.ts';
import type { Repairs } from './repairs.ts';
import { errorAt, isWrong, rankOf, shareRight } from './right.ts';
import type { Complaints } from './complaints.ts';
import type { Learnable } from './learnable.ts';
import { predictRows, Serving, type Answers, type ServingModel } from './serving.ts';
import { wrongByBatch } from './hindsight.ts';
import type { Waits } from './waits.ts';
import type { StreamWorld } from './world.ts';

/** A record holds no NaN. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export interface RacerParts {
  /** Index into the spec's policies. */
  readonly index: number;
  /** The repair that it asks for. */
  readonly action: Arm['id'];
  /** A person has to agree to each repair. */
  readonly byHand: boolean;
  readonly watchesLabels: boolean;
  readonly policy: Policy;
  readonly repairs: Repairs;
  /** The repair that is begun at the same time and takes over when it is ready. */
  readonly next?: { readonly arm: Arm['id']; readonly repairs: Repairs };
  readonly waits: Waits;
  /** Absent where nobody is heard. */
  readonly complaints: Complaints | undefined;
  /** What its repairs may learn from after a batch, given what it has answered. */
  readonly learnable: (answers: Answers, batch: number) => Learnable;
}

/** A model that will serve from that batch on. */
interface UnderWay {
  readonly serves: number;
  readonly model: ServingModel;
}

export class Racer {
  readonly index: number;
  readonly serving: Serving;
  /** First batch that the serving model serves. */
  since = 0;
  waiting = false;
  /** The batch from which on labels are fresh: after the last repair was asked for. */
  private asked = 0;
  /** Ascending. */
  private underWay: readonly UnderWay[] = [];
  private queued = false;
  private then: StreamAction | undefined;
  private lastWait: number | undefined;
  private approved = false;
  private readonly versions: { readonly from: number; readonly model: ServingModel }[];
  private readonly points: PolicyPoint[] = [];
  private readonly actions: StreamAction[] = [];
  private readonly bought = new Set<number>();
  private seconds = 0;
  private flops = 0;
  private errors = 0;
  /** Of numbers, the sum of their squared errors. */
  private squared = 0;

  constructor(
    private readonly world: StreamWorld,
    private readonly parts: RacerParts,
  ) {
    this.index = parts.index;
    this.serving = new Serving(world.trainer, world.model, world.base, world.rows, world.edges);
    this.versions = [{ from: 0, model: world.base }];
  }

  /** Serves that batch, sees what came back, and acts. */
  async serve(batch: number): Promise<PolicyPoint> {
    const { world, serving } = this;
    const { policy, watchesLabels, byHand, complaints, learnable } = this.parts;
    const { size, rows, spec, tolerance } = world;
    const [from, to] = [batch * size, (batch + 1) * size];
    const due = this.putInService(batch);
    const stale = this.underWay.length > 0;
    await serving.until(to);
    let wrong = 0;
    for (let row = from; row < to; row++) {
      if (isWrong(serving, rows, row, tolerance)) wrong++;
      this.squared += errorAt(serving, rows, row) ** 2;
    }
    this.errors += wrong;

    const back = batch - spec.labels.delay;
    const returned = world.labelledIn(back);
    if (watchesLabels) for (const row of returned) this.bought.add(row);
    const heard = complaints?.heard(serving, batch);
    const decision = policy.decide({
      batch,
      returned: back,
      errors: returned.map((row) => Number(isWrong(serving, rows, row, tolerance))),
      ...(tolerance && { sizes: returned.map((row) => rankOf(errorAt(serving, rows, row), tolerance)) }),
      // Complaints about an earlier model say nothing of this one.
      ...(heard && { complaints: heard.batch < this.since ? { ...heard, complained: [] } : heard }),
      confidences: serving.confidence.subarray(from, to),
      freshLabels: learnable(serving, batch).arrived.filter((row) => row >= this.asked * size).length,
      ...{ rows: size, wait: this.lastWait ?? this.parts.waits.batches(this.parts.action, 0) },
    });
    let action: StreamAction | undefined;
    const wanted = this.mayAct(decision.act) || (due && this.queued);
    if (due) this.queued = false;
    if (this.approved) action = await this.act(batch, 'person', decision.since);
    else if (wanted && byHand) this.waiting = true;
    else if (wanted) action = await this.act(batch, 'policy', decision.since);
    if (action) this.waiting = false;
    this.approved = false;
    const { then } = this;
    this.then = undefined;
    const { statistic, threshold, warning } = decision;
    const point: PolicyPoint = {
      ...{ accuracy: 1 - wrong / size, statistic: finite(statistic), threshold: finite(threshold), warning, alarm: decision.act },
      ...(action && { action }),
      ...(then && { then }),
      ...(this.waiting && { waiting: true }),
      ...(stale && { pending: true }),
      ...{ labels: this.bought.size, seconds: this.seconds, flops: this.flops, errors: this.errors },
      ...(tolerance && { squared: this.squared }),
      ...(heard && { complaints: heard.complained.reduce((sum, one) => sum + one, 0) }),
    };
    this.points.push(point);
    return point;
  }

  /** A person agrees to the repair that it waits for; undefined when it waits for none. */
  approve(): boolean {
    if (!this.waiting) return false;
    this.approved = true;
    this.waiting = false;
    return true;
  }

  /** A person refuses: it begins to watch anew, and does not ask again at once. */
  reject(): boolean {
    if (!this.waiting) return false;
    this.parts.policy.acted();
    this.waiting = false;
    return true;
  }

  /** Back to the model before, which serves from that batch on; false where there is none. */
  rollBack(batch: number): boolean {
    const before = this.versions.at(-2)?.model;
    if (!before) return false;
    const { rollback } = this.parts.waits;
    const serves = batch + rollback;
    this.asked = batch;
    this.schedule(serves, before, batch - 1);
    this.note(
      { batch: batch - 1, arm: 'rollback', by: 'person', labels: 0, seconds: 0, flops: 0, ...(rollback > 0 && { serves }) },
      before.weights,
    );
    this.waiting = false;
    return true;
  }

  /** The rows from that batch on have changed. */
  rowsChanged(batch: number): void {
    this.serving.replace(batch * this.world.size, this.serving.current, this.world.rows);
  }

  /** What it did, the accuracy of every model it had on every batch included on the first seed. */
  async end(): Promise<PolicyRun> {
    const { world, points, actions, serving } = this;
    const score = async (samples: Samples) =>
      shareRight(await predictRows(world.trainer, world.model, serving.current, samples, world.edges), samples, world.tolerance);
    const matrix: number[][] = [];
    if (world.seed === 0)
      for (const version of this.versions) matrix.push((await wrongByBatch(world, version.model)).map((wrong) => 1 - wrong / world.size));
    return recorded({
      ...{ seed: world.seed, policy: this.index, points, actions },
      ...(world.seed === 0 && { matrix }),
      accuracyOld: await score(world.worlds.old.test),
      accuracyEnd: await score(world.worlds.new.test),
    });
  }

  /** Whether an alarm leads to a repair: what happens to one that comes while another is under way is said by the spec. */
  private mayAct(alarm: boolean): boolean {
    if (!alarm || this.underWay.length === 0) return alarm;
    const { alarms } = this.parts.waits;
    if (alarms === 'queue') this.queued = true;
    return alarms === 'restart';
  }

  /** Has the repair made, and what follows it. One that diverges costs what it took and is written down, but the model that serves goes on serving. */
  private async act(batch: number, by: StreamAction['by'], since?: number): Promise<StreamAction | undefined> {
    const { action, repairs, next } = this.parts;
    // What is still under way is begun anew.
    this.underWay = [];
    const from = this.serving.current;
    const first = await this.begin(action, repairs, { batch, by, from, since });
    if (first && next) this.then = await this.begin(next.arm, next.repairs, { batch, by, from, since });
    return first;
  }

  private async begin(
    arm: string,
    repairs: Repairs,
    { batch, by, from, since }: { batch: number; by: StreamAction['by']; from: ServingModel; since: number | undefined },
  ): Promise<StreamAction | undefined> {
    const { policy, waits, learnable } = this.parts;
    const bank = this.versions.slice(0, -1).map(({ model }) => model);
    const outcome = await repairs(arm, { batch, from, bank, ...learnable(this.serving, batch), since: (since ?? 0) * this.world.size });
    if (!outcome) return undefined;
    for (const row of outcome.used) this.bought.add(row);
    const seconds = outcome.times.trainMs / 1000;
    this.seconds += seconds;
    this.flops += outcome.flops;
    const diverged = outcome.status === 'diverged';
    const wait = waits.batches(arm, outcome.flops);
    const serves = batch + 1 + wait;
    this.asked = batch + 1;
    if (diverged) policy.acted();
    else this.schedule(serves, { weights: outcome.weights, encoder: outcome.encoder }, batch);
    this.lastWait = wait;
    return this.note(
      {
        ...{ batch, arm, by, labels: outcome.used.length, seconds, flops: outcome.flops },
        ...(wait > 0 && !diverged && { serves }),
        ...(diverged && { diverged: true as const }),
      },
      outcome.weights,
    );
  }

  /** That model serves from there on: at once, or when its time has come. What would serve no earlier than this one never does. */
  private schedule(serves: number, model: ServingModel, batch: number): void {
    this.underWay = [...this.underWay.filter((other) => other.serves < serves), { serves, model }];
    this.parts.policy.acted();
    if (serves === batch + 1) this.putInService(serves);
  }

  /** Whatever is ready serves from that batch on; false where nothing is. */
  private putInService(batch: number): boolean {
    const ready = this.underWay.filter(({ serves }) => serves <= batch);
    this.underWay = this.underWay.filter(({ serves }) => serves > batch);
    for (const { serves, model } of ready) {
      this.serving.replace(serves * this.world.size, model);
      this.versions.push({ from: serves, model });
      this.since = serves;
      // It has watched the model before until now.
      if (serves > this.asked) this.parts.policy.acted();
    }
    return ready.length > 0;
  }

  private note(about: Omit<StreamAction, 'endHash'>, weights: Float32Array): StreamAction {
    const action = { ...about, endHash: hashArrays(weights) };
    this.actions.push(action);
    return action;
  }
}
