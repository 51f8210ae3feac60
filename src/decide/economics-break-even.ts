/** When the price of errors outweighs the price of repairs: in predictions, and in how often a model was patched. */
import { doing } from '../measure/doing.ts';
import { capital } from '../measure/format.ts';
import { excludes } from '../maths/statistics.ts';
import type { Interval } from '../maths/interval.ts';
import type { ArmSummary } from '../contracts/results.ts';
import { known, nameBlank, type EconomicInputs, type FieldId } from './economics-inputs.ts';
import { amountOf, totalCost } from './economics-total.ts';

/** Why there is no figure, in a sentence. */
export interface Refusal {
  readonly refusal: string;
}

export interface BreakEven {
  /** Predictions until the next repair at which both ways cost the same; `lo` and `hi` from the interval of the error difference. */
  readonly n: number;
  readonly lo: number;
  readonly hi: number;
  /** Id of the arm that is cheaper below n; above it, it is the other one. */
  readonly below: string;
  /** Blank inputs that the figure leaves out, in words. */
  readonly missing: readonly string[];
}

export interface PatchDebt {
  /** The first fine-tuning, counted from 1, after which a retraining would have been cheaper. */
  readonly k: number;
  readonly missing: readonly string[];
}

/**
 * n* = (TCO_R − TCO_F) / (c_err·(e_F − e_R)).
 *
 * `errorDifference` is the error rate of the fine-tuned minus that of the retrained arm (−1 … 1) over paired seeds. Refused
 * when its interval includes 0, when the cost of an error is blank or 0, and when one way is both cheaper and better.
 */
export function breakEvenTraffic(
  retrain: ArmSummary,
  tuned: ArmSummary,
  errorDifference: Interval,
  inputs: EconomicInputs,
): BreakEven | Refusal {
  const errorCost = known(inputs, 'errorCost');
  if (errorCost === null)
    return { refusal: `Blank: ${nameBlank(inputs, 'errorCost')}. Fill it in to see from how many predictions on retraining pays.` };
  if (errorCost === 0) return { refusal: 'A wrong answer costs nothing here, so the cheaper repair is the better one at any traffic.' };
  if (!excludes(errorDifference, 0))
    return {
      refusal:
        'The interval of the difference in errors includes 0: it is not shown that either repair makes fewer, so no traffic can be named. More seeds would narrow it.',
    };
  const [costR, costF] = [totalCost(retrain, inputs), totalCost(tuned, inputs)];
  const extra = costR.total - costF.total;
  const missing = [...new Set([...costR.missing, ...costF.missing])];
  const retrainBetter = errorDifference.mean > 0;
  // In money neither is ahead at no traffic, and any traffic favours the one with fewer errors.
  if (extra === 0 || retrainBetter === extra < 0) {
    const [better, other] = retrainBetter ? [retrain, tuned] : [tuned, retrain];
    return {
      refusal: `${capital(doing(better))} makes fewer errors and costs no more than ${doing(other)}, as far as prices are given, so it is ahead at any traffic.`,
    };
  }
  const traffic = (difference: number) => extra / (errorCost * difference);
  const ends = [traffic(errorDifference.lo), traffic(errorDifference.hi)];
  return {
    n: traffic(errorDifference.mean),
    lo: Math.min(...ends),
    hi: Math.max(...ends),
    below: extra > 0 ? tuned.id : retrain.id,
    missing,
  };
}

/**
 * How often a model can be patched. Each fine-tuning in place of a retraining saves its price once, but leaves a model that needs
 * more upkeep and errs more often: after k of them that penalty is k·Δmaintenance + c_err·n·Σ(e_F,i − e_R). k* is the first k at
 * which it exceeds what one retraining, which would end it, costs more than one fine-tuning (upkeep apart).
 *
 * `errorDifferences`: e_F,i − e_R after the first, second … fine-tuning; the last one stands for all that follow. One whose
 * interval includes 0 counts as none. Refused when nothing of the penalty is known, or it does not grow.
 */
export function patchDebt(
  retrain: ArmSummary,
  tuned: ArmSummary,
  errorDifferences: readonly Interval[],
  inputs: EconomicInputs,
): PatchDebt | Refusal {
  const [costR, costF] = [totalCost(retrain, inputs), totalCost(tuned, inputs)];
  const [upkeepR, upkeepF] = [amountOf(costR, 'maintenance'), amountOf(costF, 'maintenance')];
  const extra = costR.total - (upkeepR ?? 0) - (costF.total - (upkeepF ?? 0));
  if (extra <= 0)
    return {
      refusal: `${capital(doing(retrain))} costs no more than ${doing(tuned)}, as far as prices are given: patching saves nothing.`,
    };

  const upkeep = upkeepR === null || upkeepF === null ? null : upkeepF - upkeepR;
  const errors = product(inputs, ['errorCost', 'predictions']);
  const blanks = (['errorCost', 'predictions'] as const).filter((id) => known(inputs, id) === null).map((id) => nameBlank(inputs, id));
  const missing = [...new Set([...costR.missing, ...costF.missing, ...(errors === null ? blanks : [])])];
  if (upkeep === null && errors === null)
    return { refusal: `What patching costs later is unknown: fill in the upkeep of both models, or the ${blanks.join(' and the ')}.` };

  const gaps = errorDifferences.map((difference) => (excludes(difference, 0) ? difference.mean : 0));
  const penalty = (i: number) => (upkeep ?? 0) + (errors ?? 0) * (gaps[Math.min(i, gaps.length - 1)] ?? 0);
  let owed = 0;
  for (let i = 0; i < gaps.length; i++) {
    owed += penalty(i);
    if (owed > extra) return { k: i + 1, missing };
  }
  const each = penalty(gaps.length);
  if (each <= 0)
    return {
      refusal:
        'Patching builds up no debt here: as far as is known, upkeep and errors of the fine-tuned model together cost no more than those of the retrained one.',
    };
  return { k: gaps.length + Math.floor((extra - owed) / each) + 1, missing };
}

/** Null when a factor is blank and none is 0. */
function product(inputs: EconomicInputs, ids: readonly FieldId[]): number | null {
  const values = ids.map((id) => known(inputs, id));
  if (values.includes(0)) return 0;
  return values.reduce<number | null>((all, value) => (all === null || value === null ? null : all * value), 1);
}
