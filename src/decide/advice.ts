/** What the evidence of a run favours in a situation, by rules that can be read; a person decides. */
import { doing } from '../measure/doing.ts';
import { fitSentence, fitsOf } from './architecture.ts';
import { byCost } from './by-cost.ts';
import { byFreshness } from './by-freshness.ts';
import type { Advice, Fire, Settled } from './settled.ts';
import { FAVOURS, verdictOf } from './settled.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { deciding } from '../measure/metrics/registry.ts';
import { amount, headed, reached } from '../measure/metrics/words.ts';
import * as format from '../measure/format.ts';
import { MIN_SEEDS } from '../measure/statistics/standing.ts';
import type { ArmSummary } from '../contracts/results.ts';
import { choose, costOf, standingOf, type Choice } from './choice.ts';
import { expectations, probablyWrong } from './expectation.ts';
import { keeping } from './kept.ts';
import { robustnessSentence, turns } from './robustness.ts';
import { harmful, harmNotEvaluable, leaning, sources, titleOf, warnings, type Fired, type Known, type NotEvaluable } from './rules.ts';

/** The advice. Pure and quick, so that it can be asked for every input that might change it. */
export function advise(known: Known): Advice {
  const { summary, situation } = known;
  const fired: Fired[] = [];
  const fire: Fire = (id, title, text, source) => void fired.push({ id, title, text, source });
  if (situation.regulated)
    fire(
      'V1',
      'Regulated domain',
      'Nothing is approved automatically: a named person, a reason and a validation record are needed, and keeping the model stays possible.',
      sources.regulated,
    );

  const repairs = summary.arms.filter(({ family }) => family !== 'none');
  const blocked = vetoed(known, repairs, fire);
  const open = summary.arms.filter(({ id }) => !blocked.has(id));
  const few = fewLabels(known, fire);

  const notEvaluable = [
    ...harmNotEvaluable(known),
    ...(known.prices ? [] : [{ id: 'E1', title: 'Break-even and patch debt', why: 'no prices were given' }]),
  ];
  if (situation.architectureChanged === 'evidence' && !fitsOf(known))
    notEvaluable.push({ id: 'V3', title: 'The architecture', why: 'the run raced no retraining of another model beside one of the old' });
  if (!known.diagnosis) notEvaluable.push({ id: 'S3', title: 'Kind of drift', why: 'the drift was not diagnosed' });
  const common = { notEvaluable, blocked: [...blocked], needsApproval: situation.regulated };
  if (repairs.length > 0 && open.every(({ family }) => family === 'none')) {
    return {
      ...common,
      verdict: 'keep',
      arm: 'none',
      strength: 'moderate',
      headline: 'Every repair that was raced is blocked: keep the model, and race others',
      fired,
    };
  }
  const settled = settle(known, open, choose(summary, open), few, fire, notEvaluable);
  const surviving = byFreshness(known, open, survives(known, settled, fire, notEvaluable), fire, notEvaluable);
  const arm = open.find(({ id }) => id === surviving.arm);
  if (arm && arm.family !== 'none') fired.push(...warnings(known, arm));
  return { ...common, ...surviving, fired };
}

/** What turns with the recipe is never strong. */
function survives({ summary, robustness }: Known, settled: Settled, fire: Fire, notEvaluable: NotEvaluable[]): Settled {
  const title = 'Other recipes';
  if (!robustness) {
    notEvaluable.push({ id: 'R1', title, why: 'it was not asked whether the answer survives another way to train' });
    return settled;
  }
  fire('R1', title, robustnessSentence(robustness, Object.fromEntries(summary.arms.map((arm) => [arm.id, doing(arm)]))), sources.recipes);
  return settled.strength === 'strong' && turns(robustness) ? { ...settled, strength: 'moderate' } : settled;
}

