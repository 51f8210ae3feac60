/** What a model is asked to tell, and what of an experiment hangs on it. */
import { concerns, recipeParts, type RecipeChoice } from './recipe-parts.ts';
import type { AnySpec } from './schema.ts';

/** The experiment with the number, or (without a task) the classes, as what is told; parts of the recipe and the metric of the other go. */
export function withTask<S extends AnySpec>(spec: S, task: AnySpec['task']): S {
  if (spec.task === task) return spec;
  const {
    task: _,
    recipe = {},
    measure: { metric: __, in: ___, binary: ____, ...measure },
    ...rest
  } = spec;
  const kept = Object.entries(recipe).filter(([id]) =>
    concerns(
      recipeParts.find((part) => part.id === id)!,
      { task },
    ),
  );
  const left = Object.fromEntries(kept) as RecipeChoice;
  return { ...rest, measure, ...(kept.length > 0 && { recipe: left }), ...(task && { task }) } as unknown as S;
}
