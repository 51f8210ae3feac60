/**
 * The advisor's rules, in their order: veto, data, statistics, economics, preference. Each takes what is known and says whether it
 * holds, with the numbers it rests on, or why it cannot be evaluated. No score is learned; limits are part of the situation.
 */
import { doing } from '../measure/doing.ts';
import { meritOf } from '../measure/metrics/metric.ts';
import { soundness } from '../measure/metrics/words.ts';
import * as format from '../measure/format.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmSummary, Summary } from '../contracts/results.ts';
import type { Freshness } from '../contracts/freshness.ts';
import type { Diagnosis } from '../contracts/diagnosis.ts';
import type { AgreedParts } from './drift-parts.ts';
import type { EconomicInputs } from './economics.ts';
import type { Robustness } from '../contracts/verdict.ts';
import type { Situation } from './situation.ts';

/** Everything an advice is drawn from. */
export interface Known {
  readonly summary: Summary;
  /** Whether the run's answer survives other recipes; absent where that was not asked. */
  readonly robustness?: Robustness;
  /** Kind and scope that most seeds agree on; null when the drift was not diagnosed. */
  readonly diagnosis: (Pick<Diagnosis, 'kind' | 'scope'> & { readonly parts?: AgreedParts }) | null;
  /** Labelled rows of the new world. */
  readonly labels: number;
  /** So many of each class, not of all together. */
  readonly labelsAreEach?: boolean;
  readonly classes: readonly string[];
  readonly situation: Situation;
  /** Absent when no prices were given. */
  readonly prices?: EconomicInputs;
  /** How long repairs take until they serve, where that was said. */
  readonly waiting?: Waiting;
  /** Predictions expected until the world changes again; null = not known. */
  readonly predictions?: number | null;
}

/** What users get while a repair is under way, up to any horizon. */
export interface Waiting {
  /** The one of the experiment, in hours. */
  readonly horizon: number;
  until(horizon: number): Freshness | null;
}

export interface Fired {
  readonly id: string;
  readonly title: string;
  /** One sentence with numbers and intervals: what holds, and what follows. */
  readonly text: string;
  readonly source: string;
}

export interface NotEvaluable {
  readonly id: string;
  readonly title: string;
  readonly why: string;
}

export const sources = {
  harm: 'Guo et al. 2017 and ML Test Score (Breck et al. 2017): quality on all important slices; limits are defaults of this lab',
  regulated: 'EU AI Act, Art. 14 and 43(4); FDA guidance on predetermined change control plans (2024)',
  architecture: 'a model with other inputs or classes has no weights for them',
  fit: 'what cannot be fitted cannot be learned; nets fit random labels (Zhang et al. 2017), so unseen rows have to agree; 5 points are a default of this lab',
  seeds: 'two-sided exact test: 2/2ⁿ is above 0.05 below 6 seeds',
  guess: 'empirical Bayes (James & Stein 1961; Efron & Morris 1975); a guess, not a finding',
  labels: 'few labels overfit a model from scratch; 50 a class is a default of this lab',
  statistics: 'multiple comparisons with the best (Hsu 1984), step-down corrected; the margin was fixed before the run',
  drift: 'Lee et al. 2023, Surgical fine-tuning improves adaptation to distribution shifts; Lipton et al. 2018',
  forgetting: 'Chaudhry et al. 2018; Yan et al. 2021 (negative flips)',
  fairness: 'a fine-tuned model keeps what its base has learned, bias included',
  economics: 'break-even of total costs; patch debt after Sculley et al. 2015',
  freshness: 'loss until a horizon, wait included; Fieller (1954) for the crossing; corrected for all repairs as every comparison here',
  recipes: 'specification curve (Simonsohn et al. 2020); multiverse (Steegen et al. 2016)',
  rollback: 'ML Test Score (Breck et al. 2017): a quick and safe way back',
} as const;

export const titleOf = (arms: readonly ArmSummary[]): string => arms.map(doing).join(', ');

/** A change against no repair, when its whole interval lies beyond the limit. */
const falls = (change: Interval | null | undefined, limit: number): change is Interval =>
  !!change && change.values.length > 1 && change.hi < -limit;

