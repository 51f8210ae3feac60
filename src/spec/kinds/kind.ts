/** What a kind of experiment is at the floor where specs are read: its schema, its presets, its links, and what may be asked of it. */
import type * as v from 'valibot';
import type { Lead } from '../lead/schema.ts';
import type { AnySpec } from '../schema.ts';

/** A named spec. */
export interface Preset<Spec, Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly help: string;
  readonly spec: Spec;
}

/**
 * What some kinds can and others cannot: be decided by a metric of the user's choice; make learning rates fit; be asked again under other
 * recipes; be run at several label budgets; be exported for another implementation, which needs every repair to begin at its seed's base model; have
 * their seeds pooled with those of other machines.
 */
export type Ability = 'choosesMetric' | 'fitsRates' | 'survivesRecipes' | 'variesBudget' | 'exportsWeights' | 'poolsSeeds';

export interface SpecKind<S extends AnySpec, Id extends string = string> {
  /** What `kind` says in a spec. */
  readonly id: S['kind'];
  /** A noun that follows “a”. */
  readonly title: string;
  readonly schema: v.GenericSchema<unknown, S>;
  readonly presets: Readonly<Record<Id, Preset<S, Id>>>;
  /** The one that a spec file's missing sections come from. */
  readonly defaults: Preset<S, Id>;
  /** The letter that its links begin with (`r` of `r2=`), and the frozen spec that they are a difference to. */
  readonly link: { readonly letter: string; readonly base: unknown };
  readonly can: Readonly<Record<Ability, boolean>>;
  /** How much is learned from, in a few words. */
  labelled(spec: S): string;
  /** The experiment trained as is recommended. */
  recommended(spec: S): S;
  /** The experiment on the data that another one is on, with what of it goes by the data. */
  onDataOf(spec: S, other: AnySpec): S;
  /** The experiment with that many labels, in the kind's own measure. Bounds are checked with the whole spec. */
  withLabels(spec: S, labels: number): S;
  /** The experiment with what of a lead it can use. A stream stands for the time up to the horizon: its rows are a sample of the traffic. */
  withLead(spec: S, lead: Lead): S;
  /** The experiment, asking for no more than the rows that it has. */
  withinPool(spec: S): S;
}
