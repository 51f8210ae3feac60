/**
 * Whether complaints would show a loss of accuracy, and down to which share of complaining it would still be so: the rule with its flip.
 * In closed form, for the bound of the policy `complaints` (`policies/complaint-bound.ts`), from nothing but binomial distributions.
 */
import { binomialTail } from '../maths/special/beta.ts';
import { bounded, complaintRate, criticalCount, type Expected } from '../policies/complaint-bound.ts';

/** Probability with which it must be shown. */
export const SHOWN = 0.8;
/** Probability of a false alarm in a whole stream, as the policy has it unless told otherwise. */
const LEVEL = 0.05;
/** Steps of q for the flip: ten thousandth to 1, evenly on a logarithmic scale. */
const STEPS = 400;
const LEAST = 1e-4;

export interface Loss extends Expected {
  /** Accuracy after the loss, 0 … 1. */
  readonly after: number;
  /** Answers that are looked at. */
  readonly window: number;
}

export interface ComplaintReach {
  /** Probability that one look over a full window of answers after the loss rings. */
  readonly power: number;
  /** The smallest q from which on that probability is `SHOWN` or more, all else as it is; null where it is not even for q = 1. */
  readonly flip: number | null;
}

/** Probability that one look over `window` answers after the loss rings. */
export function powerOf(loss: Loss): number {
  const { rate, level } = bounded(loss, LEVEL);
  const errors = 1 - loss.after;
  return binomialTail(criticalCount(loss.window, rate, level), loss.window, complaintRate(loss.rates, errors));
}

/** The rule: complaints can be relied on where `power` is `SHOWN` or more; `flip` is the q at which that turns. */
export function complaintReach(loss: Loss): ComplaintReach {
  let flip: number | null = null;
  // From above: counts are whole, so that the probability has teeth on its way down.
  for (let step = STEPS; step >= 0; step--) {
    const wrong = LEAST ** (1 - step / STEPS);
    if (powerOf({ ...loss, rates: { ...loss.rates, wrong } }) < SHOWN) break;
    flip = wrong;
  }
  return { power: powerOf(loss), flip };
}
