import { fitEncoder } from '../../data/encode.ts';
import { asAsked } from '../../data/parts-of-range.ts';
import { DataError } from '../../data/errors.ts';
import type { Dataset } from '../../data/types.ts';
import { buildModel, outputsOf } from '../../models/families.ts';
import { buildRecord } from '../../record/build.ts';
import { contentId } from '../../spec/canonical.ts';
import { describeIssues } from '../../spec/parse.ts';
import type { ParameterValues } from '../../spec/parameter.ts';
import type { AnySpec, Spec } from '../../spec/schema.ts';
import type { Emit } from '../../contracts/events.ts';
import type { Environment } from '../../contracts/record.ts';
import type { LoadDataset, Own, RunCommand, RunOptions } from '../../contracts/services.ts';
import { PressureWatch } from './pressure-watch.ts';
import type { DrivenControl } from '../../experiment/driven-control.ts';
import { StoppedError } from '../../training/run-control.ts';
import type { Analyst } from '../../contracts/analysis.ts';
import { analystHere } from '../../experiment/analyst-here.ts';
import { conditionsOf } from '../../experiment/conditions.ts';
import { shiftOf } from '../../experiment/real-drift.ts';
import { checkOn, kindOf } from '../../experiment/kinds/registry.ts';
import type { RepairedModel } from '../../contracts/repair.ts';
import type { EngineFacts, Trainer } from '../../contracts/trainer.ts';

/** What the session needs from outside. */
export interface SessionParts {
  createTrainer(request: Spec['engine']): Promise<Trainer>;
  readonly loadDataset: LoadDataset;
  /** Identifies the machine, for the record. */
  readonly machine: Pick<Environment, 'userAgent' | 'cores' | 'commit' | 'timerStepMs' | 'isolated' | 'cpuPerformance'>;
  readonly app: string;
  /** Where analyses are done; in this thread without. */
  readonly analyst?: Analyst;
  /** Follows the pressure on the processor; unknown without. */
  readonly pressure?: PressureWatch;
}

export class LabSession {
  private control: DrivenControl | undefined;
  private open: { readonly request: Spec['engine']; readonly trainer: Promise<Trainer> } | undefined;
  private hidden = false;
  /** What came of the repairs on the first seed of the run that began last, by the id of its spec. */
  private repaired = { specId: '', models: new Map<string, RepairedModel>() };

  private readonly pressure: PressureWatch;
  private readonly analyst: Analyst;

  constructor(private readonly parts: SessionParts) {
    this.pressure = parts.pressure ?? new PressureWatch();
    this.analyst = parts.analyst ?? analystHere;
  }

  /** Runs an experiment of any kind to its end, telling `emit` everything; never rejects. The last event is `finished`, `stopped` or `failed`. */
  async run(
    spec: AnySpec,
    emit: Emit,
    { own = {}, earlier, interruptions, brief = false, speed = Infinity }: RunOptions = {},
  ): Promise<void> {
    if (this.control) return emit({ type: 'failed', code: 'bad-input', text: 'A run is already going on; stop it first.', kept: 0 });
    const kind = kindOf(spec);
    const control = kind.control(speed);
    this.control = control;
    this.hidden = false;
    this.pressure.begin();
    // Further seeds leave the first one as it was.
    const repaired = { specId: contentId(spec), models: earlier ? this.repaired.models : new Map<string, RepairedModel>() };
    if (!brief) this.repaired = repaired;
    const started = { at: new Date(), clock: performance.now() };
    let kept = 0;
    const counting: Emit = (event) => {
      if (event.type === kind.keeps) kept++;
      emit(event);
    };
    try {
      const { dataset, ownModel, trainer, model, facts } = await this.prepare(spec, control, emit, own);
      emit({ type: 'phase-started', phase: 'training' });
      const before = trainer.held();
      const ran = await kind.run({
        ...{ spec, dataset, trainer, analyst: this.analyst, pace: control, emit: counting, brief },
        ...(ownModel && { ownModel }),
        ...(earlier && { earlier }),
        ...(!brief && { keep: (arm, model) => void repaired.models.set(arm, model) }),
      });
      const early = 'endedBy' in ran;
      const leaked = early ? 0 : trainer.held() - before;
      if (leaked > 0)
        emit({ type: 'warning', code: 'leak', text: `The engine did not release all that it held (${leaked} tensors or bytes).` });

      emit({ type: 'phase-started', phase: 'summary' });
      const { app, machine } = this.parts;
      const { stoodStillMs } = control;
      const environment = {
        ...{ app, ...machine, engine: facts, hidden: this.hidden, pressure: this.pressure.end() },
        ...(interruptions?.length && { interruptions }),
        ...(stoodStillMs > 0 && { stoodStillMs }),
      };
      if (stoodStillMs > 0) emit({ type: 'warning', code: 'stood-still', text: standstill(stoodStillMs) });
      const derived = ran.summarise(conditionsOf(environment));
      const [shift, body] = await Promise.all([early ? undefined : shiftOf(spec, dataset, this.analyst), ran.complete(derived)]);
      const record = buildRecord({
        ...{ spec, dataset, model, shift, body },
        environment,
        startedAt: started.at.toISOString(),
        durationMs: performance.now() - started.clock,
      });
      if (early && isEngineError(ran.endedBy)) this.closeEngine();
      if (!early) emit({ type: 'finished', record });
      else if (ran.endedBy instanceof StoppedError) emit({ type: 'stopped', kept, record });
      else emit({ type: 'failed', ...explain(ran.endedBy), kept, record });
    } catch (error) {
      if (isEngineError(error)) this.closeEngine();
      if (error instanceof StoppedError) emit({ type: 'stopped', kept });
      else emit({ type: 'failed', ...explain(error), kept });
    } finally {
      this.control = undefined;
      this.analyst.clear();
    }
  }

