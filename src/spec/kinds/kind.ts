/** What a kind of experiment is at the floor where specs are read: its schema, its presets and its links. */
import type * as v from 'valibot';

/** A named spec. */
export interface Preset<Spec, Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly help: string;
  readonly spec: Spec;
}

export interface SpecKind<Spec, Id extends string = string> {
  /** What `kind` says in a spec. */
  readonly id: string;
  readonly title: string;
  readonly schema: v.GenericSchema<unknown, Spec>;
  /** The first one is what a page shows first, and what a spec file's missing sections come from. */
  readonly presets: Readonly<Record<Id, Preset<Spec, Id>>>;
  /** How its links begin (`r1=`), and the frozen spec that they are a difference to. */
  readonly link: { readonly prefix: string; readonly base: unknown };
}
