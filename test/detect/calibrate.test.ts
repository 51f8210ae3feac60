import { expect } from 'chai';
import { nullCalibration, powerCurve, resampled, thresholdFor, type DriftingStream } from '../../src/detect/calibrate.ts';
import { countInterval, shareInterval } from '../../src/detect/intervals.ts';
import { findDetector } from '../../src/detect/streaming/registry.ts';
import type { Random } from '../../src/random/random.ts';

const errors = (rate: number, items: number) => (random: Random) =>
  Float64Array.from({ length: items }, () => Number(random.uniform() < rate));
const rising =
  (by: number) =>
  (random: Random): DriftingStream => ({
    values: Float64Array.from({ length: 1000 }, (_, i) => Number(random.uniform() < (i < 500 ? 0.2 : 0.2 + by))),
    drift: 500,
  });
const how = { runs: 20, seed: 1 };
const ddm = findDetector('ddm')!;
const adwin = findDetector('adwin')!;
const pageHinkley = findDetector('page-hinkley')!;

async function refusal(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}

describe('intervals', () => {
  it('of counts are Garwood’s, as SciPy 1.17.1 gives them (chi2.ppf)', () => {
    const known: readonly (readonly [number, number, number])[] = [
      [0, 0, 3.6888794541139363],
      [1, 0.025317807984289897, 5.571643390938898],
      [10, 4.7953886961324335, 18.39035604201778],
      [1000, 938.9730184076952, 1063.952136016302],
    ];
    for (const [count, lo, hi] of known) {
      expect(countInterval(count).lo).to.be.closeTo(lo, 1e-6);
      expect(countInterval(count).hi).to.be.closeTo(hi, 1e-6);
    }
  });

  it('of shares are Wilson’s: 8 of 10 gives 0.4902 to 0.9433, and none of 10 still leaves 0.2775', () => {
    expect(shareInterval(8, 10).lo).to.be.closeTo(0.4901625, 1e-6);
    expect(shareInterval(8, 10).hi).to.be.closeTo(0.9433178, 1e-6);
    expect(shareInterval(0, 10).hi).to.be.closeTo(0.2775328, 1e-6);
    expect(shareInterval(0, 10).lo).to.equal(0);
  });
});

describe('null calibration', () => {
  it('counts alarms in all items, with its interval around, and ARL₀ as the inverse', async () => {
    const { alarms, items, length, per1000, arl0 } = await nullCalibration(ddm, { drift: 2, warn: 1 }, errors(0.2, 2000), how);
    expect([items, length]).to.deep.equal([40_000, 2_000]);
    expect(alarms).to.be.above(10);
    expect(per1000.value).to.equal((1000 * alarms) / items);
    expect(per1000.value).to.be.within(per1000.lo, per1000.hi);
    expect(arl0.value).to.be.closeTo(1000 / per1000.value, 1e-9);
    expect(arl0.lo).to.be.closeTo(1000 / per1000.hi, 1e-9);
  });

  it('holds for streams of its length: Page–Hinkley’s sums wander further on longer ones', async () => {
    const params = { lambda: 20, delta: 0.005 };
    const rate = async (items: number, runs: number) =>
      (await nullCalibration(pageHinkley, params, errors(0.2, items), { runs, seed: 1 })).per1000;
    // As many items in all; the intervals do not meet.
    expect((await rate(500, 400)).hi).to.be.below((await rate(20_000, 10)).lo);
  });

  it('without an alarm knows only how long the run length is at least', async () => {
    const { per1000, arl0 } = await nullCalibration(adwin, {}, errors(0.2, 1000), how);
    expect(per1000).to.deep.include({ value: 0, lo: 0 });
    expect(per1000.hi).to.be.closeTo(0.18444, 1e-4);
    expect(Number.isNaN(arl0.value)).to.equal(true);
    expect([Math.round(arl0.lo), arl0.hi]).to.deep.equal([5422, Infinity]);
  });

  it('draws streams from one’s own values, the same for the same seed', async () => {
    const make = resampled([0, 0, 0, 1], 1000);
    const again = () => nullCalibration(ddm, { drift: 2, warn: 1 }, make, how);
    expect(await again()).to.deep.equal(await again());
    expect(() => resampled([], 10)).to.throw(RangeError, 'no values');
  });

  it('tells how far it is, breathes between runs, and stops when told to', async () => {
    const told: number[] = [];
    let breaths = 0;
    const controller = new AbortController();
    const breathe = async () => void (++breaths === 3 && controller.abort());
    const error = await refusal(
      nullCalibration(ddm, {}, errors(0.2, 100), { ...how, breathe, signal: controller.signal, onProgress: (done) => told.push(done) }),
    );
    expect(error.name).to.equal('AbortError');
    expect(told).to.deep.equal([1 / 20, 2 / 20, 3 / 20]);
    expect((await refusal(nullCalibration(ddm, {}, errors(0.2, 100), { runs: 0, seed: 1 }))).message).to.include('at least 1');
  });
});

