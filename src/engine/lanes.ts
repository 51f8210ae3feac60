/**
 * A trainer whose jobs run in several workers, one job to a lane. Kernels are deterministic, so results are those of a single
 * worker. A lane that stops answering is replaced, and its job begins again.
 */
import type { CurvePoint } from '../contracts/results.ts';
import type { EngineFacts, Pace, Trainer, TrainJob, TrainResult } from '../contracts/trainer.ts';
import type { LaneService } from './lane.ts';
import { EngineError } from './engine-error.ts';

/** A lane worker as seen from outside: its commands, each answered some time, and how to end it. */
export interface Lane {
  readonly service: {
    [Name in keyof LaneService]: (...args: Parameters<LaneService[Name]>) => Promise<Awaited<ReturnType<LaneService[Name]>>>;
  };
  end(): void;
}

export interface LaneOptions {
  readonly count: number;
  /** Starts a worker. Its points go to `onPoints`. */
  start(onPoints: (points: readonly CurvePoint[]) => void): Promise<Lane>;
  readonly facts: EngineFacts;
  /** A lane that does not answer for so long is taken for dead. */
  readonly silenceMs?: number;
}

/** How often a lane under way is looked after, in ms: bounds the reaction to pause and stop. */
const LOOK_MS = 20;
const SILENCE_MS = 10_000;
/** Lanes that may die in one training before it is given up. */
const MOST_DEATHS = 2;

/** The lane was killed or hangs. */
class LaneDied extends EngineError {}

/** Opens all lanes. Rejects when one cannot start. */
export async function openLanes(options: LaneOptions): Promise<Trainer> {
  const slots = await Promise.all(Array.from({ length: options.count }, () => Slot.open(options)));
  const free = [...slots];
  const queue: ((slot: Slot) => void)[] = [];
  const release = (slot: Slot) => {
    const next = queue.shift();
    if (next) next(slot);
    else free.push(slot);
  };
  /** Waits for a lane, and gives it back. */
  const withSlot = async <T>(work: (slot: Slot) => Promise<T>): Promise<T> => {
    const slot = free.shift() ?? (await new Promise<Slot>((resolve) => queue.push(resolve)));
    try {
      return await work(slot);
    } finally {
      release(slot);
    }
  };
  const trainer: Trainer = {
    atOnce: options.count,
    describe: () => options.facts,
    prepare: async () => options.facts,
    train: (job, pace, onPoint) => withSlot((slot) => slot.train(job, pace, onPoint)),
    async trainAll(jobs, pace, onPoint) {
      const ended = await Promise.allSettled(
        jobs.map((job, replica) => trainer.train(job, pace, onPoint && ((point) => onPoint(replica, point)))),
      );
      return ended.map((end) => {
        if (end.status === 'rejected') throw end.reason;
        return end.value;
      });
    },
    predict: (...of) => withSlot((slot) => slot.call('predict', ...of)),
    features: (...of) => withSlot((slot) => slot.call('features', ...of)),
    held: () => slots.reduce((sum, slot) => sum + slot.held, 0),
    dispose: () => slots.forEach((slot) => slot.end()),
  };
  return trainer;
}

/** One lane, and its successors. */
class Slot {
  /** What the lane's engine held after its last job. */
  held = 0;
  private onPoints: ((points: readonly CurvePoint[]) => void) | undefined;

  private constructor(
    private readonly options: LaneOptions,
    private lane: Lane,
  ) {}

  static async open(options: LaneOptions): Promise<Slot> {
    const tell: { slot?: Slot } = {};
    const lane = await options.start((points) => tell.slot?.onPoints?.(points));
    return (tell.slot = new Slot(options, lane));
  }

  private async replace(): Promise<void> {
    this.lane.end();
    this.lane = await this.options.start((points) => this.onPoints?.(points));
  }

  end(): void {
    this.lane.end();
  }

  async train(job: TrainJob, pace: Pace, onPoint: ((point: CurvePoint) => void) | undefined): Promise<TrainResult> {
    let told = -1;
    this.onPoints = (points) => {
      for (const point of points) {
        if (point.step <= told) continue;
        told = point.step;
        onPoint?.(point);
      }
    };
    const { result, deaths } = await this.outliving(async ({ service }) => {
      // Short trainings would otherwise never let anybody act.
      await pace.breathe();
      return this.answered(service.train(job), pace);
    });
    this.held = await this.lane.service.held();
    if (result.stoodStillMs) pace.stoodStill?.(result.stoodStillMs);
    return { ...result, recoveries: result.recoveries + deaths };
  }

  async call<Name extends 'predict' | 'features'>(
    name: Name,
    ...of: Parameters<LaneService[Name]>
  ): Promise<Awaited<ReturnType<LaneService[Name]>>> {
    type Answer = Awaited<ReturnType<LaneService[Name]>>;
    const { result } = await this.outliving(({ service }) =>
      this.answered((service[name] as (...args: Parameters<LaneService[Name]>) => Promise<Answer>)(...of)),
    );
    return result;
  }

  /** Does the work on a fresh lane again when the lane dies of it; tells how often that was. */
  private async outliving<Result>(work: (lane: Lane) => Promise<Result>): Promise<{ result: Result; deaths: number }> {
    for (let deaths = 0; ; deaths++) {
      try {
        return { result: await work(this.lane), deaths };
      } catch (error) {
        if (!(error instanceof LaneDied)) throw error;
        await this.replace();
        if (deaths >= MOST_DEATHS) throw error;
      }
    }
  }

  /** Waits for the lane's answer, passes pauses and stops on meanwhile, and notices when the lane is dead. */
  private async answered<Result>(work: Promise<Result>, pace?: Pace): Promise<Result> {
    const { service } = this.lane;
    let ended = false;
    let reason: unknown;
    const settled = work.finally(() => (ended = true));
    // Told of below, after the lane has ended.
    settled.catch(() => undefined);
    // Counted in looks, not by the clock: while this thread stands still, nobody is silent.
    const mostLooks = (this.options.silenceMs ?? SILENCE_MS) / LOOK_MS;
    let silentLooks = 0;
    let asking = false;
    while (!ended) {
      await Promise.race([settled.catch(() => undefined), delay(LOOK_MS)]);
      if (ended) break;
      if (!asking) {
        asking = true;
        void service.ping().then(() => {
          asking = false;
          silentLooks = 0;
        });
      }
      if (++silentLooks > mostLooks) throw new LaneDied('A training worker stopped answering. Run again');
      try {
        // A pause is no silence.
        if (pace && (await this.passOn(pace))) silentLooks = 0;
      } catch (error) {
        reason ??= error;
        void service.stop();
      }
    }
    try {
      return await settled;
    } catch (error) {
      throw reason ?? asEngineError(error);
    }
  }

  /** Breathes for the lane; a breath that has to wait is a pause. Resolves with whether it was one. */
  private async passOn(pace: Pace): Promise<boolean> {
    const breath = pace.breathe();
    const waits = await Promise.race([breath.then(() => false), delay(LOOK_MS / 2).then(() => true)]);
    if (!waits) return false;
    void this.lane.service.pause();
    try {
      await breath;
    } finally {
      void this.lane.service.resume();
    }
    return true;
  }
}

/** Errors lose their class on the way out of a worker, but keep their name. */
function asEngineError(error: unknown): unknown {
  return error instanceof Error && error.name === 'EngineError' ? new EngineError(error.message) : error;
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
