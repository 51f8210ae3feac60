/**
 * What the lab worker is: opens the engine and the data that a spec asks for, runs the comparison, and turns every
 * failure into one clear event. One run at a time; the engine is kept open between runs.
 */
import { findArm } from '../../adapt/registry.ts';
import { fitEncoder } from '../../data/encode.ts';
import { DataError } from '../../data/errors.ts';
import type { Dataset } from '../../data/types.ts';
import { verdict } from '../../decide/verdict.ts';
import { profileOf } from '../../measure/energy/devices.ts';
import { wattBand } from '../../measure/energy/energy.ts';
import { busyElsewhere } from '../../measure/energy/pressure.ts';
import { summarise } from '../../measure/summary.ts';
import { buildModel } from '../../models/families.ts';
import { buildRecord } from '../../record/build.ts';
import { buildStreamRecord } from '../../record/build-stream.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import type { AnySpec, Spec, StreamSpec } from '../../spec/schema.ts';
import { checkAny } from '../../experiment/check.ts';
import { compare } from '../../experiment/kinds/compare/run.ts';
import type { Earlier } from '../../contracts/record.ts';
import { factsOf } from '../../experiment/data-facts.ts';
import type { Emit, EmitStream, Opening } from '../../contracts/events.ts';
import type { LoadDataset, Own } from '../../contracts/services.ts';
import { PressureWatch } from './pressure-watch.ts';
import { RunControl, StoppedError } from '../../training/run-control.ts';
import { StreamControl } from '../../experiment/kinds/stream/control.ts';
import { runStream } from '../../experiment/kinds/stream/run.ts';
import type { StreamCommand } from '../../contracts/stream.ts';
import type { EngineFacts, Trainer } from '../../contracts/trainer.ts';

/** What the session needs from outside. */
export interface SessionParts {
  createTrainer(request: Spec['engine']): Promise<Trainer>;
  readonly loadDataset: LoadDataset;
  /** Identifies the machine, for the record. */
  readonly machine: { readonly userAgent: string; readonly cores: number };
  readonly app: string;
  /** Follows the pressure on the processor; unknown without. */
  readonly pressure?: PressureWatch;
}

export class LabSession {
  private control: RunControl | undefined;
  private open: { readonly request: Spec['engine']; readonly trainer: Promise<Trainer> } | undefined;
  private hidden = false;
  private speed = Infinity;

  private readonly pressure: PressureWatch;

  constructor(private readonly parts: SessionParts) {
    this.pressure = parts.pressure ?? new PressureWatch();
  }

