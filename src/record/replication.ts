/** Whether a run of the same experiment comes to the same: the only check of a result that is one. */
import type { Replication } from '../contracts/library.ts';
import type { AnyRecord } from '../contracts/record.ts';
import { difference as told } from '../measure/metrics/words.ts';
import { interval } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import { outcomeOf } from './replicated.ts';
import { contestantsOf, type Repeated } from './repeats.ts';

type Outcome = Replication['outcome'];

/**
 * *Equal*: the same weights on every seed. *Within*: the 95 % interval of the paired difference lies inside the margin, for every repair.
 * *Different*: for some repair it lies beyond the margin, at 5 % for all repairs together (Bonferroni). *Unclear*: neither.
 *
 * An honest run on another engine is called different in at most 5 % of cases, and in practice hardly ever: engines differ by rounding, which on a
 * quick run moved the accuracy of a repair by 0 … 0.5 points (standard deviation over seeds; WASM against WebGPU and against TensorFlow.js). In
 * 1,000 simulated pairs of 16 seeds and 5 repairs with noise of that size none is called different; with noise that dwarfs the margin (5
 * points, 3 seeds, 8 repairs) 2.9 % are, where each repair by itself at 5 % would make it 21 % (`test/record/replication-null.test.ts`).
 *
 * @throws RangeError where they are runs of different experiments
 */
export function replication(original: AnyRecord, replica: AnyRecord): Replication {
  if (original.specId !== replica.specId) throw new RangeError('these are runs of different experiments');
  const [there, here] = [contestantsOf(original), contestantsOf(replica)];
  const { metric, margin } = there;
  const arms = there.all.map((one) =>
    replicated(
      one,
      here.all.find(({ id }) => id === one.id),
      { margin, among: there.all.length },
    ),
  );
  const outcome = worst(arms.map((arm) => arm.outcome));
  const [far] = [...arms]
    .filter(({ difference }) => difference)
    .sort((a, b) => Math.abs(b.difference!.mean) - Math.abs(a.difference!.mean));
  const repeats = arms.reduce((sum, arm) => sum + arm.repeats, 0);
  const same = arms.reduce((sum, arm) => sum + arm.sameWeights, 0);
  const most = far?.difference ? ` At most it is ${told(metric, { ...far.difference, values: [0, 0] })} for ${far.title}.` : '';
  const sentence: Record<Outcome, string> = {
    equal: `Replicated to the bit: all ${repeats} repeats end in the same weights.`,
    within: `Replicated: every repair differs by less than the margin of the experiment.${most} ${same} of ${repeats} repeats end in the same weights.`,
    different: `Not replicated: a repair differs by more than the margin of the experiment, at 5 % over all repairs.${most}`,
    unclear: `Neither shown the same nor shown different.${most} More seeds would tell.`,
  };
  return { outcome, sentence: sentence[outcome], arms };
}

/** @param among so many repairs */
function replicated(
  there: Repeated,
  here: Repeated | undefined,
  { margin, among }: { readonly margin: number; readonly among: number },
): Replication['arms'][number] {
  const pairs = there.repeats.flatMap((one) => {
    const other = here?.repeats.find(({ seed }) => seed === one.seed);
    return other ? [{ one, other }] : [];
  });
  const sameWeights = pairs.filter(({ one, other }) => one.end === other.end).length;
  const difference = pairs.length ? interval(pairs.map(({ one, other }) => other.merit - one.merit)) : null;
  const { id: arm, title } = there;
  return {
    arm,
    title,
    repeats: pairs.length,
    sameWeights,
    difference: difference && without(difference),
    outcome: outcomeOf(pairs.length, sameWeights, difference, { margin, among }),
  };
}

const without = ({ mean, lo, hi }: Interval) => ({ mean, lo, hi });

const RANK: readonly Outcome[] = ['different', 'unclear', 'within', 'equal'];
const worst = (outcomes: readonly Outcome[]): Outcome => RANK.find((outcome) => outcomes.includes(outcome)) ?? 'unclear';
