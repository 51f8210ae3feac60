import { expect } from 'chai';
import { nullCalibration, powerCurve, type DriftingStream } from '../../../src/detect/calibrate.ts';
import { operatingPoints } from '../../../src/detect/golden/operating-points.ts';
import { findDetector } from '../../../src/detect/streaming/registry.ts';
import type { Random } from '../../../src/random/random.ts';

const RUNS = 200;
const how = { runs: RUNS, seed: 7 };
/** Runs behind the reference figures. */
const REFERENCE_RUNS = 100;

const errors = (rate: number, items: number) => (random: Random) =>
  Float64Array.from({ length: items }, () => Number(random.uniform() < rate));
const rising =
  (to: number) =>
  (random: Random): DriftingStream => ({
    values: Float64Array.from({ length: 2000 }, (_, i) => Number(random.uniform() < (i < 1000 ? 0.2 : to))),
    drift: 1000,
  });

/** Four standard errors of the difference of two shares. */
const shareBand = (p: number) => Math.max(0.05, 4 * Math.sqrt(p * (1 - p) * (1 / REFERENCE_RUNS + 1 / RUNS)));

describe('detectors work where the reference measured them (bands of four standard errors)', () => {
  for (const { detector, params, falseAlarmsPer1000, delay, hitRate } of operatingPoints) {
    it(`${detector} ${JSON.stringify(params)}: ${falseAlarmsPer1000} false alarms in 1,000, delay ${delay}, hits ${hitRate}`, async () => {
      const entry = findDetector(detector)!;
      const calm = await nullCalibration(entry, params, errors(0.2, 5000), how);
      const counted = (falseAlarmsPer1000 * REFERENCE_RUNS * 5000) / 1000;
      const band = (4 * Math.sqrt(Math.max(1, counted) * 1.5) * 1000) / (REFERENCE_RUNS * 5000);
      expect(calm.per1000.value).to.be.closeTo(falseAlarmsPer1000, band + 0.02);

      const severities = [0.4, 0.3].map((to) => ({ severity: to, make: rising(to) }));
      const [large, small] = await powerCurve(entry, params, severities, 1000, how);
      // A delay spreads about as far as its mean.
      expect(large!.delay.value).to.be.closeTo(delay, 4 * delay * 0.7 * Math.sqrt(1 / REFERENCE_RUNS + 1 / RUNS));
      expect(small!.hitRate.value).to.be.closeTo(hitRate, shareBand(hitRate));
    });
  }

  it('ECDD holds its average run length of 400 within a third at error rates from 0.05 to 0.4', async () => {
    for (const rate of [0.05, 0.1, 0.2, 0.3, 0.4]) {
      const { arl0 } = await nullCalibration(findDetector('ecdd')!, {}, errors(rate, 200_000), { runs: 1, seed: 3 });
      expect(arl0.value, String(rate)).to.be.within(400 / 1.5, 400 * 1.5);
    }
  });
});