  /**
   * Runs the experiment to its end, telling `emit` everything; never rejects. `own` is the user's data and model, when the
   * spec asks for them; `earlier` are the seeds that a run of the same experiment with fewer of them has;
   * a `brief` run leaves the diagnosis out. The last event is `finished`,
   * `stopped` or `failed`.
   */
  async run(spec: Spec, emit: Emit, own: Own = {}, earlier?: Earlier, brief = false): Promise<void> {
    if (this.control) return emit({ type: 'failed', code: 'bad-input', text: 'A run is already going on; stop it first.', kept: 0 });
    const control = new RunControl();
    this.control = control;
    this.hidden = false;
    this.pressure.begin();
    const started = { at: new Date(), clock: performance.now() };
    let kept = 0;
    try {
      const { dataset, ownModel, trainer, model, facts } = await this.prepare(spec, control, emit, own);

      emit({ type: 'phase-started', phase: 'training' });
      const before = trainer.held();
      const counting: Emit = (event) => {
        if (event.type === 'arm-finished') kept++;
        emit(event);
      };
      const result = await compare({
        spec,
        dataset,
        ...(ownModel && { ownModel }),
        trainer,
        pace: control,
        emit: counting,
        brief,
        ...(earlier && { earlier }),
      });
      const leaked = trainer.held() - before;
      if (leaked > 0)
        emit({ type: 'warning', code: 'leak', text: `The engine did not release all that it held (${leaked} tensors or bytes).` });

      emit({ type: 'phase-started', phase: 'summary' });
      // An arm that could not run on every seed is not summarised: it would take the other seeds from all arms.
      const skipped = new Set(result.skipped.map(({ arm }) => arm));
      const arms = spec.arms.filter(({ id }) => !skipped.has(id)).map(({ id }) => findArm(id)!);
      const { hidden } = this;
      const pressure = this.pressure.end();
      const summary = summarise(result.results, arms, {
        margin: spec.measure.margin,
        majority: majorityShare(dataset),
        watts: wattBand(profileOf(spec.energy)!, spec.energy.pue, spec.seeds.root),
        softwareAdapter: facts.software,
        warmedUp: true,
        hidden,
        busyElsewhere: busyElsewhere(pressure, facts.engine === 'webgpu'),
        design: spec.seeds.race ? 'race' : 'fixed',
        retired: result.retired,
        freshRows: !!dataset.draw,
      });
      const { app, machine } = this.parts;
      const record = buildRecord({
        spec,
        dataset,
        model,
        ...result,
        environment: { app, ...machine, engine: facts, hidden, pressure },
        startedAt: started.at.toISOString(),
        durationMs: performance.now() - started.clock,
        derived: { summary, verdict: verdict(summary, dataset.classes) },
      });
      emit({ type: 'finished', record });
    } catch (error) {
      if (error instanceof StoppedError) emit({ type: 'stopped', kept });
      else emit({ type: 'failed', ...explain(error), kept });
    } finally {
      this.control = undefined;
    }
  }

  /** Runs a stream to its end, as `run` does a comparison; the last event is `stream-finished`, `stopped` or `failed`. */
  async runStream(spec: StreamSpec, emit: EmitStream, own: Own = {}): Promise<void> {
    if (this.control) return emit({ type: 'failed', code: 'bad-input', text: 'A run is already going on; stop it first.', kept: 0 });
    const control = new StreamControl(this.speed);
    this.control = control;
    this.hidden = false;
    this.pressure.begin();
    const started = { at: new Date(), clock: performance.now() };
    try {
      const { dataset, ownModel, trainer, model, facts } = await this.prepare(spec, control, emit, own);
      emit({ type: 'phase-started', phase: 'training' });
      const result = await runStream({ spec, dataset, ...(ownModel && { ownModel }), trainer, pace: control, emit });
      emit({ type: 'phase-started', phase: 'summary' });
      const { app, machine } = this.parts;
      const record = buildStreamRecord({
        ...{ spec, dataset, model, ...result },
        environment: { app, ...machine, engine: facts, hidden: this.hidden, pressure: this.pressure.end() },
        startedAt: started.at.toISOString(),
        durationMs: performance.now() - started.clock,
      });
      emit({ type: 'stream-finished', record });
    } catch (error) {
      if (error instanceof StoppedError) emit({ type: 'stopped', kept: 0 });
      else emit({ type: 'failed', ...explain(error), kept: 0 });
    } finally {
      this.control = undefined;
    }
  }

  /** A person's word in the stream that is going on. */
  command(command: StreamCommand): void {
    if (this.control instanceof StreamControl) this.control.command(command);
  }

  /** Lets one batch of a paused stream come. */
  step(): void {
    if (this.control instanceof StreamControl) this.control.step();
  }

  /** Lets batches come as fast as they can, and pauses before that one. */
  jump(batch: number): void {
    if (this.control instanceof StreamControl) this.control.jump(batch);
  }

  /** How many batches come per second; Infinity = as fast as they can. */
  setSpeed(batchesPerSecond: number): void {
    this.speed = batchesPerSecond;
    if (this.control instanceof StreamControl) this.control.speed = batchesPerSecond;
  }

