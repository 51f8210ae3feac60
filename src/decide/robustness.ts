/** Whether a run's answer survives other ways to train: a specification curve (Simonsohn et al. 2020) over recipes, a small multiverse (Steegen et al. 2016). */
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { amount } from '../measure/metrics/words.ts';
import type { RecipeOutcome, Robustness, Verdict } from '../contracts/verdict.ts';
import { comparePaired } from '../measure/statistics/paired.ts';
import * as format from '../measure/format.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmSummary, Summary } from '../contracts/results.ts';
import { randomStream } from '../random/random.ts';
import type { RecipeVariant } from '../spec/recipe-variants.ts';
import { byMerit } from './choice.ts';

/** Sets of seeds that are drawn, to tell what chance does. */
const DRAWS = 1000;

/** @throws RangeError when an arm of the run is missing under every recipe, or there are fewer than two arms */
export function robustnessOf(
  { summary, verdict }: { readonly summary: Summary; readonly verdict: Pick<Verdict, 'favours'> },
  runs: readonly { readonly variant: Pick<RecipeVariant, 'id' | 'title' | 'knob'>; readonly summary: Summary }[],
): Robustness {
  const favourite = verdict.favours ?? byMerit(summary.arms)[0]!.id;
  const { margin } = summary;
  const recipes = runs.map(({ variant: { id, title, knob }, summary: { arms } }): RecipeOutcome => {
    const { rival, difference } = against(arms, favourite);
    return {
      ...{ id, title, knob },
      seeds: difference.values.length,
      accuracy: Object.fromEntries(arms.map((arm) => [arm.id, meritOf(arm).mean])),
      leader: byMerit(arms)[0]!.id,
      rival: rival.id,
      difference,
      stays: difference.mean >= -margin,
    };
  });
  const seeds = Math.min(...recipes.map((recipe) => recipe.seeds));
  return {
    ...(summary.metric !== undefined && { metric: summary.metric }),
    ...(summary.target && { target: summary.target }),
    favourite,
    margin,
    recipes,
    stays: recipes.filter((recipe) => recipe.stays).length,
    byChance: chance(summary, favourite, seeds),
  };
}

/** The favourite against the best of the others, on the seeds that both have. */
function against(arms: readonly ArmSummary[], favourite: string): { readonly rival: ArmSummary; readonly difference: Interval } {
  const own = arms.find(({ id }) => id === favourite);
  const rival = byMerit(arms.filter((arm) => arm !== own))[0];
  if (!own || !rival) throw new RangeError(`there is nothing to compare ${favourite} with under another recipe`);
  const seeds = Math.min(meritOf(own).values.length, meritOf(rival).values.length);
  return { rival, difference: comparePaired(meritOf(own).values.slice(0, seeds), meritOf(rival).values.slice(0, seeds)).difference };
}

/** Sets of so few of the run's own seeds, drawn at random: how often the favourite falls behind in them. */
function chance({ arms, margin }: Summary, favourite: string, seeds: number): number | null {
  const all = arms.find(({ id }) => id === favourite)!.accuracyNew.values.length;
  if (!(all > seeds)) return null;
  // Whoever left the race before its end was shown not to be the best.
  const whole = arms
    .filter((arm) => meritOf(arm).values.length >= all)
    .sort((a, b) => Number(b.id === favourite) - Number(a.id === favourite));
  const random = randomStream(0, 'robustness');
  let behind = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const chosen = random.sample(all, seeds);
    const [own, ...others] = whole.map((arm) => chosen.reduce((sum, seed) => sum + meritOf(arm).values[seed]!, 0) / seeds) as [
      number,
      ...number[],
    ];
    if (Math.max(...others) - own > margin) behind++;
  }
  return behind / DRAWS;
}

/** Under half of the recipes or more the favourite falls behind: what is said of it is said of the recipe. */
export const turns = ({ stays, recipes }: Robustness): boolean => stays <= recipes.length / 2;

/** In a sentence or two, what it comes to. `titles` by arm. */
export function robustnessSentence(robustness: Robustness, titles: Readonly<Record<string, string>>): string {
  const { favourite, recipes, stays, margin, byChance } = robustness;
  const metric = deciding(robustness);
  const name = titles[favourite] ?? favourite;
  const best = `is the best, or within ${amount(metric, margin)} of it,`;
  const lost = recipes.filter((recipe) => !recipe.stays);
  const knobs = [...new Set(lost.map(({ knob }) => knob))];
  const chance =
    byChance === null
      ? ''
      : ` By chance alone, with as few seeds under the run’s own recipe, it would fall behind in ${(100 * byChance).toFixed(0)} %.`;
  if (lost.length === 0) return `${format.capital(name)} ${best} under all ${recipes.length} other recipes.${chance}`;
  const where = lost.map(
    ({ title, rival, difference }) => `${title} (${titles[rival] ?? rival} ahead by ${amount(metric, -difference.mean)})`,
  );
  return `${format.capital(name)} ${best} under ${stays} of ${recipes.length} other recipes. It turns with the ${list(knobs)}: ${where.join('; ')}.${chance}`;
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
