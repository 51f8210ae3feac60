/** What a kind of experiment is where it runs. One folder each; `registry.ts` lists them. */
import type { Analyst } from '../../contracts/analysis.ts';
import type { Emit, RunEvent } from '../../contracts/events.ts';
import type { AnyRecord, Body, EarlierOf } from '../../contracts/record.ts';
import type { DataFacts } from '../../contracts/services.ts';
import type { RepairedModel } from '../../contracts/repair.ts';
import type { Trainer } from '../../contracts/trainer.ts';
import type { Dataset } from '../../data/types.ts';
import type { OwnModel } from '../../models/own-model.ts';
import type { AnySpec, Issue } from '../../spec/schema.ts';
import type { Conditions } from '../conditions.ts';
import type { DrivenControl } from '../driven-control.ts';

/** What every run gets. */
export interface KindContext<S, R extends AnyRecord, Control> {
  readonly spec: S;
  readonly dataset: Dataset;
  readonly ownModel?: OwnModel;
  readonly trainer: Trainer;
  readonly analyst: Analyst;
  /** Paused, stopped and driven from outside. */
  readonly pace: Control;
  readonly emit: Emit;
  /** What a run of the same experiment has already. */
  readonly earlier?: EarlierOf<R>;
  /** Only accuracies are asked for. */
  readonly brief?: boolean;
  /** Holds what came of a repair on the first seed. */
  readonly keep?: (arm: string, repaired: RepairedModel) => void;
}

/** A run that has ended: what it came to, and the rest that changes nothing about that but belongs into the record. */
export interface Ran<R extends AnyRecord = AnyRecord> {
  /** Why it did not come to its end (`StoppedError`: a person stopped it); this is what it had come to. */
  readonly endedBy?: unknown;
  /** What is concluded from it. */
  summarise(conditions: Conditions): R['derived'];
  /** Its own part of the record. Rejects with an AbortError when stopped. */
  complete(derived: R['derived']): Promise<Body<R>>;
}

export interface Kind<S extends AnySpec = AnySpec, R extends AnyRecord = AnyRecord, Control extends DrivenControl = DrivenControl> {
  /** What `kind` says in a spec. */
  readonly id: S['kind'];
  /** Everything wrong with running it on this data; empty when it can run. */
  check(spec: S, data: DataFacts, ownModel?: OwnModel): Issue[];
  /** How one run of it is driven from outside. @param speed steps per second that a person watches, Infinity = as fast as it can */
  control(speed: number): Control;
  /** Runs it to its end. The spec must have passed the check. Rejects with an AbortError when stopped. */
  run(context: KindContext<S, R, Control>): Promise<Ran<R>>;
  /** Events that count what a stopped run keeps. */
  readonly keeps?: RunEvent['type'];
}
