/** Whether a machine's part is what its seeds come to: they are run again here. The only way to tell a lie whose checksum is right. */
import type { RunRecord } from '../../contracts/record.ts';
import type { Scored } from '../../contracts/results.ts';
import { interval } from '../../maths/statistics.ts';
import { outcomeOf } from '../replicated.ts';
import { partOfRun, type Part } from './part.ts';

/** `equal`: every count is the same. `within`: what differs is what rounding makes. `different`: it is not what these seeds come to. `unclear`: other engines, and too few seeds to tell. */
export type CheckOutcome = 'equal' | 'within' | 'different' | 'unclear';

export interface Checked {
  readonly outcome: CheckOutcome;
  /** Largest difference of an accuracy on new or old rows (0 … 1), and of which repair on which seed. */
  readonly most: number;
  readonly arm: string;
  readonly seed: number;
}

/** How widely the accuracy of a repair scatters between machines that round otherwise: the largest standard deviation that was seen between engines (`replication.ts`). */
const ROUNDING_SD = 0.005;
/** Of a normal distribution, beyond which 1 in 3.5 million lies (5σ): an honest machine is not struck out by chance. */
const SIGMAS = 5;

/**
 * On one engine machines differ by the last digit of a sine or a logarithm, if at all: a difference beyond the margin of the experiment, five times what
 * rounding does between engines and one row of the test set is none of rounding. On different engines the rule of replications holds: repair by repair,
 * three seeds or more.
 * @throws RangeError where the run is not of the part's seeds
 */
export function checked(part: Part, again: RunRecord): Checked {
  const own = partOfRun('again', again);
  if (own.root !== part.root || own.sameness.experiment !== part.sameness.experiment)
    throw new RangeError('this run is not of the seeds that are checked');
  const pairs = part.scored.flatMap((there) => {
    const here = own.scored.find(({ seed, arm }) => seed === there.seed && arm === there.arm);
    return here ? [{ there, here, apart: apart(there, here) }] : [];
  });
  const [far] = [...pairs].sort((a, b) => b.apart - a.apart);
  if (!far || pairs.length < part.scored.length) return { outcome: 'different', most: 1, arm: part.arms[0] ?? '', seed: 0 };
  const told = { most: far.apart, arm: far.there.arm, seed: far.there.seed };
  const { newTest, baseTest } = again.spec.data.split;
  if (far.apart < 0.5 / Math.max(newTest, baseTest)) return { outcome: 'equal', ...told };
  const { margin } = part.options;
  const explained = margin + SIGMAS * ROUNDING_SD + 1 / Math.min(newTest, baseTest);
  if (own.engine === part.engine) return { outcome: far.apart > explained ? 'different' : 'within', ...told };
  const outcomes = part.arms.map((id) => {
    const of = pairs.filter(({ there }) => there.arm === id);
    const same = of.filter(({ apart: distance }) => distance === 0).length;
    return outcomeOf(of.length, same, interval(of.map(({ there, here }) => here.merit - there.merit)), { margin, among: part.arms.length });
  });
  const outcome = (['different', 'unclear', 'within'] as const).find((each) => outcomes.includes(each)) ?? 'within';
  return { outcome, ...told };
}

/** Of the accuracies; a repair that diverged there and not here, or the other way round, is as far as can be. */
const apart = (there: Scored, here: Scored): number =>
  there.diverged === here.diverged
    ? Math.max(Math.abs(there.accuracyNew - here.accuracyNew), Math.abs(there.accuracyOld - here.accuracyOld))
    : 1;
