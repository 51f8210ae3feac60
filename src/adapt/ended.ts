/** When a training that an arm steps by itself has done enough; the engine asks the same of its own. */
import type { Until } from '../experiment/trainer.ts';
import type { CurvePoint } from '../measure/types.ts';

/** Whether the last point of the curve meets one of the conditions. */
export function hasEnded({ accuracy, plateau, seconds }: Until, curve: readonly CurvePoint[]): boolean {
  const last = curve.at(-1);
  if (!last) return false;
  if (seconds !== undefined && last.seconds >= seconds) return true;
  if (accuracy && (last.accuracy[accuracy.of] ?? 0) >= accuracy.atLeast) return true;
  if (!plateau) return false;
  const values = curve.map((point) => point.accuracy[plateau.of] ?? 0);
  return values.length - 1 - values.indexOf(Math.max(...values)) >= plateau.points;
}