  /** Data, engine and model of an experiment, checked. @throws DataError, EngineError */
  private async prepare(spec: AnySpec, control: RunControl, emit: (event: Opening) => void, own: Own) {
    emit({ type: 'phase-started', phase: 'data' });
    const dataset = await this.dataset(spec, own.data);
    const ownModel = spec.model.family === 'imported' ? own.model : undefined;
    const issues = checkAny(spec, factsOf(dataset), ownModel);
    if (issues.length) throw new DataError(describeIssues(issues), { remedy: '' });

    emit({ type: 'phase-started', phase: 'engine' });
    const trainer = await this.trainer(spec.engine);
    const { inputShape } = fitEncoder(dataset.samples, dataset.columns);
    const model = buildModel(spec.model, inputShape, dataset.classes.length, ownModel);
    const facts = await trainer.prepare(model, spec.base.batchSize);
    emit({ type: 'engine-ready', facts });
    if (facts.software)
      emit({
        type: 'warning',
        code: 'software-adapter',
        text: 'This WebGPU adapter is software: its times and energy say nothing about a GPU.',
      });
    await control.breathe();
    return { dataset, ...(ownModel && { ownModel }), trainer, model, facts };
  }

  /** Opens an engine ahead of the first run; undefined when it cannot start, which the run will explain. */
  async openEngine(request: Spec['engine']): Promise<EngineFacts | undefined> {
    try {
      return (await this.trainer(request)).describe();
    } catch {
      return undefined;
    }
  }

  pause(): void {
    this.control?.pause();
  }

  resume(): void {
    this.control?.resume();
  }

  stop(): void {
    this.control?.stop();
  }

  /** The page was hidden while the run went on: times are no longer comparable. */
  markHidden(): void {
    this.hidden = true;
  }

  private async dataset(spec: AnySpec, own?: Dataset): Promise<Dataset> {
    if (spec.data.id !== 'own') {
      const { baseTrain, baseTest, newPool, newTest } = spec.data.split;
      return this.parts.loadDataset(
        spec.data.id,
        baseTrain + baseTest + newPool + newTest,
        spec.seeds.root,
        spec.data.params as ParameterValues,
      );
    }
    const { name, sha256 } = spec.data.params as { name: string; sha256: string };
    if (!own)
      throw new DataError(`This experiment uses the file ${name}, which stays on the computer of whoever made it`, {
        remedy: 'Open that file on the Data card.',
      });
    if (own.sha256 !== sha256)
      throw new DataError(`The open file is not the ${name} this experiment was made with: its content differs`, {
        remedy: 'Open the right file, or build a new experiment from this one.',
      });
    return own;
  }

  private trainer(request: Spec['engine']): Promise<Trainer> {
    if (this.open?.request === request) return this.open.trainer;
    const previous = this.open?.trainer;
    const trainer = (async () => {
      (await previous?.catch(() => undefined))?.dispose();
      return this.parts.createTrainer(request);
    })();
    this.open = { request, trainer };
    // A failed opening is not kept: the next run tries again.
    trainer.catch(() => {
      if (this.open?.trainer === trainer) this.open = undefined;
    });
    return trainer;
  }
}

/** Share of the most frequent class. */
function majorityShare({ samples: { y }, classes }: Dataset): number {
  const counts = new Int32Array(classes.length);
  for (const label of y) counts[label]!++;
  return Math.max(...counts) / y.length;
}

function explain(error: unknown): { code: 'bad-input' | 'engine' | 'internal'; text: string } {
  if (error instanceof DataError) return { code: 'bad-input', text: [error.message, error.remedy].filter(Boolean).join('. ') };
  if (error instanceof Error && error.name === 'EngineError') return { code: 'engine', text: error.message };
  const what = error instanceof Error ? error.message : String(error);
  return { code: 'internal', text: `Something went wrong inside the lab: ${what}. Run again; if it happens twice, choose another engine.` };
}
