/** Every kind of experiment, in the order in which they are offered. The first is meant where a spec names none. */
import type { AnySpec, KindId, SpecOf } from '../schema.ts';
import { compareSpecKind } from './compare/kind.ts';
import type { Ability, Preset, SpecKind } from './kind.ts';
import { streamSpecKind } from './stream/kind.ts';

const kinds = { compare: compareSpecKind, stream: streamSpecKind } satisfies { readonly [Id in KindId]: SpecKind<SpecOf<Id>> };

export const specKinds: readonly SpecKind<AnySpec>[] = Object.values(kinds);

/** The kind that an input says it is; the first where it says none, or one that there is not. */
export const specKindOf = (input: unknown): SpecKind<AnySpec> =>
  specKinds.find(
    ({ id }) =>
      typeof input === 'object' && input !== null && Object.hasOwn(input, 'kind') && (input as { readonly kind?: unknown }).kind === id,
  ) ?? specKinds[0]!;

/** The presets of every kind. */
export const allPresets: readonly Preset<AnySpec>[] = specKinds.flatMap(({ presets: own }) => Object.values(own));

/** Specs of the kinds that can do that. */
type Able<A extends Ability> = { [Id in KindId]: (typeof kinds)[Id]['can'][A] extends true ? SpecOf<Id> : never }[KindId];

/** Whether experiments of its kind can do that. */
export const can = <A extends Ability>(spec: AnySpec, ability: A): spec is Able<A> => kinds[spec.kind].can[ability];

/** The kinds that can do that, in words that follow “a”. */
export const kindsThat = (ability: Ability): string =>
  specKinds
    .filter((kind) => kind.can[ability])
    .map(({ title }) => title)
    .join(' or a ');