/** Repairs that do harm, each with what they harm. */
export function harmful({ summary, classes, situation: { limits } }: Known): { readonly arm: ArmSummary; readonly text: string }[] {
  return summary.arms.flatMap((arm) => {
    if (arm.family === 'none' || !arm.harm) return [];
    const { recall, worstGroup, equalizedOdds } = arm.harm;
    const texts = [
      ...(recall && falls(recall.change, limits.recallDrop)
        ? [`recall of class ${classes[recall.classIndex] ?? recall.classIndex} changes by ${format.points(recall.change)}`]
        : []),
      ...(falls(worstGroup, limits.groupDrop) ? [`the worst group’s accuracy changes by ${format.points(worstGroup)}`] : []),
      ...(equalizedOdds && equalizedOdds.values.length > 1 && equalizedOdds.lo > limits.oddsRise
        ? [`the equalized odds difference rises by ${format.points(equalizedOdds)} above what it was, before the drift or after`]
        : []),
    ];
    return texts.length ? [{ arm, text: `${doing(arm)}: ${texts.join('; ')}` }] : [];
  });
}

/** Rules about harm that could not be looked at. */
export function harmNotEvaluable({ summary }: Known): NotEvaluable[] {
  const one = summary.arms.find(({ family }) => family !== 'none');
  if (!one) return [];
  const title = 'No class or group is harmed';
  if (!one.harm) return [{ id: 'V2', title, why: 'the run raced no arm without a repair to compare with' }];
  return one.harm.worstGroup ? [] : [{ id: 'V2', title, why: 'groups: the data names none with 30 rows or more' }];
}

/** Whether the drift leans one way, and what it says of where to tune. */
export function leaning({ diagnosis }: Known): { readonly towards: 'fine-tune' | 'retrain' | null; readonly text: string } | null {
  if (!diagnosis || diagnosis.kind === 'none') return null;
  const { kind, scope, parts } = diagnosis;
  if (parts?.inputs.moved === 'yes' && parts.rule.moved === 'yes')
    return {
      towards: 'retrain',
      text: 'Two things moved at once: the inputs, and what the same inputs mean. No single part of the model answers for both; that leans to retraining.',
    };
  if (kind === 'P(y)')
    return { towards: 'fine-tune', text: 'Only the shares of classes moved: correcting the prior, or the head, reaches that.' };
  const where =
    kind === 'P(x)'
      ? 'the inputs moved: early layers, or the input statistics, are where to tune'
      : 'the same inputs mean something else: the head and the layers below it are where to tune';
  const open =
    parts?.rule.moved === 'unknown' ? ' Whether the rule moved, too, cannot be told: the worlds have too few rows in common.' : '';
  return scope === 'local'
    ? { towards: 'fine-tune', text: `The change is local, and ${where}.${open}` }
    : { towards: 'retrain', text: `The change is global, and ${where}; systemic change leans to retraining.${open}` };
}

/** Of a family, the highest mean merit on the new world. */
export function bestOf(arms: readonly ArmSummary[], family: ArmSummary['family']): ArmSummary | undefined {
  return arms
    .filter((arm) => arm.family === family)
    .reduce<ArmSummary | undefined>((best, arm) => (!best || meritOf(arm).mean > meritOf(best).mean ? arm : best), undefined);
}

/** What is worth a warning about the repair that is favoured. */
export function warnings({ summary, situation: { limits, oldWorldMatters } }: Known, arm: ArmSummary): Fired[] {
  const source = sources.forgetting;
  const raced = summary.arms.some(({ id }) => id === 'replay');
  const offer = raced ? '' : ' Replay of old rows was not raced; it may keep them.';
  return [
    ...(arm.forgetting && arm.forgetting.lo > limits.forgetting
      ? [
          {
            id: 'S4',
            title: 'The old world is forgotten',
            text: `With ${doing(arm)} ${soundness(summary)} on old rows falls by ${format.points(arm.forgetting).replace('+', '')}${oldWorldMatters ? '' : '; say so if the old world still matters'}.${offer}`,
            source,
          },
        ]
      : []),
    ...(arm.flips.negative.lo > limits.negativeFlips
      ? [
          {
            id: 'S4',
            title: 'Answers break',
            text: `${format.percent(arm.flips.negative)} of the new rows were right before ${doing(arm)} and are wrong after it.`,
            source,
          },
        ]
      : []),
  ];
}
