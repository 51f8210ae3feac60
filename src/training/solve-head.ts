/** A head on frozen features, solved: its strength and anchor by cross-validation, then all rows from the old head on. Pure, but for the clock. */
import type { HeadQuestion, SolvedHead } from '../contracts/analysis.ts';
import { chooseL2 } from './choose-l2.ts';
import { SoftmaxRegression } from './softmax-regression.ts';

/** As scikit-learn stops: what is left of the gradient then changes no prediction, and a hundredth of it would take three times as long. */
const TOLERANCE = 1e-4;
/** λ where too few labels can be held out to choose one. */
const FALLBACK_L2 = 0.01;

/** @param breathe lets others act between two steps of the search; its time is not counted */
export async function solveHead(
  { rows, classes, fold, anchors, start, limitMs = Infinity }: HeadQuestion,
  breathe: () => Promise<void> = async () => {},
): Promise<SolvedHead> {
  const clock = stopwatch();
  // The last fit takes about as long as one step of the search.
  let [stepMs, lookedMs] = [0, 0];
  const mayGoOn = async () => {
    const ms = clock.ms();
    stepMs = Math.max(stepMs, ms - lookedMs);
    await clock.without(breathe);
    lookedMs = clock.ms();
    return ms + 2 * stepMs < limitMs;
  };
  const choice = await chooseL2(rows, classes, { anchors, fold, mayGoOn });
  const l2 = choice?.l2 ?? FALLBACK_L2;
  await clock.without(breathe);

  const looks: { iteration: number; ms: number; loss: number; head: Float32Array }[] = [];
  const fit = new SoftmaxRegression(rows, classes, 'held').fit({
    tolerance: TOLERANCE,
    ...{ l2, ...anchors[choice?.anchor ?? 0], start },
    // At 1, 2, 4, 8 … iterations: the first ones change most.
    onIteration: ({ iteration, crossEntropy, weights }) => {
      if ((iteration & (iteration - 1)) === 0)
        looks.push({ iteration, ms: clock.ms(), loss: crossEntropy, head: Float32Array.from(weights()) });
    },
  });
  const head = Float32Array.from(fit.weights);
  const ms = clock.ms();
  if (looks.at(-1)?.iteration !== fit.iterations && fit.iterations > 0)
    looks.push({ iteration: fit.iterations, ms, loss: fit.crossEntropy, head });
  return {
    ...{ head, l2, anchor: choice?.anchor ?? 0, looks, ms },
    finite: Number.isFinite(fit.objective) && head.every(Number.isFinite),
    ...{ converged: fit.converged, iterations: fit.iterations },
    ...(choice && { choice: { loss: choice.loss, trials: choice.trials, iterations: choice.iterations, atEdge: choice.atEdge } }),
    flops: fit.flops + (choice?.flops ?? 0),
    bytes: fit.bytes + (choice?.bytes ?? 0),
  };
}

/** Milliseconds since it was made, without what was waited for. */
function stopwatch() {
  let started = performance.now();
  return {
    ms: () => performance.now() - started,
    async without(wait: () => Promise<void>) {
      const before = performance.now();
      await wait();
      started += performance.now() - before;
    },
  };
}
