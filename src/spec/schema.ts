/**
 * What an experiment is. A spec is complete: every field is present, in bounds, and nothing else is; its canonical JSON
 * identifies the experiment. Ids of data, drifts and arms are checked against their registries by `experiment/kinds/registry.ts`.
 */
import type { streamSpecSchema } from './kinds/stream/schema.ts';
import type { specSchema } from './kinds/compare/schema.ts';
import type * as v from 'valibot';

/** What both kinds have in common. */
export type AnySpec = Spec | StreamSpec;
/** What `kind` may say. */
export type KindId = AnySpec['kind'];
export type SpecOf<Id extends KindId> = Extract<AnySpec, { readonly kind: Id }>;
export type StreamSpec = v.InferOutput<typeof streamSpecSchema>;
/** How models are trained, base and repairs. */
export type Recipe = Pick<Spec, 'data' | 'task' | 'base' | 'stop' | 'recipe'>;
export type Spec = v.InferOutput<typeof specSchema>;
/** What may be written down: a drift may leave out what has a default. */
export type SpecInput = v.InferInput<typeof specSchema>;
export type StreamSpecInput = v.InferInput<typeof streamSpecSchema>;

/** A drift everywhere, from the first row of the new regime on. */
export const globalDrift = (driftId: string, severity: number): Spec['drift'][number] => ({
  id: driftId,
  severity,
  params: {},
  where: { scope: 'all' },
  when: { pattern: 'sudden', start: 0 },
});

/** One thing wrong with an input, and where: `path` is like `drift[0].severity`. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}
