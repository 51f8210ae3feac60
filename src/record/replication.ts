/** Whether a run of the same experiment comes to the same: the only check of a result that is one. */
import type { Replication } from '../contracts/library.ts';
import type { AnyRecord } from '../contracts/record.ts';
import { difference as told } from '../measure/metrics/words.ts';
import { interval } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import { contestantsOf, type Repeated } from './repeats.ts';

type Outcome = Replication['outcome'];

/** With fewer pairs nothing is concluded from an interval. */
const FEWEST = 3;

/** @throws RangeError where they are runs of different experiments */
export function replication(original: AnyRecord, replica: AnyRecord): Replication {
  if (original.specId !== replica.specId) throw new RangeError('these are runs of different experiments');
  const [there, here] = [contestantsOf(original), contestantsOf(replica)];
  const { metric, margin } = there;
  const arms = there.all.map((one) =>
    replicated(
      one,
      here.all.find(({ id }) => id === one.id),
      margin,
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
    different: `Not replicated: a repair differs by more than the margin of the experiment.${most}`,
    unclear: `Neither shown the same nor shown different.${most} More seeds would tell.`,
  };
  return { outcome, sentence: sentence[outcome], arms };
}

function replicated(there: Repeated, here: Repeated | undefined, margin: number): Replication['arms'][number] {
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
    outcome: outcomeOf(pairs.length, sameWeights, difference, margin),
  };
}

const without = ({ mean, lo, hi }: Interval) => ({ mean, lo, hi });

function outcomeOf(pairs: number, same: number, difference: Interval | null, margin: number): Outcome {
  if (pairs && same === pairs) return 'equal';
  if (!difference || pairs < FEWEST) return 'unclear';
  const { lo, hi } = difference;
  // Both one-sided tests at 2.5 %, as the interval of 95 % has it (Schuirmann 1987): stricter than the usual 5 %.
  if (lo > -margin && hi < margin) return 'within';
  return lo > margin || hi < -margin ? 'different' : 'unclear';
}

const RANK: readonly Outcome[] = ['different', 'unclear', 'within', 'equal'];
const worst = (outcomes: readonly Outcome[]): Outcome => RANK.find((outcome) => outcomes.includes(outcome)) ?? 'unclear';
