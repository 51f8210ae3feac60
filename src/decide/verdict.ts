/** A run's conclusion in plain words. Every sentence is true of the intervals it quotes, and none gives orders. */
import { doing } from '../measure/doing.ts';
import type { Verdict } from '../contracts/verdict.ts';
import { compared } from '../measure/statistics/comparison.ts';
import * as format from '../measure/format.ts';
import { MIN_SEEDS } from '../measure/statistics/standing.ts';
import { excludes, inverse } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { JudgedArm, SummaryOf } from '../contracts/results.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { amount, apart, difference, headed, reached, soundness } from '../measure/metrics/words.ts';
import { choose, type Favoured } from './choice.ts';
import { evidence, opponent, timeRatio } from './evidence.ts';

type Judged = SummaryOf<JudgedArm>;

/** Loss of accuracy on the old regime (0 … 1) above which forgetting is mentioned. */
const FORGETTING_WORTH_MENTION = 0.02;
/** More repairs than these share a sentence. */
const MOST_SENTENCES = 3;
const FAVOURS = 'This run’s evidence favours ';
const moreSeeds = ({ design }: Judged): string =>
  design === 'race' ? 'More seeds can be added at any time; they spoil nothing that is said.' : 'More seeds would narrow the intervals.';

/** How much of every class is recognised, where that was looked at. */
const balanced = ({ balancedOld }: Judged): string =>
  balancedOld
    ? ` Of each class it recognises ${format.percent(balancedOld.recall)} on average; who knows nothing, ${(100 * balancedOld.chance).toFixed(0)} %.`
    : '';

/** Of a run that a person stopped: when one stops may depend on what one sees, so that its numbers support no claim. */
export const stoppedVerdict = (seeds: number, of: number): Verdict => ({
  kind: 'undecided',
  headline: { before: `Stopped by hand: ${seeds} of ${of} seeds are complete`, arm: '', after: '' },
  sentences: ['Nothing is concluded from a run that did not come to its end. Run it again, or add seeds as a race.'],
  evidence: [],
});

