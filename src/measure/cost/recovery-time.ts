/** How long a policy takes to serve again as well as before the first drift. */
import type { PolicyRun } from '../../contracts/stream.ts';
import type { StreamSpec } from '../../spec/schema.ts';

/** Share of the accuracy before the drift that counts as recovered, and for how many batches in a row. */
const RECOVERED = { share: 0.95, batches: 3 };

/**
 * Batches from the first drift's start until three in a row reach 95 % of the mean accuracy before it; null where that never happens.
 * Undefined where there is no drift, or nothing before it.
 */
export function recoveryTime({ drift }: Pick<StreamSpec, 'drift'>, { points }: PolicyRun): number | null | undefined {
  const [first] = drift.map(({ when }) => when.start).sort((a, b) => a - b);
  const start = Math.floor((first ?? 0) * points.length);
  if (start === 0) return undefined;
  const goal = (RECOVERED.share * points.slice(0, start).reduce((sum, { accuracy }) => sum + accuracy, 0)) / start;
  const good = (batch: number) =>
    batch + RECOVERED.batches <= points.length && points.slice(batch, batch + RECOVERED.batches).every(({ accuracy }) => accuracy >= goal);
  const back = points.findIndex((_, batch) => batch >= start && good(batch));
  return back < 0 ? null : back - start;
}
