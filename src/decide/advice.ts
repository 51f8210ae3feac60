/** What the evidence of a run favours in a situation, by rules that can be read; a person decides. */
import { MIN_SEEDS } from '../measure/comparison.ts';
import * as format from '../measure/format.ts';
import type { ArmSummary, Summary } from '../measure/types.ts';
import { byAccuracy, choose, type Choice } from './choice.ts';
import { bestOf, harmful, harmNotEvaluable, leaning, meaningfullyBetter, notInferior, sources, titleOf, warnings, type Fired, type Known, type NotEvaluable } from './rules.ts';

export type AdviceKind = 'keep' | 'fine-tune' | 'retrain' | 'gather-labels' | 'undecided';

export interface Advice {
  readonly verdict: AdviceKind;
  /** Id of the repair that is favoured; `none` for keep, absent where none is. */
  readonly arm?: string;
  /** strong: shown; moderate: as good and cheaper, or by cost; weak: several are not separated, and a leaning decided. */
  readonly strength: 'strong' | 'moderate' | 'weak';
  readonly headline: string;
  readonly fired: readonly Fired[];
  readonly notEvaluable: readonly NotEvaluable[];
  /** Repairs that a rule took out, by id. */
  readonly blocked: readonly string[];
  /** In a regulated domain nothing happens without a named person. */
  readonly needsApproval: boolean;
}

/** The advice. Pure and quick, so that it can be asked for every input that might change it. */
export function advise(known: Known): Advice {
  const { summary, situation } = known;
  const fired: Fired[] = [];
  const fire = (id: string, title: string, text: string, source: string) => void fired.push({ id, title, text, source });
  if (situation.regulated) fire('V1', 'Regulated domain', 'Nothing is approved automatically: a named person, a reason and a validation record are needed, and keeping the model stays possible.', sources.regulated);

  const blocked = new Set<string>();
  const block = (arms: readonly ArmSummary[]) => arms.forEach(({ id }) => blocked.add(id));
  const repairs = summary.arms.filter(({ family }) => family !== 'none');
  if (situation.architectureChanged) {
    const tuned = repairs.filter(({ family }) => family === 'fine-tune');
    block(tuned);
    fire('V3', 'Architecture changed', 'Inputs, classes or layers change: only a new training fits them.', sources.architecture);
  }
  const harm = harmful(known);
  if (harm.length) {
    const baseline = summary.arms.find(({ family }) => family === 'none');
    const harmless = repairs.filter((arm) => !blocked.has(arm.id) && !harm.some((one) => one.arm === arm));
    // Where nothing helps without harm, a person has to weigh it; in a regulated domain the veto stands.
    const weighed = !situation.regulated && !!baseline && !harmless.some((arm) => meaningfullyBetter(summary, arm, baseline));
    if (!weighed) block(harm.map(({ arm }) => arm));
    fire('V2', 'Harm', `${harm.map(({ text }) => text).join('. ')}. ${weighed ? 'Nothing that helps is free of it: weigh it.' : 'Blocked.'}`, sources.harm);
  }
  if (situation.unfairBase) {
    block(repairs.filter(({ family }) => family === 'fine-tune'));
    fire('S5', 'Unfair before the drift', 'Fine-tuning would carry the bias of the base model on.', sources.fairness);
  }
  if (situation.oldWorldMatters) {
    const forgetful = repairs.filter(({ forgetting }) => forgetting && forgetting.lo > situation.limits.forgetting);
    if (forgetful.length && forgetful.some(({ id }) => !blocked.has(id))) {
      block(forgetful);
      fire('S4', 'The old world still matters', `Shown to forget more than ${format.pointsOf(situation.limits.forgetting)}: ${titleOf(forgetful)}. Blocked.`, sources.forgetting);
    }
  }
  const perClass = known.labels / Math.max(1, known.classes.length);
  const few = perClass < situation.limits.labelsPerClass;
  const tuned = bestOf(repairs.filter(({ id }) => !blocked.has(id)), 'fine-tune');
  if (few && tuned && summary.seeds >= MIN_SEEDS) {
    const unproven = repairs.filter((arm) => arm.family === 'retrain' && !blocked.has(arm.id) && !meaningfullyBetter(summary, arm, tuned));
    block(unproven);
    const kept = repairs.filter((arm) => arm.family === 'retrain' && !blocked.has(arm.id));
    const consequence = unproven.length ? ` Not better than ${tuned.title} on three of four seeds, so set aside: ${titleOf(unproven)}.` : '';
    fire('D1', 'Few labels', `${perClass.toFixed(0)} labels a class, below ${situation.limits.labelsPerClass}.${consequence}${kept.length ? ` Better all the same: ${titleOf(kept)}.` : ''}`, sources.labels);
  }

  const notEvaluable = [...harmNotEvaluable(known), ...economicsNotEvaluable(known)];
  if (!known.diagnosis) notEvaluable.push({ id: 'S3', title: 'Kind of drift', why: 'the drift was not diagnosed' });
  const common = { notEvaluable, blocked: [...blocked], needsApproval: situation.regulated };
  const open = { ...summary, arms: summary.arms.filter(({ id }) => !blocked.has(id)) };
  if (repairs.length > 0 && open.arms.every(({ family }) => family === 'none')) {
    return { ...common, verdict: 'keep', arm: 'none', strength: 'moderate', headline: 'Every repair that was raced is blocked: keep the model, and race others', fired };
  }
  const choice = choose(open);
  const settled = settle(known, open, choice, fired, few);
  if (!settled.arm) return { ...common, ...settled, fired };
  const arm = summary.arms.find(({ id }) => id === settled.arm)!;
  fired.push(...(arm.family === 'none' ? [] : warnings(known, arm)));
  return { ...common, ...settled, fired };
}

