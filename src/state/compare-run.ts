/** A comparison as it goes on: curves, results, and what they come to so far. */
import type { CompareEvent, Served, StreamEvent } from '../contracts/events.ts';
import type { LedgerEntry } from '../contracts/drift.ts';
import type { BaseRate, RunRecord, SeedResult, SkippedArm } from '../contracts/record.ts';
import type { ArmResult, Summary } from '../contracts/results.ts';
import type { PlaneView } from '../data/plane.ts';
import type { Samples } from '../data/types.ts';
import type { Spec } from '../spec/schema.ts';
import { Curves } from './curves.ts';
import { Run, type RunProgress } from './run.ts';

export interface CompareRunOptions {
  /** When Run was clicked, as `performance.now` tells. */
  readonly clickedAt?: number;
  /** The run that this one goes on from with more seeds. */
  readonly earlier?: CompareRun;
  /** Only accuracies are asked of it. */
  readonly brief?: boolean;
}

export class CompareRun extends Run<Spec, RunRecord> {
  progress: RunProgress | undefined;
  readonly earlier: CompareRun | undefined;
  override readonly brief: boolean;
  /** The sweep that it is a part of. */
  sweep?: string;
  readonly baseCurves: Curves;
  readonly armCurves: Curves;
  readonly results: ArmResult[];
  /** Why a repair could not run on a seed, by id. */
  readonly skipped = new Map<string, string>();
  /** The same, by seed. */
  readonly refused: SkippedArm[];
  readonly ledgers: Map<number, readonly LedgerEntry[]>;
  /** Of data in a plane: what the models of the first seed predict everywhere, by `base` or repair. */
  readonly boundaries: Map<string, PlaneView>;
  /** The base model of the first seed in use, until the world changes and after. */
  served: Served | undefined;
  /** Held-out rows of the new world on the first seed, and the class that each repair's model predicts for them. The record has neither. */
  testRows: Samples | undefined;
  readonly predictions: Map<string, Int32Array>;
  /** Milliseconds from the click to the first curve point, when there is one. */
  firstPointMs: number | undefined;
  /** What the complete seeds came to when that was last worked out. */
  soFar: Summary | undefined;
  /** Seeds that it could go on from, and the rate that was chosen for all of them. */
  complete: readonly SeedResult[];
  baseRate: BaseRate | undefined;
  private concluded: RunRecord['derived'] | undefined;
  private readonly clickedAt: number;

  constructor(spec: Spec, { clickedAt = performance.now(), earlier, brief = false }: CompareRunOptions = {}) {
    super(spec);
    this.clickedAt = clickedAt;
    this.earlier = earlier;
    this.brief = brief;
    this.baseCurves = earlier?.baseCurves ?? new Curves();
    this.armCurves = earlier?.armCurves ?? new Curves();
    this.results = [...(earlier?.results ?? [])];
    this.refused = [...(earlier?.record?.skipped ?? [])];
    this.ledgers = earlier?.ledgers ?? new Map();
    this.boundaries = earlier?.boundaries ?? new Map();
    this.predictions = earlier?.predictions ?? new Map();
    this.testRows = earlier?.testRows;
    this.served = earlier?.served;
    this.soFar = earlier?.derived?.summary;
    this.complete = earlier?.record?.seeds ?? [];
    this.baseRate = earlier?.record?.baseRate;
  }

  /** What the run comes to, once it is known; its record may still be completed. */
  get derived(): RunRecord['derived'] | undefined {
    return this.record?.derived ?? this.concluded;
  }

  get kept(): number {
    return this.results.length;
  }

  protected override told(progress: RunProgress): void {
    this.progress = progress;
  }

  protected hear(event: CompareEvent | StreamEvent): void {
    switch (event.type) {
      case 'base-point':
        this.firstPointMs ??= performance.now() - this.clickedAt;
        this.baseCurves.add('base', event.seed, event.point);
        return;
      case 'drift-applied':
        this.ledgers.set(event.seed, event.ledger);
        this.baseCurves.finish('base', event.seed);
        return;
      case 'arm-point':
        this.armCurves.add(event.arm, event.seed, event.point);
        return;
      case 'arm-skipped':
        this.refused.push({ seed: event.seed, arm: event.arm, reason: event.reason });
        this.warnings.push(...(this.skipped.has(event.arm) ? [] : [`${event.arm} is skipped: ${event.reason}`]));
        this.skipped.set(event.arm, event.reason);
        return;
      case 'arm-finished': {
        const { result } = event;
        this.results.push(result);
        this.armCurves.finish(result.arm, result.seed);
        if (result.curve.length === 0) this.armCurves.add(result.arm, result.seed, restingPoint(result));
        return;
      }
      case 'summed-up':
        this.soFar = event.summary;
        return;
      case 'seeds-complete':
        this.complete = [...this.complete, ...event.seeds];
        this.baseRate = event.baseRate;
        return;
      case 'concluded':
        this.concluded = event.derived;
        return;
      case 'boundary':
        this.boundaries.set(event.of, event.view);
        return;
      case 'served':
        this.served = event;
        return;
      case 'test-rows':
        this.testRows = event.rows;
        return;
      case 'predictions':
        this.predictions.set(event.arm, event.predicted);
        return;
    }
  }

  protected stoppedWith(kept: number): string {
    return kept ? `Stopped. ${kept} finished repeats are shown; nothing is concluded from them.` : 'Stopped before anything was finished.';
  }
}

/** A repair that takes no steps has one point, where its work ends. */
const restingPoint = ({ measures, times }: ArmResult) => ({
  step: 0,
  examples: 0,
  seconds: times.trainMs / 1000,
  loss: null,
  accuracy: { new: measures.accuracyNew, old: measures.accuracyOld },
});
