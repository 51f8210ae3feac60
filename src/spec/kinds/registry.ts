/** Every kind of experiment, in the order in which they are offered. The first is meant where a spec names none. */
import type { AnySpec } from '../schema.ts';
import { linkBase } from './compare/link-base.ts';
import { presets } from './compare/presets.ts';
import { specSchema } from './compare/schema.ts';
import type { Preset, SpecKind } from './kind.ts';
import { streamLinkBase } from './stream/link-base.ts';
import { streamPresets } from './stream/presets.ts';
import { streamSpecSchema } from './stream/schema.ts';

export const specKinds: readonly SpecKind<AnySpec>[] = [
  { id: 'compare', title: 'comparison', schema: specSchema, presets, link: { prefix: 'r1=', base: linkBase } },
  { id: 'stream', title: 'stream', schema: streamSpecSchema, presets: streamPresets, link: { prefix: 's1=', base: streamLinkBase } },
];

/** The kind that an input says it is; the first where it says none, or one that there is not. */
export const specKindOf = (input: unknown): SpecKind<AnySpec> =>
  specKinds.find(({ id }) => typeof input === 'object' && input !== null && 'kind' in input && input.kind === id) ?? specKinds[0]!;

/** The presets of every kind. */
export const allPresets: readonly Preset<AnySpec>[] = specKinds.flatMap(({ presets: own }) => Object.values(own));