/** The verdict of a summary, by the rules of `choose`. `classNames` name the classes in the evidence, by index. */
export function verdict(summary: Judged, classNames: readonly string[] = []): Verdict {
  const metric = deciding(summary);
  const choice = choose(summary);
  switch (choice.kind) {
    case 'too-few-seeds':
      return {
        kind: 'too-few-seeds',
        headline: { before: `Too few seeds for a verdict: ${summary.seeds} of ${MIN_SEEDS}`, arm: '', after: '' },
        sentences: [`With fewer than ${MIN_SEEDS} seeds, chance alone can make one arm win on every seed.`],
        evidence: [],
      };
    case 'no-repair':
      return {
        kind: 'undecided',
        headline: { before: 'Nothing to decide: this run raced no repair', arm: '', after: '' },
        sentences: ['Add an arm that fine-tunes or retrains, and run again.'],
        evidence: [],
      };
    case 'not-learned':
      return {
        kind: 'undecided',
        headline: { before: 'Nothing to decide: the base model has not learned', arm: '', after: '' },
        sentences: [
          summary.target
            ? `It tells ${format.percent(choice.baseline.accuracyOld)} of the variance of old rows (R²); always telling their mean tells 0 %.`
            : `It reaches ${format.percent(choice.baseline.accuracyOld)} on old rows; always naming the most frequent class reaches ${(100 * summary.majority).toFixed(1)} %.${balanced(summary)}`,
          'A model that knows nothing cannot be repaired. Try a smaller learning rate, more epochs or rows, or other inputs.',
        ],
        evidence: [],
      };
    case 'keep': {
      const { baseline, best } = choice;
      const gain = compared(summary.comparisons, best.id, baseline.id).difference;
      return {
        kind: 'keep',
        favours: baseline.id,
        headline: { before: FAVOURS, arm: 'keeping the model as it is', after: '', id: baseline.id },
        sentences: [
          `The best repair, ${doing(best)}, changes ${metric.title} on new rows by ${difference(metric, gain)}.`,
          `For every repair ${headed(metric).gain} of ${amount(metric, summary.margin)}, the margin of this experiment, is ruled out.`,
          `As it is, the model reaches ${reached(metric, meritOf(baseline))} on new rows.`,
          ...closingSentences(summary),
        ],
        evidence: evidence(summary, best, classNames),
      };
    }
    case 'gain-unclear': {
      const { baseline, best } = choice;
      const gain = compared(summary.comparisons, best.id, baseline.id).difference;
      return {
        kind: 'undecided',
        headline: { before: 'Undecided: it is not shown yet whether ', arm: doing(best), after: ' helps', id: best.id },
        sentences: [
          `On new rows ${doing(best)} scored ${apart(metric, gain)} than no repair.`,
          `No repair is shown better than none, nor is ${headed(metric).gain} of ${amount(metric, summary.margin)} ruled out.`,
          ...correctionSentence([gain]),
          moreSeeds(summary),
          ...closingSentences(summary),
        ],
        evidence: evidence(summary, best, classNames),
      };
    }
    case 'tie': {
      const { tied, cheapest } = choice;
      const leader = tied[0]!;
      const [rivals, saves] = [tied.slice(1), summary.timesComparable ? 'takes less training time' : 'takes less work'];
      return {
        kind: 'undecided',
        headline: {
          before: 'A tie: ',
          arm: either(tied),
          after: `; ${doing(cheapest)} ${saves}`,
          ...(rivals.length === 0 && { id: leader.id }),
        },
        sentences: [
          `${format.capital(doing(leader))} reaches ${reached(metric, meritOf(leader))} on new rows, the ${metric.better === 'more' ? 'highest' : 'lowest'} mean.`,
          ...(rivals.length > MOST_SENTENCES
            ? [`${rivals.length} others may be as good: ${names(rivals)}.`]
            : rivals.map((rival) => rivalSentence(summary, leader, rival))),
          ...correctionSentence(rivals.map((rival) => compared(summary.comparisons, rival.id, leader.id).difference)),
          ...worseSentence(summary, tied),
          moreSeeds(summary),
          ...forgettingSentences(summary, leader),
          ...closingSentences(summary),
        ],
        evidence: evidence(summary, leader, classNames),
      };
    }
    case 'favoured': {
      const { favoured } = choice;
      return {
        kind: favoured.family === 'retrain' ? 'retrain' : 'fine-tune',
        favours: favoured.id,
        headline: { before: FAVOURS, arm: doing(favoured), after: '', id: favoured.id },
        sentences: favouredSentences(summary, choice),
        evidence: evidence(summary, favoured, classNames),
      };
    }
  }
}

function favouredSentences(summary: Judged, { leader, favoured, shownBest, others }: Favoured<JudgedArm>): string[] {
  const metric = deciding(summary);
  const by = (a: JudgedArm, b: JudgedArm) => compared(summary.comparisons, a.id, b.id).difference;
  const baseline = summary.arms.find(({ family }) => family === 'none');
  const sentences = [
    baseline
      ? `${metric.id === 'accuracy' ? 'On new rows it scores' : `Its ${metric.title} on new rows is`} ${apart(metric, by(favoured, baseline))} than without a repair.`
      : 'This run had no arm without a repair, so it cannot say whether any repair helps.',
  ];
  if (favoured !== leader) {
    const saves = summary.timesComparable ? 'takes less training time' : 'takes less work';
    const ground = shownBest ? 'which is shown best' : `which has the ${metric.better === 'more' ? 'highest' : 'lowest'} mean`;
    sentences.push(
      `Against ${doing(leader)}, ${ground}, it differs by ${difference(metric, by(favoured, leader))}. ${format.capital(headed(metric).loss)} of ${amount(metric, summary.margin)} is ruled out, and it ${saves}.`,
    );
  } else if (shownBest) sentences.push('Every other is shown worse.');
  else
    sentences.push(
      `${format.capital(headed(metric).loss)} of ${amount(metric, summary.margin)} to whichever is the best is ruled out, and no other of which that holds costs less.`,
    );
  sentences.push(`It reaches ${reached(metric, meritOf(favoured))} on new rows.`, ...costSentence(summary, favoured));
  if (others.length > MOST_SENTENCES) sentences.push(`${others.length} others may be as good: ${names(others)}.`);
  else sentences.push(...others.map((other) => rivalSentence(summary, favoured, other)));
  return [...sentences, ...forgettingSentences(summary, favoured), ...closingSentences(summary)].map((sentence) =>
    format.capital(sentence),
  );
}

