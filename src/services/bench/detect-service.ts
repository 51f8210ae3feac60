/** What detectors do on errors like those of the page's data, and whether they give published answers. */
import type { DetectorQuestion, DetectService } from '../../contracts/detect.ts';
import { nullCalibration, powerCurve, thresholdFor, type StreamMaker } from '../../detect/calibrate.ts';
import { conformance } from '../../detect/conformance.ts';
import { findDetector } from '../../detect/streaming/registry.ts';

/** Streams that are drawn, and items after a drift within which an alarm counts. */
const RUNS = 60;
const HORIZON = 500;
/** By how much the error rate rises. */
const RISES = [0.05, 0.1, 0.2, 0.4];
const SEED = 1;

export const detectService: DetectService = {
  conformance: (tell) => conformance(tell),

  async calibrate({ detector, params, errorRate, rows }, tell) {
    const entry = entryOf(detector);
    // One part for the calm streams, and one for each rise.
    const parts = 1 + RISES.length;
    const how = { runs: RUNS, seed: SEED };
    const calm = await nullCalibration(entry, params, errors({ errorRate, rows }), { ...how, onProgress: (done) => tell(done / parts) });
    const rising = RISES.map((severity) => ({
      severity,
      make: (random: { uniform(): number }) => ({
        values: Float64Array.from({ length: rows + HORIZON }, (_, i) => Number(random.uniform() < errorRate + (i < rows ? 0 : severity))),
        drift: rows,
      }),
    }));
    const onProgress = (done: number) => tell((1 + done * RISES.length) / parts);
    return { runs: RUNS, horizon: HORIZON, calm, power: await powerCurve(entry, params, rising, HORIZON, { ...how, onProgress }) };
  },

  async threshold({ detector, params, parameter, mostPer1000, ...of }, tell) {
    const wanted = { maxFalseAlarmsPer1000: mostPer1000, params };
    try {
      return {
        threshold: await thresholdFor(entryOf(detector), parameter, errors(of), wanted, { runs: RUNS, seed: SEED, onProgress: tell }),
      };
    } catch (error) {
      if (error instanceof RangeError) return { refusal: `${error.message}.` };
      throw error;
    }
  },
};

/** A stream of errors that come at one rate. */
const errors =
  ({ errorRate, rows }: Pick<DetectorQuestion, 'errorRate' | 'rows'>): StreamMaker =>
  (random) =>
    Float64Array.from({ length: rows }, () => Number(random.uniform() < errorRate));

function entryOf(id: string) {
  const entry = findDetector(id);
  if (!entry) throw new RangeError(`there is no detector "${id}"`);
  return entry;
}