type Settled = Pick<Advice, 'verdict' | 'strength' | 'headline'> & { readonly arm?: string };

/** From what the statistics leave open to one repair, or to what is missing. */
function settle(known: Known, summary: Summary, choice: Choice, fired: Fired[], few: boolean): Settled {
  const fire = (id: string, title: string, text: string, source: string) => void fired.push({ id, title, text, source });
  switch (choice.kind) {
    case 'too-few-seeds':
      fire('D2', 'Too few seeds', `${summary.seeds} of ${MIN_SEEDS}: chance alone can make one repair win on every seed.`, sources.seeds);
      return { verdict: 'undecided', strength: 'weak', headline: `Undecided: ${summary.seeds} of ${MIN_SEEDS} seeds` };
    case 'no-repair':
      return { verdict: 'undecided', strength: 'weak', headline: 'Undecided: no repair was raced' };
    case 'not-learned':
      return { verdict: 'undecided', strength: 'weak', headline: 'Undecided: the base model has not learned its own world' };
    case 'keep':
      fire('S0', 'No repair gains', `For every repair a gain of ${format.pointsOf(summary.margin)} is ruled out.`, sources.statistics);
      return { verdict: 'keep', arm: choice.baseline.id, strength: 'strong', headline: 'This run’s evidence favours keeping the model' };
    case 'gain-unclear':
      fire('S0', 'No gain is shown', `No repair is shown better than none, nor is a gain of ${format.pointsOf(summary.margin)} ruled out.`, sources.statistics);
      return leanOn(known, summary, fired) ?? (few
        ? { verdict: 'gather-labels', strength: 'weak', headline: 'This run’s evidence favours gathering labels first' }
        : { verdict: 'undecided', strength: 'weak', headline: 'Undecided: no gain is shown yet; more seeds would narrow the intervals' });
    case 'favoured': {
      const { leader, favoured } = choice;
      if (favoured === leader) fire('S2', 'Shown best', `${format.capital(leader.title)} reaches ${format.percent(leader.accuracyNew)} on new rows; nothing cheaper comes within ${format.pointsOf(summary.margin)}.`, sources.statistics);
      else fire('S1', 'As good, and cheaper', `${format.capital(favoured.title)} loses less than ${format.pointsOf(summary.margin)} to ${leader.title}, which has the highest mean, and costs less.`, sources.statistics);
      return byCost(known, summary, favoured, favoured === leader ? 'strong' : 'moderate', fired);
    }
    case 'open': {
      const baseline = summary.arms.find(({ family }) => family === 'none');
      const contenders = [choice.leader, ...choice.rivals].filter((arm) => choice.helpful.includes(arm) || (baseline && meaningfullyBetter(summary, arm, baseline)));
      if (contenders.length === 0) {
        return leanOn(known, summary, fired) ?? { verdict: 'undecided', strength: 'weak', headline: 'Undecided: the highest mean is not shown better than no repair' };
      }
      fire('S1', 'Not separated', `Not separated from each other: ${titleOf(contenders)}.`, sources.statistics);
      return byCost(known, summary, preferred(known, summary, byAccuracy(contenders), fired), 'weak', fired);
    }
  }
}

/** A gain that is not shown, but was there on three of four seeds, is worth leaning on, and said to be no more. */
function leanOn(known: Known, summary: Summary, fired: Fired[]): Settled | undefined {
  const baseline = summary.arms.find(({ family }) => family === 'none');
  const gaining = baseline ? byAccuracy(summary.arms.filter((arm) => meaningfullyBetter(summary, arm, baseline))) : [];
  if (gaining.length === 0) return byDiagnosis(known, summary, baseline, fired);
  fired.push({ id: 'S1', title: 'A gain on most seeds', text: `Not shown, but by more than ${format.pointsOf(summary.margin)} on average and on three of four seeds: ${titleOf(gaining)}.`, source: sources.meaningful });
  return byCost(known, summary, preferred(known, summary, gaining, fired), 'weak', fired);
}