/** Who is out of the question. */
function worseSentence({ arms, standing: { best } }: Judged, tied: readonly JudgedArm[]): string[] {
  const worse = arms.filter((arm) => !best.includes(arm.id) && !tied.includes(arm));
  return worse.length === 0 ? [] : [`Shown worse: ${names(worse)}.`];
}

/** Training time, where it is comparable and the interval of the ratio excludes 1; counted work where it is not. */
function costSentence(summary: Judged, favoured: JudgedArm): string[] {
  const other = opponent(summary, favoured);
  if (!other || favoured.diverged + other.diverged > 0) return [];
  if (!summary.timesComparable) return workSentence(favoured, other);
  const ratio = timeRatio(favoured, other);
  if (!ratio || !excludes(ratio, 1)) return [];
  const less = ratio.mean < 1;
  const { value, range } = format.times(less ? inverse(ratio) : ratio);
  return [`It takes ${value} ${less ? 'less' : 'more'} training time than ${doing(other)} (${range}).`];
}

function workSentence(favoured: JudgedArm, other: JudgedArm): string[] {
  const [own, theirs] = [favoured.counts.flops, other.counts.flops];
  if (own === 0 || theirs === 0 || own === theirs) return [];
  const factor = Math.max(own, theirs) / Math.min(own, theirs);
  return [
    `It takes ${factor < 9.95 ? factor.toFixed(1) : factor.toFixed(0)}× ${own < theirs ? 'less' : 'more'} training work than ${doing(other)}, counted.`,
  ];
}

/** How far one that may be the best, too, is from another: what is behind by the margin or more is said to be, and that it proves nothing yet. */
function rivalSentence(summary: Judged, leader: JudgedArm, rival: JudgedArm): string {
  const metric = deciding(summary);
  const gap = compared(summary.comparisons, rival.id, leader.id).difference;
  const said = `${format.capital(doing(rival))} scored ${apart(metric, gap)} than ${doing(leader)}`;
  return gap.mean <= -summary.margin ? `${said}: ${gap.values.length} seeds are too few to prove it worse.` : `${said}.`;
}

/** Why a difference is not claimed although its own interval excludes 0. */
function correctionSentence(differences: readonly Interval[]): string[] {
  return differences.some((each) => excludes(each, 0))
    ? ['An interval that excludes 0 alone proves nothing here: the difference does not survive the correction for all that is compared.']
    : [];
}

function forgettingSentences(summary: Judged, arm: JudgedArm): string[] {
  if (!arm.forgetting || arm.forgetting.lo <= FORGETTING_WORTH_MENTION) return [];
  const lost = format.points(arm.forgetting, 'points');
  return [`${format.capital(doing(arm))} forgets: ${soundness(summary)} on old rows before minus after is ${lost}.`];
}

/** What every verdict has to say at its end: who diverged, who left early, and what the seeds are a sample of. */
function closingSentences(summary: Judged): string[] {
  const { arms, seeds, freshRows } = summary;
  const left = arms.filter(({ accuracyNew }) => accuracyNew.values.length < seeds);
  return [
    ...arms
      .filter(({ diverged }) => diverged > 0)
      .map(
        ({ title, diverged, accuracyNew }) =>
          `${format.capital(doing({ title }))} diverged on ${diverged} of ${accuracyNew.values.length} seeds; they are counted.`,
      ),
    ...(left.length
      ? [
          `Left out of the race once shown not to be the best: ${left.map(({ title, accuracyNew }) => `${doing({ title })} after ${accuracyNew.values.length} seeds`).join(', ')}.`,
        ]
      : []),
    ...(freshRows ? [] : ['Every seed divides the same rows anew, so all this holds for these rows.']),
  ];
}

/** As many as a headline bears. */
function either(arms: readonly JudgedArm[]): string {
  const some = arms.slice(0, arms.length > MOST_SENTENCES ? 1 : MOST_SENTENCES).map(doing);
  const rest = arms.length - some.length;
  const all = rest ? [...some, `one of ${rest} others`] : some;
  return [all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' or ');
}

const names = (arms: readonly JudgedArm[]): string => arms.map((arm) => (arm.family === 'none' ? 'no repair' : doing(arm))).join(', ');