describe('power', () => {
  it('grows with severity, and the delay falls; no drift is hit as often as false alarms come', async () => {
    const severities = [0, 0.1, 0.3, 0.6].map((by) => ({ severity: by, make: rising(by) }));
    const points = await powerCurve(findDetector('hddm-w')!, {}, severities, 500, { runs: 60, seed: 2 });
    const hits = points.map(({ hitRate }) => hitRate.value);
    expect(hits).to.deep.equal([...hits].sort((a, b) => a - b));
    expect(hits[0]).to.be.below(0.15);
    expect(hits[3]).to.equal(1);
    expect(points[3]!.delay.value).to.be.below(points[2]!.delay.value);
    for (const { delay } of points.slice(1)) expect(delay.value).to.be.within(delay.lo, delay.hi);
  });

  it('has no delay where nothing was hit', async () => {
    const [point] = await powerCurve(adwin, {}, [{ severity: 0, make: rising(0) }], 500, how);
    expect(point!.hitRate.value).to.equal(0);
    expect(Number.isNaN(point!.delay.value)).to.equal(true);
    expect(point!.falseAlarmsPer1000).to.equal(0);
  });
});

describe('the threshold for a rate of false alarms', () => {
  const calm = errors(0.2, 2000);

  it('keeps to the rate, and anything clearly more sensitive does not', async () => {
    for (const [entry, name, keener] of [
      [pageHinkley, 'lambda', 0.8],
      [adwin, 'delta', 20],
      [ddm, 'drift', 0.8],
    ] as const) {
      const { value, calibration } = await thresholdFor(
        entry,
        name,
        calm,
        { maxFalseAlarmsPer1000: 0.5, params: entry === ddm ? { warn: 0.5 } : {} },
        how,
      );
      expect(calibration.per1000.value, name).to.be.at.most(0.5);
      const params = { ...(entry === ddm && { warn: 0.5 }), [name]: Math.min(value * keener, 1000) };
      if (entry === adwin && value * keener > 1) continue;
      expect((await nullCalibration(entry, params, calm, how)).per1000.value, name).to.be.above(0.5);
    }
  });

  it('passes over values that contradict other parameters', async () => {
    const { value } = await thresholdFor(ddm, 'drift', calm, { maxFalseAlarmsPer1000: 1000 }, how);
    expect(value).to.be.closeTo(2, 0.01);
  });

  it('looks only where it is told to, at whole numbers where there are no others', async () => {
    const { tried } = await thresholdFor(ddm, 'warmUp', calm, { maxFalseAlarmsPer1000: 0.05, range: [30, 900] }, how);
    for (const { value } of tried) expect([value >= 30, value <= 900, Number.isInteger(value)]).to.deep.equal([true, true, true]);
  });

  it('says so when nothing is calm enough, or the parameter is none to search', async () => {
    const none = await refusal(thresholdFor(ddm, 'drift', calm, { maxFalseAlarmsPer1000: 0, range: [2, 2.1] }, how));
    expect(none).to.be.instanceOf(RangeError);
    expect(none.message).to.include('the least was');
    const unknown = await refusal(thresholdFor(adwin, 'variant', calm, { maxFalseAlarmsPer1000: 1 }, how));
    expect(unknown.message).to.include('choose one of delta, clock, m, mwl, grace');
  });
});
