/** Runs every world under every recipe, before and after, in the headless page. */
import { runMany } from '../run-many.ts';
import { changesOf, scores, type Change, type Reached, type RecipeScore } from './score.ts';
import { cells } from './worlds.ts';

export interface RecipesReport {
  readonly margin: number;
  readonly scores: readonly RecipeScore[];
  readonly changes: readonly Change[];
  readonly durationMs: number;
}

/** Tells stderr how it goes. @throws CliError when it is stopped, or an experiment fails. */
export async function runRecipes(): Promise<RecipesReport> {
  const started = performance.now();
  const reached: Reached[] = [];
  const all = cells();
  await runMany(all, ({ world, way, recipe }, record) => {
    const { arms } = record.derived.summary;
    reached.push({ world, way, recipe, accuracy: Object.fromEntries(arms.map(({ id, accuracyNew }) => [id, accuracyNew.mean])) });
  });
  const { margin } = all[0]!.spec.measure;
  return { margin, scores: scores(reached, margin), changes: changesOf(reached, margin), durationMs: performance.now() - started };
}
