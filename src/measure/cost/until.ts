/** Whether a training has done enough. */
import type { ArmStatus, CurvePoint } from '../../contracts/results.ts';
import type { Until } from '../../contracts/trainer.ts';

/** The status of a training with that curve that may end now; undefined while it must go on. */
export function endReached(until: Until | undefined, curve: readonly CurvePoint[]): ArmStatus | undefined {
  const last = curve.at(-1);
  if (!until || !last) return undefined;
  const { accuracy, plateau, seconds } = until;
  if (accuracy && last.accuracy[accuracy.of]! >= accuracy.atLeast) return 'reached';
  if (plateau && pointsSinceBest(curve.map((point) => point.accuracy[plateau.of]!)) >= plateau.points) return 'plateau';
  return seconds !== undefined && last.seconds >= seconds ? 'time-up' : undefined;
}

/** Points after the first of the best. */
const pointsSinceBest = (accuracies: readonly number[]): number => accuracies.length - 1 - accuracies.indexOf(Math.max(...accuracies));
