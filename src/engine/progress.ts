/** How far a training is: steps, clocks, curves, and which of its replicas have ended. */
import type { OnPoint, TrainJob, TrainResult } from '../contracts/trainer.ts';
import type { ArmStatus, CurvePoint } from '../contracts/results.ts';
import { jobSteps } from './batches.ts';
import type { Checkpoint } from './executor.ts';
import { Stopwatch } from './stopwatch.ts';

interface EarlyEnd {
  readonly status: ArmStatus;
  readonly weights: Float32Array;
  readonly step: number;
  readonly trainMs: number;
}

/** The most accurate weights so far, of the replicas that keep them. */
interface Best {
  readonly accuracy: number;
  readonly weights: Float32Array;
}

/** What a training has come to; survives the device it runs on. */
export class Progress {
  readonly clock = new Stopwatch();
  readonly evaluation = new Stopwatch();
  compileMs = 0;
  /** Milliseconds in which the machine stood still; the clock does without them. */
  stoodStillMs = 0;
  step = 0;
  readonly curves: CurvePoint[][];
  readonly finite: boolean[];
  /** How the replicas ended that were asked to end early and did. */
  readonly ends: (EarlyEnd | undefined)[];
  /** Of the replicas that keep their best weights. */
  best: readonly (Best | undefined)[];
  /** Where to go on from, and what was best there. */
  private saved: { readonly checkpoints: Checkpoint[]; readonly best: readonly (Best | undefined)[] } | undefined;
  /** Of all replicas, once the last step is taken. */
  device: { readonly gpuMs: number | undefined; readonly memoryBytes: number | undefined } | undefined;
  private told = -1;

  constructor(
    readonly jobs: readonly TrainJob[],
    private readonly onPoint: OnPoint | undefined,
  ) {
    this.curves = jobs.map(() => []);
    this.finite = jobs.map(() => true);
    this.ends = jobs.map(() => undefined);
    this.best = jobs.map(() => undefined);
  }

  get checkpoints(): Checkpoint[] | undefined {
    return this.saved?.checkpoints;
  }

  save(checkpoints: Checkpoint[]): void {
    this.saved = { checkpoints, best: this.best };
  }

  /** Whether weights of that accuracy by set are the best so far that the replica should keep; the first of equals are. */
  isBest(replica: number, accuracy: Record<string, number>): boolean {
    const { keepBest } = this.jobs[replica]!;
    return keepBest !== undefined && accuracy[keepBest.of]! > (this.best[replica]?.accuracy ?? -Infinity);
  }

  keep(replica: number, accuracy: Record<string, number>, weights: Float32Array): void {
    this.best = this.best.with(replica, { accuracy: accuracy[this.jobs[replica]!.keepBest!.of]!, weights });
  }

  /** Whether any replica has something left to do. */
  get goesOn(): boolean {
    return this.jobs.some((_, replica) => this.finite[replica] && !this.ends[replica]);
  }

  /** Seconds of training for each replica: they share the clock. */
  private get seconds(): number {
    return this.clock.ms / 1000 / this.jobs.length;
  }

  addPoint(replica: number, loss: number | null, accuracy: Record<string, number>): void {
    const point: CurvePoint = {
      step: this.step,
      examples: examplesAfter(this.jobs[replica]!, this.step),
      seconds: this.seconds,
      loss,
      accuracy,
    };
    this.curves[replica]!.push(point);
    // After a rewind the same points come again.
    if (this.step > this.told) this.onPoint?.(replica, point);
  }

  /** Every replica has told its point of this step. */
  pointsTold(): void {
    this.told = Math.max(this.told, this.step);
  }

  /** That replica has done enough; it stays as it is, whatever the others go on to do. */
  end(replica: number, status: ArmStatus, weights: Float32Array): void {
    this.ends[replica] = { status, weights, step: this.step, trainMs: this.clock.ms / this.jobs.length };
  }

  standStill(ms: number): void {
    this.stoodStillMs += ms;
    this.clock.takeOut(ms);
  }

  /** Back to the last checkpoint, or to the start; what has ended has. */
  rewind(): void {
    this.best = this.saved?.best ?? this.jobs.map(() => undefined);
    this.step = this.checkpoints?.[0]?.step ?? 0;
    const before = this.checkpoints ? this.step : -1;
    this.curves.forEach((curve, replica) => {
      if (!this.ends[replica]) curve.splice(0, Infinity, ...curve.filter((point) => point.step <= before));
    });
  }

  results(weights: readonly Float32Array[], recoveries: number): TrainResult[] {
    const share = this.jobs.length;
    const { gpuMs, memoryBytes } = this.device ?? {};
    // What a lost device did is not known.
    const gpuTold = gpuMs !== undefined && recoveries === 0;
    return this.jobs.map((job, replica) => {
      const {
        step: steps,
        trainMs,
        status,
      } = this.ends[replica] ?? { step: this.step, trainMs: this.clock.ms / share, status: 'done' as const };
      return {
        weights: weights[replica]!,
        status: this.finite[replica] && weights[replica]!.every(Number.isFinite) ? status : 'diverged',
        curve: this.curves[replica]!,
        steps,
        examples: examplesAfter(job, steps),
        times: { compileMs: this.compileMs / share, trainMs, evaluateMs: this.evaluation.ms / share },
        recoveries,
        ...(this.stoodStillMs > 0 && { stoodStillMs: this.stoodStillMs }),
        ...(gpuTold && { gpuMs: (gpuMs * steps) / Math.max(1, this.step) / share }),
        ...(memoryBytes !== undefined && { memoryBytes: memoryBytes / share }),
      };
    });
  }
}

/** Training examples seen after `step` steps. */
function examplesAfter(job: TrainJob, step: number): number {
  const batches = jobSteps(job) / job.epochs;
  return Math.floor(step / batches) * job.data.rows + (step % batches) * job.batchSize;
}