/** Repairs that may not be chosen, whatever they reach. */
function vetoed(known: Known, repairs: readonly ArmSummary[], fire: Fire): ReadonlySet<string> {
  const { summary, situation } = known;
  const blocked = new Set<string>();
  const block = (arms: readonly ArmSummary[]) => arms.forEach(({ id }) => blocked.add(id));
  const tuned = repairs.filter(({ family }) => family === 'fine-tune');
  if (situation.architectureChanged === true) {
    block(tuned.filter(({ reshapes }) => !reshapes));
    fire(
      'V3',
      'Architecture changed',
      'Inputs, classes or layers change: only a new training fits them, or a repair that changes them too.',
      sources.architecture,
    );
  }
  const fits = fitsOf(known);
  if (fits) {
    const short = fits.finding === 'short';
    const vetoes = short && situation.architectureChanged === 'evidence';
    if (vetoes) block(repairs.filter(({ reshapes }) => !reshapes));
    const said = short && situation.architectureChanged === false ? ' You said that it stays: nothing is blocked.' : '';
    fire(
      vetoes ? 'V3' : 'S7',
      short ? 'The old architecture falls short' : 'The architecture',
      `${fitSentence(fits, known)}${vetoes ? ' Repairs that keep it are blocked.' : said}`,
      sources.fit,
    );
  }
  const harm = harmful(known);
  if (harm.length) {
    const baseline = summary.arms.find(({ family }) => family === 'none');
    const harmless = summary.arms.filter((arm) => !blocked.has(arm.id) && !harm.some((one) => one.arm === arm));
    // Where nothing helps without harm, a person has to weigh it; in a regulated domain the veto stands.
    const weighed = !situation.regulated && !!baseline && standingOf(summary, harmless).best.includes(baseline.id);
    if (!weighed) block(harm.map(({ arm }) => arm));
    fire(
      'V2',
      'Harm',
      `${harm.map(({ text }) => text).join('. ')}. ${weighed ? 'Nothing that is shown to help is free of it: weigh it.' : 'Blocked.'}`,
      sources.harm,
    );
  }
  if (situation.unfairBase) {
    block(tuned);
    fire('S5', 'Unfair before the drift', 'Fine-tuning would carry the bias of the base model on.', sources.fairness);
  }
  if (situation.oldWorldMatters) {
    const forgetful = repairs.filter(({ forgetting }) => forgetting && forgetting.lo > situation.limits.forgetting);
    if (forgetful.length && forgetful.some(({ id }) => !blocked.has(id))) {
      block(forgetful);
      fire(
        'S4',
        'The old world still matters',
        `Shown to forget more than ${format.pointsOf(situation.limits.forgetting)}: ${titleOf(forgetful)}. Blocked.`,
        sources.forgetting,
      );
    }
  }
  return blocked;
}

function fewLabels({ labels, labelsAreEach, classes, situation: { limits } }: Known, fire: Fire): boolean {
  const perClass = labelsAreEach ? labels : labels / Math.max(1, classes.length);
  if (perClass >= limits.labelsPerClass) return false;
  fire(
    'D1',
    'Few labels',
    `${perClass.toFixed(0)} labels a class, below ${limits.labelsPerClass}: what is trained anew on them differs most from one draw of labels to the next.`,
    sources.labels,
  );
  return true;
}

/** From what the statistics leave open to one repair, to a guess, or to what is missing. */
function settle(
  known: Known,
  open: readonly ArmSummary[],
  choice: Choice,
  few: boolean,
  fire: Fire,
  notEvaluable: NotEvaluable[],
): Settled {
  const { summary } = known;
  const metric = deciding(summary);
  const margin = amount(metric, summary.margin);
  const { gain } = headed(metric);
  const highest = metric.better === 'more' ? 'highest' : 'lowest';
  switch (choice.kind) {
    case 'too-few-seeds':
      fire('D2', 'Too few seeds', `${summary.seeds} of ${MIN_SEEDS}: chance alone can make one repair win on every seed.`, sources.seeds);
      return { verdict: 'undecided', strength: 'weak', headline: `Undecided: ${summary.seeds} of ${MIN_SEEDS} seeds` };
    case 'no-repair':
      return { verdict: 'undecided', strength: 'weak', headline: 'Undecided: no repair was raced' };
    case 'not-learned':
      return { verdict: 'undecided', strength: 'weak', headline: 'Undecided: the base model has not learned its own world' };
    case 'keep':
      fire('S0', 'No repair gains', `For every repair ${gain} of ${margin} is ruled out.`, sources.statistics);
      return { verdict: 'keep', arm: choice.baseline.id, strength: 'strong', headline: `${FAVOURS}keeping the model` };
    case 'gain-unclear': {
      fire('S0', 'No gain is shown', `No repair is shown better than none, nor is ${gain} of ${margin} ruled out.`, sources.statistics);
      const guess = guessed(known, open, open, fire);
      return few ? { ...guess, verdict: 'gather-labels', headline: `Gather labels first. ${guess.headline}` } : guess;
    }
    case 'tie': {
      const { tied, cheapest } = choice;
      fire(
        'S1',
        'Not separated',
        `Each may be the best: ${titleOf(tied)}. ${format.capital(doing(cheapest))} costs less.`,
        sources.statistics,
      );
      return byCost(known, open, guessed(known, open, tied, fire), fire, notEvaluable);
    }
    case 'favoured': {
      const { leader, favoured, shownBest } = choice;
      const shown = favoured === leader && shownBest;
      if (shown)
        fire(
          'S2',
          'Shown best',
          `${format.capital(doing(leader))} reaches ${reached(deciding(summary), meritOf(leader))} on new rows; every other is shown worse.`,
          sources.statistics,
        );
      else if (favoured === leader)
        fire(
          'S1',
          'As good as the best',
          `${format.capital(doing(leader))} has the ${highest} mean, and loses less than ${margin} to the best, whichever that is.`,
          sources.statistics,
        );
      else
        fire(
          'S1',
          'As good, and cheaper',
          `${format.capital(doing(favoured))} loses less than ${margin} to the best, whichever that is, and costs less than ${doing(leader)}, which has the ${highest} mean.`,
          sources.statistics,
        );
      return byCost(
        known,
        open,
        {
          verdict: verdictOf(favoured),
          arm: favoured.id,
          strength: shown ? 'strong' : 'moderate',
          headline: `${FAVOURS}${doing(favoured)}`,
        },
        fire,
        notEvaluable,
      );
    }
  }
}

