/** How little would change the advice: one input at a time, everything else as it is. */
import type { Advice } from './settled.ts';
import { hours } from '../measure/freshness/words.ts';
import { advise } from './advice.ts';
import { architectureChanges, fitsOf } from './architecture.ts';
import type { Known } from './rules.ts';
import type { Limits, Situation } from './situation.ts';

export interface Flip {
  /** What would be different, in words. */
  readonly input: string;
  readonly from: string;
  readonly to: string;
  readonly verdict: Advice['verdict'];
  readonly arm?: string;
  /** What serves until `arm` is ready. */
  readonly first?: string;
}

const switches: Readonly<Record<'regulated' | 'oldWorldMatters' | 'rollback' | 'unfairBase', string>> = {
  regulated: 'regulated domain',
  oldWorldMatters: 'the old world still matters',
  rollback: 'going back within hours is needed',
  unfairBase: 'the base model was unfair before',
};
const limits: Readonly<Record<keyof Limits, string>> = {
  labelsPerClass: 'labels a class that count as few',
  recallDrop: 'limit for the fall of a class’s recall',
  groupDrop: 'limit for the fall of the worst group',
  oddsRise: 'limit for the rise of the odds difference',
  forgetting: 'limit for forgetting',
  negativeFlips: 'limit for answers that break',
  fitGap: 'limit for what the old architecture falls short by',
};
/** Steps on the way from a number towards 0 and away from it, as factors; the first that changes the advice is refined. */
const FACTORS = [1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100];
const REFINEMENTS = 12;
/** Of horizons, each of which takes a test of its own: coarser steps. */
const COARSE = { factors: [1.25, 2, 5, 30], refinements: 6 } as const;
const MOST_PATCHES = 100;
/** Ten years. */
const MOST_HORIZON = 87_600;

/** The nearest changes that would change verdict or repair, one for each input that has one, the smallest relative change first. */
export function flips(known: Known): Flip[] {
  const now = advise(known);
  const differs = (advice: Advice) => advice.verdict !== now.verdict || advice.arm !== now.arm || advice.first !== now.first;
  const found: { readonly flip: Flip; readonly size: number }[] = [];
  const add = (input: string, from: string, to: string, advice: Advice, size: number) =>
    found.push({
      flip: {
        input,
        from,
        to,
        verdict: advice.verdict,
        ...(advice.arm !== undefined && { arm: advice.arm }),
        ...(advice.first !== undefined && { first: advice.first }),
      },
      size,
    });
  const within = (situation: Partial<Situation>): Advice => advise({ ...known, situation: { ...known.situation, ...situation } });

  for (const [key, input] of Object.entries(switches) as [keyof typeof switches, string][]) {
    const value = known.situation[key];
    const advice = within({ [key]: !value });
    if (differs(advice)) add(input, value ? 'yes' : 'no', value ? 'no' : 'yes', advice, 1);
  }
  const changes = architectureChanges(known) ?? false;
  const otherwise = within({ architectureChanged: !changes });
  const source = known.situation.architectureChanged === 'evidence' && fitsOf(known) ? ', by the evidence' : '';
  if (differs(otherwise)) add('the architecture changes', `${changes ? 'yes' : 'no'}${source}`, changes ? 'no' : 'yes', otherwise, 1);
  for (const [key, input] of Object.entries(limits) as [keyof Limits, string][]) {
    const value = known.situation.limits[key];
    const at = (other: number) => within({ limits: { ...known.situation.limits, [key]: other } });
    const nearest = nearestChange(value, key === 'labelsPerClass' ? 1e6 : 1, (other) => differs(at(other)));
    if (nearest !== undefined) add(input, text(value), text(nearest), at(nearest), relative(value, nearest));
  }
  const { patches } = known.situation;
  // Patches weigh in money only.
  for (let distance = 1; known.prices && distance <= MOST_PATCHES; distance++) {
    const other = [patches - distance, patches + distance].find((count) => count >= 0 && differs(within({ patches: count })));
    if (other === undefined) continue;
    add('fine-tunings since the last retraining', String(patches), String(other), within({ patches: other }), relative(patches, other));
    break;
  }
  const { predictions = null } = known;
  if (predictions !== null) {
    const at = (other: number) => advise({ ...known, predictions: other });
    const nearest = nearestChange(predictions, Infinity, (other) => differs(at(other)));
    if (nearest !== undefined)
      add('predictions until the next drift', text(predictions), text(nearest), at(nearest), relative(predictions, nearest));
  }
  if (known.waiting) {
    const { horizon, until } = known.waiting;
    const at = (other: number) => advise({ ...known, waiting: { horizon: other, until } });
    const nearest = nearestChange(horizon, MOST_HORIZON, (other) => other > 0 && differs(at(other)), COARSE);
    if (nearest !== undefined)
      add(
        'horizon',
        hours(horizon),
        `${hours(nearest)} or ${nearest < horizon ? 'less' : 'more'}`,
        at(nearest),
        relative(horizon, nearest),
      );
  }
  const perClass = known.labels / Math.max(1, known.classes.length);
  const enough = Math.ceil(known.situation.limits.labelsPerClass * known.classes.length);
  if (perClass < known.situation.limits.labelsPerClass) {
    const advice = advise({ ...known, labels: enough });
    if (differs(advice))
      add('labelled new rows, all else measured alike', String(known.labels), String(enough), advice, relative(known.labels, enough));
  }
  return found.sort((a, b) => a.size - b.size).map(({ flip }) => flip);
}

/** The value nearest to `value`, within 0 … most, that changes the answer; undefined when none of those tried does. */
function nearestChange(
  value: number,
  most: number,
  changes: (other: number) => boolean,
  { factors, refinements }: { readonly factors: readonly number[]; readonly refinements: number } = {
    factors: FACTORS,
    refinements: REFINEMENTS,
  },
): number | undefined {
  const directions = [factors.map((factor) => value * factor), [...factors.map((factor) => value / factor), 0]];
  const ends = directions.flatMap((steps) => {
    let before = value;
    for (const step of steps) {
      const other = Math.min(most, step);
      if (other !== before && changes(other)) return [refine(before, other, changes, refinements)];
      before = other;
    }
    return [];
  });
  return ends.sort((a, b) => relative(value, a) - relative(value, b))[0];
}

/** Halves the way between a value that changes nothing and one that does, and rounds onwards to three digits. */
function refine(same: number, other: number, changes: (value: number) => boolean, refinements: number): number {
  let [near, far] = [same, other];
  for (let i = 0; i < refinements; i++) {
    const middle = (near + far) / 2;
    if (changes(middle)) far = middle;
    else near = middle;
  }
  if (far === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(far)) - 2);
  const rounded = step * (other > same ? Math.ceil(far / step) : Math.floor(far / step));
  return changes(rounded) ? rounded : other;
}

const relative = (from: number, to: number): number => Math.abs(to - from) / Math.max(Math.abs(from), 1e-9);
const text = (value: number): string => String(Number(value.toPrecision(3)));
