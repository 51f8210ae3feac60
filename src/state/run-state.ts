/** The life of a run as an explicit state machine, fed by the events of the experiment. */
import type { LedgerEntry } from '../contracts/drift.ts';
import type { RunEvent } from '../contracts/events.ts';
import type { PlaneView } from '../data/plane.ts';
import type { Samples } from '../data/types.ts';
import type { EngineFacts } from '../contracts/trainer.ts';
import type { ArmResult } from '../contracts/results.ts';
import type { RunRecord } from '../contracts/record.ts';
import type { Spec } from '../spec/schema.ts';
import { Curves } from './curves.ts';

export type RunPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

export interface RunProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly etaMs?: number;
}

/** One run, from click to conclusion. Events of an older run never reach it: each run has its own object and port. */
export class RunState {
  phase: RunPhase = 'idle';
  progress: RunProgress | undefined;
  engine: EngineFacts | undefined;
  record: RunRecord | undefined;
  message: string | undefined;
  readonly warnings: string[] = [];
  readonly baseCurves: Curves;
  readonly armCurves: Curves;
  readonly results: ArmResult[];
  /** Why an arm could not run on a seed, by arm. */
  readonly skipped = new Map<string, string>();
  readonly ledgers: Map<number, readonly LedgerEntry[]>;
  /** Of data in a plane: what the models of the first seed say everywhere, by `base` or arm. */
  readonly boundaries: Map<string, PlaneView>;
  /** Held-out rows of the new world on the first seed, and the class that each arm names for them. The record has neither. */
  testRows: Samples | undefined;
  readonly answers: Map<string, Int32Array>;
  /** Milliseconds from the click to the first curve point, when there is one. */
  firstPointMs: number | undefined;

  constructor(
    readonly spec: Spec,
    private readonly clickedAt = performance.now(),
    /** The run that this one goes on from with more seeds. */
    readonly earlier?: RunState,
    /** Only accuracies are asked of it. */
    readonly brief = false,
  ) {
    this.baseCurves = earlier?.baseCurves ?? new Curves();
    this.armCurves = earlier?.armCurves ?? new Curves();
    this.results = [...(earlier?.results ?? [])];
    this.ledgers = earlier?.ledgers ?? new Map();
    this.boundaries = earlier?.boundaries ?? new Map();
    this.answers = earlier?.answers ?? new Map();
    this.testRows = earlier?.testRows;
  }

  get busy(): boolean {
    return this.phase === 'preparing' || this.phase === 'running' || this.phase === 'paused';
  }

  /** Takes the next event. What comes after the end (a worker that answers late) changes nothing. */
  apply(event: RunEvent): void {
    if (this.phase === 'finished' || this.phase === 'stopped' || this.phase === 'failed') return;
    switch (event.type) {
      case 'phase-started':
        this.phase = event.phase === 'training' || event.phase === 'summary' ? 'running' : 'preparing';
        return;
      case 'engine-ready':
        this.engine = event.facts;
        return;
      case 'progress': {
        const { type: _, ...progress } = event;
        this.progress = progress;
        return;
      }
      case 'base-point':
        this.firstPointMs ??= performance.now() - this.clickedAt;
        this.baseCurves.add('base', event.seed, event.point);
        return;
      case 'drift-applied':
        this.ledgers.set(event.seed, event.ledger);
        this.baseCurves.finish('base', event.seed);
        return;
      case 'arm-started':
        return;
      case 'arm-point':
        this.armCurves.add(event.arm, event.seed, event.point);
        return;
      case 'arm-skipped':
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
      case 'boundary':
        this.boundaries.set(event.of, event.view);
        return;
      case 'test-rows':
        this.testRows = event.rows;
        return;
      case 'answers':
        this.answers.set(event.arm, event.said);
        return;
      case 'warning':
        // Every seed may say the same.
        if (!this.warnings.includes(event.text)) this.warnings.push(event.text);
        return;
      case 'finished':
        this.phase = 'finished';
        this.record = event.record;
        return;
      case 'stopped':
        this.phase = 'stopped';
        this.message = event.kept
          ? `Stopped. ${event.kept} finished repeats are shown; nothing is concluded from them.`
          : 'Stopped before anything was finished.';
        return;
      case 'failed':
        this.phase = 'failed';
        this.message = event.text;
        return;
      default:
        event satisfies never;
    }
  }
}

/** An arm that takes no steps has one point, where its work ends. */
const restingPoint = ({ measures, times }: ArmResult) => ({
  step: 0,
  examples: 0,
  seconds: times.trainMs / 1000,
  loss: null,
  accuracy: { new: measures.accuracyNew, old: measures.accuracyOld },
});