/** Whom to trust today, of those that may be the best: of those that ran the most seeds, the highest mean, less what its work is worth. */
function guessed(known: Known, open: readonly ArmSummary[], candidates: readonly ArmSummary[], fire: Fire): Settled {
  const { summary, situation } = known;
  const dearest = Math.max(...open.map((arm) => costOf(summary, arm)));
  const worth = (arm: ArmSummary) => meritOf(arm).mean - (dearest > 0 ? (summary.margin * costOf(summary, arm)) / dearest : 0);
  const among = (arms: readonly ArmSummary[]) => {
    const seeds = (arm: ArmSummary) => meritOf(arm).values.length;
    const most = Math.max(...arms.map(seeds));
    return arms.filter((arm) => seeds(arm) === most).reduce((top, arm) => (worth(arm) > worth(top) ? arm : top));
  };
  const tuned = candidates.filter(({ family }) => family === 'fine-tune');
  let arm = among(candidates);
  if (situation.rollback && arm.family === 'retrain' && tuned.length) {
    fire('P1', 'Quick to take back', 'A fine-tuned head or block is taken back within hours; a tie goes to it.', sources.rollback);
    arm = among(tuned);
  }
  const lean = leaning(known);
  if (lean)
    fire(
      'S3',
      'Kind of drift',
      `${lean.text}${lean.towards && arm.family !== 'none' && lean.towards !== arm.family ? ' What was measured outweighs that here.' : ''}`,
      sources.drift,
    );
  const chance = arm.family === 'none' ? 0 : (standingOf(summary, open).p[open.find(({ family }) => family === 'none')?.id ?? ''] ?? 0);
  const other = keptOther(summary, [arm, ...open].map(({ id }) => id).join(), () =>
    probablyWrong(expectations(open, summary.margin), arm, summary.margin),
  );
  const metric = deciding(summary);
  const wrong = Math.max(LEAST_DOUBT, chance, other);
  fire(
    'S6',
    'A guess',
    [
      `${metric.better === 'more' ? 'Highest' : 'Lowest'} mean ${metric.title} on new rows, less up to ${amount(metric, summary.margin)} for work.`,
      ...(chance > 0 ? [`Where no repair helps, chance points this clearly to one in ${share(chance)} of runs.`] : []),
      `That another is better by more than ${amount(metric, summary.margin)} has a probability of ${share(other)}.`,
      `A guess is never taken to be wrong in less than ${share(LEAST_DOUBT)}.`,
    ].join(' '),
    sources.guess,
  );
  return {
    verdict: verdictOf(arm),
    arm: arm.id,
    strength: 'weak',
    wrong,
    headline: `Undecided. If you must choose today: ${arm.family === 'none' ? 'keep the model' : doing(arm)}`,
  };
}

const keptOther = keeping<number>();
/** Of guesses on real data that said less than this, 8 % lost more than the margin (`lab bench advice`, fresh scenarios): models of spread are too sure. */
const LEAST_DOUBT = 0.1;

/** Rounded away from certainty. */
const share = (value: number): string => `${Math.ceil(100 * value - 1e-9)} %`;
