/** How often the best repair changes with the recipe, as text. */
import * as format from '../../measure/format.ts';
import { aligned } from '../../record/export/aligned.ts';
import type { RecipesReport } from './run.ts';
import type { RecipeScore } from './score.ts';

/** The share of changes is to fall to this part of what it was. */
const GOAL = 1 / 3;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Whether rates that fit change the best repair so much more seldom. */
export function met({ scores: [before, after] }: RecipesReport): boolean {
  return after!.changed <= GOAL * before!.changed;
}

/** Without a line end. */
export function recipesText(report: RecipesReport): string {
  const { margin, scores, changes, durationMs } = report;
  const [before, after] = scores as [RecipeScore, RecipeScore];
  const rows = (name: string, of: (score: RecipeScore) => string) => [name, of(before), of(after)];
  const worst = changes
    .filter(({ changed, recipe, way }) => changed && way === after.way && recipe in after.byRecipe)
    .sort((a, b) => b.behind - a.behind);
  return [
    `How often another repair is the best by more than ${format.pointsOf(margin)} when only the recipe changes (${before.of} pairs of a world and a recipe):`,
    ...aligned([
      ['', before.way, after.way],
      rows('best repair changes', ({ changed }) => percent(changed)),
      rows('… when only the seeds change', ({ byChance }) => percent(byChance)),
      rows('worlds in which half of the recipes change it', ({ turning }) => percent(turning)),
      rows('accuracy of the best repair', ({ reached }) => percent(reached)),
      ...Object.keys(before.byRecipe).map((recipe) =>
        rows(`  ${recipe}`, ({ byRecipe }) => (recipe in byRecipe ? percent(byRecipe[recipe]!) : '–')),
      ),
    ]).map((line) => `  ${line}`),
    '',
    `${met(report) ? 'Met' : 'NOT MET'}: with rates that fit, a third of the changes at most.`,
    ...(worst.length
      ? [
          '',
          'Largest changes that are left:',
          ...worst
            .slice(0, 8)
            .map(
              ({ world, recipe, best, bestNow, behind }) =>
                `  ${world}, ${recipe}: ${best} is behind ${bestNow} by ${format.pointsOf(behind)}`,
            ),
        ]
      : []),
    '',
    `took ${format.seconds(durationMs / 1000)}`,
  ].join('\n');
}
