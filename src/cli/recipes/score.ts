/** How often the best repair changes with the recipe. */
import { GIVEN, OTHER_SEEDS, ways, type Cell, type Way } from './worlds.ts';

/** One experiment with the mean accuracy of each repair on new rows (0 … 1). */
export interface Reached extends Pick<Cell, 'world' | 'way' | 'recipe'> {
  readonly accuracy: Readonly<Record<string, number>>;
}

/** The best repair under the given recipe, and what became of it under another. */
export interface Change extends Pick<Cell, 'world' | 'way' | 'recipe'> {
  readonly best: string;
  readonly bestNow: string;
  /** By how much the former best is behind now (0 … 1). */
  readonly behind: number;
  /** It is behind by more than the margin. */
  readonly changed: boolean;
}

export interface RecipeScore {
  readonly way: Way;
  /** Of all pairs of a world and another recipe, the share under which the best repair is another by more than the margin. */
  readonly changed: number;
  readonly of: number;
  /** The same where nothing but the seeds is other: what chance does. */
  readonly byChance: number;
  /** Share of worlds in which it changes under half of the recipes or more. */
  readonly turning: number;
  /** Mean accuracy of the best repair under the given recipe. */
  readonly reached: number;
  /** The share by recipe. */
  readonly byRecipe: Readonly<Record<string, number>>;
}

export function changesOf(all: readonly Reached[], margin: number): Change[] {
  return all
    .filter(({ recipe }) => recipe !== GIVEN)
    .map(({ world, way, recipe, accuracy }) => {
      const given = all.find((one) => one.world === world && one.way === way && one.recipe === GIVEN)!;
      const [best, bestNow] = [bestOf(given.accuracy), bestOf(accuracy)];
      const behind = accuracy[bestNow]! - (accuracy[best] ?? 0);
      return { world, way, recipe, best, bestNow, behind, changed: behind > margin };
    });
}

export function scores(all: readonly Reached[], margin: number): RecipeScore[] {
  const changes = changesOf(all, margin);
  return ways.map((way) => {
    const own = changes.filter((change) => change.way === way);
    const others = own.filter(({ recipe }) => recipe !== OTHER_SEEDS);
    const worlds = [...new Set(own.map(({ world }) => world))];
    const shareOf = (list: readonly Change[]) => (list.length ? list.filter(({ changed }) => changed).length / list.length : 0);
    const given = all.filter((one) => one.way === way && one.recipe === GIVEN);
    return {
      way,
      changed: shareOf(others),
      of: others.length,
      byChance: shareOf(own.filter(({ recipe }) => recipe === OTHER_SEEDS)),
      turning: worlds.filter((world) => shareOf(others.filter((change) => change.world === world)) >= 0.5).length / worlds.length,
      reached: given.reduce((sum, { accuracy }) => sum + accuracy[bestOf(accuracy)]!, 0) / given.length,
      byRecipe: Object.fromEntries(
        [...new Set(others.map(({ recipe }) => recipe))].map((recipe) => [
          recipe,
          shareOf(others.filter((change) => change.recipe === recipe)),
        ]),
      ),
    };
  });
}

const bestOf = (accuracy: Readonly<Record<string, number>>): string =>
  Object.entries(accuracy).reduce((top, next) => (next[1] > top[1] ? next : top))[0];
