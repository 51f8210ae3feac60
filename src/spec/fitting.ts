/** How experiments made new are trained, and how those of before were. */
import { type Spec } from './schema.ts';

/**
 * How experiments made new are trained: the rate falls to zero in the last two thirds of the steps, the base model's is chosen once on old rows, and
 * repairs that tune choose theirs on a third of the labels. Heads alone are solved: at least as accurate as by steps at rates that fit, and less spread,
 * on every preset looked at, at up to ten times the time of steps (README, Recipes).
 */
export const fitting = {
  recipe: { schedule: { id: 'linear', warmUp: 0, from: 0.33 }, heads: { id: 'solved' } },
  learning: { validation: 0.33 },
} as const satisfies Pick<Spec, 'recipe' | 'learning'>;

/** The same experiment at one constant rate for all, as experiments without a recipe are. */
export const plain = <T extends Pick<Spec, 'recipe'> & { readonly learning?: unknown }>({
  recipe: _,
  learning: __,
  ...spec
}: T): Omit<T, 'recipe' | 'learning'> => spec;