/** Where only the shares of classes moved, correcting for them is right by theory, needs no label and no training; a mean gain is enough. */
function byDiagnosis({ diagnosis }: Known, summary: Summary, baseline: ArmSummary | undefined, fired: Fired[]): Settled | undefined {
  const correction = summary.arms.find(({ id }) => id === 'prior-correction');
  if (diagnosis?.kind !== 'P(y)' || !baseline || !correction || correction.accuracyNew.mean <= baseline.accuracyNew.mean) return undefined;
  fired.push({ id: 'S3', title: 'Kind of drift', text: `Only the shares of classes moved: ${correction.title} is meant for that, at no label and no training.`, source: sources.drift });
  return { verdict: 'fine-tune', arm: correction.id, strength: 'weak', headline: `This run’s evidence favours ${correction.title}` };
}

/** Among repairs that cannot be told apart: what is quick to take back, what the drift leans to, then the highest mean. */
function preferred(known: Known, summary: Summary, ranked: readonly ArmSummary[], fired: Fired[]): ArmSummary {
  const top = ranked[0]!;
  // A leaning is worth no more than the margin.
  const contenders = ranked.filter(({ accuracyNew }) => accuracyNew.mean >= top.accuracyNew.mean - summary.margin);
  const tuned = contenders.filter(({ family }) => family === 'fine-tune');
  const lean = leaning(known);
  if (known.situation.rollback && tuned.length && tuned.length < contenders.length) {
    fired.push({ id: 'P1', title: 'Quick to take back', text: 'A fine-tuned head or block is taken back within hours; a tie goes to it.', source: sources.rollback });
    return tuned[0]!;
  }
  if (lean?.towards) {
    fired.push({ id: 'S3', title: 'Kind of drift', text: lean.text, source: sources.drift });
    return contenders.find(({ family }) => family === lean.towards) ?? contenders[0]!;
  }
  return contenders[0]!;
}

/** Money decides between a fine-tuning and a retraining that both help: traffic against break-even, patches against their debt. */
function byCost(known: Known, summary: Summary, favoured: ArmSummary, strength: Settled['strength'], fired: Fired[]): Settled {
  const { breakEven, patchDebt, predictions = null, situation } = known;
  const [tuned, retrained] = [bestOf(summary.arms, 'fine-tune'), bestOf(summary.arms, 'retrain')];
  let arm = favoured;
  let how = strength;
  const turn = (to: ArmSummary) => {
    if (to.family === arm.family) return;
    arm = to;
    how = 'moderate';
  };
  if (tuned && retrained && breakEven && 'n' in breakEven && predictions !== null) {
    const below = predictions < breakEven.n;
    const cheaper = below === (breakEven.below === tuned.id) ? tuned : retrained;
    fired.push({
      ...{ id: 'E1', title: below ? 'Below break-even' : 'Above break-even', source: sources.economics },
      text: `${predictions.toLocaleString('en')} predictions against a break-even of ${Math.round(breakEven.n).toLocaleString('en')} (${Math.round(breakEven.lo).toLocaleString('en')} to ${Math.round(breakEven.hi).toLocaleString('en')}): ${cheaper.title} costs less in all.`,
    });
    turn(cheaper);
  }
  if (retrained && patchDebt && 'k' in patchDebt && situation.patches >= patchDebt.k) {
    fired.push({ id: 'E1', title: 'Patch debt', text: `After ${situation.patches} fine-tunings retraining would have been cheaper since the ${patchDebt.k}.`, source: sources.economics });
    turn(retrained);
  }
  if (situation.rollback && tuned && arm.family === 'retrain' && notInferior(summary, tuned, arm)) {
    fired.push({ id: 'P1', title: 'Quick to take back', text: `${format.capital(tuned.title)} loses less than ${format.pointsOf(summary.margin)} and is taken back within hours.`, source: sources.rollback });
    turn(tuned);
  }
  return { verdict: arm.family === 'retrain' ? 'retrain' : 'fine-tune', arm: arm.id, strength: how, headline: `This run’s evidence favours ${arm.title}` };
}

function economicsNotEvaluable({ breakEven, patchDebt, predictions = null }: Known): NotEvaluable[] {
  const title = 'Break-even and patch debt';
  if (!breakEven) return [{ id: 'E1', title, why: 'no prices were given' }];
  return [
    ...('refusal' in breakEven ? [{ id: 'E1', title: 'Break-even', why: breakEven.refusal }] : predictions === null ? [{ id: 'E1', title: 'Break-even', why: 'it is not known how many predictions come until the next drift' }] : []),
    ...(patchDebt && 'refusal' in patchDebt ? [{ id: 'E1', title: 'Patch debt', why: patchDebt.refusal }] : []),
  ];
}
