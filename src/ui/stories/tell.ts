/** Sentences out of the run that the reader made. */
import { msg, str } from '../../words/msg.ts';
import type { RunRecord, StreamRecord } from '../../contracts/record.ts';
import type { ArmSummary } from '../../contracts/results.ts';
import { doing } from '../../measure/doing.ts';
import { capital } from '../../measure/format.ts';
import { meritOf } from '../../measure/metrics/metric.ts';
import { pointsOff, type DrawnGuess } from './guess.ts';
import { FALL } from './guesses.ts';
import type { Seen } from './seen.ts';

/** A guess that is no more points off is a good one. */
const WELL = 5;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const armOf = (record: RunRecord, id: string): ArmSummary | undefined => record.derived.summary.arms.find((arm) => arm.id === id);

/** From how much the model knew to how much it knows now. */
export function fall({ compare }: Seen): string {
  const none = compare && armOf(compare, 'none');
  return none
    ? msg(str`In the old world it was right ${percent(none.accuracyOld.mean)} of the time. Now it is ${percent(none.accuracyNew.mean)}.`)
    : msg('Run it to see how far it falls.');
}

/** What was guessed of the model that nobody repairs, beside what came. */
export function guessedFall(seen: Seen): string {
  const none = seen.compare && armOf(seen.compare, 'none');
  if (!none) return fall(seen);
  const said = seen.guesses?.[FALL]?.[0];
  const off = said === undefined ? undefined : Math.round(Math.abs(said - 100 * none.accuracyNew.mean));
  const guessed =
    off === undefined ? '' : off <= WELL ? msg(str`You said ${said!}: well guessed. `) : msg(str`You said ${said!}, ${off} off. `);
  return `${guessed}${fall(seen)}`;
}

/** How far what was drawn is from what came. */
export function drawnOff(seen: Seen, guess: DrawnGuess): string {
  const off = pointsOff(guess, seen);
  if (off === undefined) return msg('Run it to see how near you came.');
  const points = Math.round(off);
  if (points <= WELL) return msg(str`You were ${points} points off, on average: well guessed.`);
  return msg(str`You were ${points} points off, on average.`);
}

/** What the run's evidence says, as the verdict says it. */
export const verdict = ({ compare, stream }: Seen): string =>
  compare ? compareHeadline(compare) : stream ? streamHeadline(stream) : msg('Run it to see.');
const compareHeadline = ({ derived: { verdict: { headline } } }: RunRecord): string => `${headline.before}${headline.arm}${headline.after}.`; // prettier-ignore
const streamHeadline = ({ derived: { verdict: { headline } } }: StreamRecord): string => `${headline.before}${headline.policy}${headline.after}.`; // prettier-ignore

/** One repair on the new world, and what it did to the old one. */
export function reached(seen: Seen, id: string): string {
  const arm = seen.compare && armOf(seen.compare, id);
  if (!arm) return msg('It did not run here.');
  const lost =
    arm.forgetting && arm.forgetting.lo > 0.005
      ? msg(str`, and ${(100 * arm.forgetting.mean).toFixed(0)} points of the old world are forgotten`)
      : '';
  return capital(msg(str`${arm.title}: ${percent(arm.accuracyNew.mean)} on the new world${lost}.`));
}

/** Whether the favourite of two runs is the same. */
export function turned({ before, compare }: Seen): string {
  if (!before || !compare) return '';
  const name = ({ derived: { verdict: { favours }, summary } }: RunRecord) => (favours ? (summary.arms.find(({ id }) => id === favours)?.title ?? favours) : msg('no one for sure')); // prettier-ignore
  const [then, now] = [name(before), name(compare)];
  return then === now ? msg(str`The answer stays: ${now}.`) : msg(str`Before, the evidence favoured ${then}. Now it is ${now}.`);
}

/** How much longer one takes than the other, by counted work. */
export function work(seen: Seen, cheap: string, dear: string): string {
  const [a, b] = [seen.compare && armOf(seen.compare, cheap), seen.compare && armOf(seen.compare, dear)];
  if (!a || !b || !(a.counts.flops > 0)) return '';
  return capital(msg(str`${doing(b)} takes ${Math.round(b.counts.flops / a.counts.flops)} times the work of ${doing(a)}.`));
}

/** The class that is recognised worst, and how well. */
export function worst(seen: Seen, id: string): string {
  const found = seen.compare && armOf(seen.compare, id)?.worstRecall;
  if (!found) return '';
  return msg(
    str`Worst off is “${seen.compare!.data.classes[found.classIndex] ?? found.classIndex}”: ${percent(found.recall.mean)} of it is recognised.`,
  );
}

/** Who ends highest, whatever the work. */
export function highest({ compare }: Seen): string {
  if (!compare) return msg('Run it to see.');
  const arms = [...compare.derived.summary.arms].sort((a, b) => meritOf(b).mean - meritOf(a).mean);
  return msg(str`Highest on the new world: ${arms[0]!.title}, then ${arms[1]?.title ?? '–'}.`);
}

/** Policies by how many wrong answers they let through. */
export function served({ stream }: Seen, title: (policy: number) => string): string {
  if (!stream) return msg('Play it to see.');
  // The oracle knows the future: nobody can choose it.
  const candidates = stream.derived.policies.filter(({ policy }) => stream.spec.policies[policy]!.id !== 'oracle');
  const policies = candidates.sort((a, b) => a.errors.mean - b.errors.mean);
  const [best, last] = [policies[0]!, policies.at(-1)!];
  return msg(
    str`Fewest wrong answers: ${title(best.policy)}, ${best.errors.mean.toFixed(0)}. Most: ${title(last.policy)}, ${last.errors.mean.toFixed(0)}.`,
  );
}