  repairedModel(specId: string, arm: string): RepairedModel | undefined {
    return this.repaired.specId === specId ? this.repaired.models.get(arm) : undefined;
  }

  /** A person's word in the run that is going on. */
  drive(command: RunCommand): void {
    if (command.type === 'hidden') this.hidden = true;
    if (command.type === 'stop') this.analyst.clear();
    this.control?.obey(command);
  }

  /** Data, engine and model of an experiment, checked. @throws DataError, EngineError */
  private async prepare(spec: AnySpec, control: DrivenControl, emit: Emit, own: Own) {
    emit({ type: 'phase-started', phase: 'data' });
    const dataset = asAsked(spec, await this.dataset(spec, own.data));
    const ownModel = spec.model.family === 'imported' ? own.model : undefined;
    const issues = checkOn(spec, dataset, ownModel);
    if (issues.length) throw new DataError(describeIssues(issues), { remedy: '' });

    emit({ type: 'phase-started', phase: 'engine' });
    const trainer = await this.trainer(spec.engine);
    const { inputShape } = fitEncoder(dataset.samples, dataset.columns);
    const model = buildModel(spec.model, inputShape, outputsOf(spec, dataset.classes), ownModel);
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

  /** What is lost, or has reported an error, is not asked again: the next run opens another. */
  private closeEngine(): void {
    this.open?.trainer.then(
      (trainer) => trainer.dispose(),
      () => undefined,
    );
    this.open = undefined;
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

const standstill = (ms: number): string =>
  `The computer or the tab stood still for ${(ms / 1000).toFixed(1)} s. That time is not counted; times and energy of this run are not compared.`;

const OTHER_ENGINE =
  'What was finished is kept. A browser gives no new GPU for about two minutes after it lost one twice: wait and run again, or choose WebAssembly on the Machine card.';

const isEngineError = (error: unknown): boolean => isDeviceLost(error) || (error instanceof Error && error.name === 'EngineError');

const isDeviceLost = (error: unknown): error is Error => error instanceof Error && error.name === 'DeviceLostError';

function explain(error: unknown): { code: 'bad-input' | 'engine' | 'engine-lost' | 'internal'; text: string } {
  if (error instanceof DataError) return { code: 'bad-input', text: [error.message, error.remedy].filter(Boolean).join('. ') };
  if (isDeviceLost(error)) return { code: 'engine-lost', text: `${error.message}. ${OTHER_ENGINE}` };
  if (error instanceof Error && error.name === 'EngineError') return { code: 'engine', text: error.message };
  const what = error instanceof Error ? error.message : String(error);
  // Code that a run needs comes when it is first needed; each browser says in its own words that it did not.
  if (/dynamically imported module|module script failed|error loading/i.test(what))
    return { code: 'internal', text: 'A part of the page that this run needs could not be loaded. Check the connection and run again.' };
  return { code: 'internal', text: `Something went wrong inside the lab: ${what}. Run again; if it happens twice, choose another engine.` };
}
