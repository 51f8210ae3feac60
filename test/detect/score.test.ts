import { expect } from 'chai';
import fc from 'fast-check';
import { scoreAlarms, trueDrifts } from '../../src/detect/score.ts';
import type { When } from '../../src/contracts/drift.ts';
import { alpha } from '../../src/drift/when.ts';

const at = (...starts: number[]) => starts.map((start) => ({ start, end: start }));
const score = (alarms: number[], drifts: number[], maxDelay: number, items = 1000) =>
  scoreAlarms(alarms, at(...drifts), { maxDelay, items });

describe('scores of alarms, as river.drift.evaluate gives them in its examples', () => {
  it('precision .5, F1 .5, one false alarm in 1,000', () => {
    expect(score([110, 900], [100], 50).precision).to.equal(0.5);
    expect(score([110, 900], [100, 500], 50).f1).to.equal(0.5);
    expect(score([110, 900], [100], 50).falseAlarmsPer1000).to.equal(1);
  });

  it('recall counts repeated alarms, episode recall does not', () => {
    const { recall, episodeRecall } = score([110, 130], [100, 500], 50);
    expect([recall, episodeRecall]).to.deep.equal([2 / 3, 0.5]);
    expect(score([110], [100, 500], 50).missedRate).to.equal(0.5);
  });

  it('mean delay 20, normalised delay .2', () => {
    expect(score([110, 530], [100, 500, 900], 50).meanDelay).to.equal(20);
    expect(score([110], [100], 50).normalisedDelay).to.equal(0.2);
  });

  it('150 items between false alarms; mean time ratio 300/10 · ½ = 15', () => {
    expect(score([200, 300, 500], [], 50).meanTimeBetweenFalseAlarms).to.equal(150);
    expect(score([110, 400, 700], [100, 900], 50).meanTimeRatio).to.equal(15);
  });
});

describe('scores of alarms', () => {
  it('CapyMOA’s test: F1 ⅔, mean delay 150, normalised .75', () => {
    const { f1, meanDelay, normalisedDelay } = score([500, 1200, 1250, 2100], [1000, 2000], 200, 3000);
    expect(f1).to.be.closeTo(2 / 3, 1e-12);
    expect([meanDelay, normalisedDelay]).to.deep.equal([150, 0.75]);
  });

  it('are NaN where they are undefined, never 0', () => {
    const silent = score([], [100], 50);
    const undefinedThen = ['precision', 'f1', 'meanDelay', 'normalisedDelay', 'meanTimeBetweenFalseAlarms', 'meanTimeRatio'] as const;
    for (const name of undefinedThen) expect(Number.isNaN(silent[name]), name).to.equal(true);
    expect([silent.recall, silent.missedRate, silent.falseAlarms]).to.deep.equal([0, 1, 0]);
    const calm = score([], [], 50);
    for (const name of ['recall', 'episodeRecall', 'missedRate', 'f1'] as const) expect(Number.isNaN(calm[name]), name).to.equal(true);
    expect(score([900], [100], 50).f1).to.equal(0);
    expect(score([100, 300, 400], [100], 50).meanTimeRatio).to.equal(Infinity);
  });

  it('a window reaches from early before the start to the delay after the end, bounds included', () => {
    const drift = [{ start: 100, end: 200 }];
    const hits = (alarm: number, early: number) => 1 - scoreAlarms([alarm], drift, { maxDelay: 50, early, items: 1000 }).falseAlarms;
    expect([hits(250, 0), hits(251, 0), hits(100, 0), hits(99, 0), hits(90, 10), hits(89, 10)]).to.deep.equal([1, 0, 1, 0, 1, 0]);
  });

  it('refuses windows and streams of no length', () => {
    expect(() => score([1], [1], 0)).to.throw(RangeError, 'above 0');
    expect(() => score([1], [1], 5, 0)).to.throw(RangeError, 'nothing to score');
    expect(() => scoreAlarms([], [{ start: 5, end: 4 }], { maxDelay: 1, items: 9 })).to.throw(RangeError, 'before it starts');
  });

  it('shares lie in 0 … 1, and every alarm is a hit or false', () => {
    const indices = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 12 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(indices, indices, fc.integer({ min: 1, max: 200 }), (alarms, drifts, maxDelay) => {
        const result = score(alarms, drifts, maxDelay);
        for (const share of [result.precision, result.recall, result.episodeRecall, result.f1, result.normalisedDelay]) {
          if (!Number.isNaN(share)) expect(share).to.be.within(0, 1);
        }
        expect(result.falseAlarms).to.be.at.most(alarms.length);
        if (alarms.length) expect(result.precision).to.be.closeTo(1 - result.falseAlarms / alarms.length, 1e-12);
      }),
    );
  });
});

describe('the true drifts of a ledger', () => {
  const entry = (when: When, kind: 'P(x)' | 'control' = 'P(x)', severity = 3) => ({ kind, severity, when });

  it('begin and end at the items of their pattern, in order, after the rows of the old regime', () => {
    const ledger = [entry({ pattern: 'gradual', shape: 'linear', start: 0.5, end: 0.8 }), entry({ pattern: 'sudden', start: 0.25 })];
    expect(trueDrifts(ledger, 1000, 200)).to.deep.equal([
      { start: 450, end: 450 },
      { start: 700, end: 1000 },
    ]);
  });

  it('begin at the first row that the pattern makes new', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 0.99, noNaN: true }), (rows, start) => {
        const times = Float64Array.from({ length: rows }, (_, row) => (row + 0.5) / rows);
        const first = times.findIndex((time) => alpha({ pattern: 'sudden', start }, time) === 1);
        expect(trueDrifts([entry({ pattern: 'sudden', start })], rows)[0]!.start).to.equal(first < 0 ? rows - 1 : first);
      }),
    );
  });

  it('that come and go are one at each change; what never goes is one', () => {
    const recurring = (duty: number) =>
      trueDrifts([entry({ pattern: 'recurring', start: 0, end: 1, period: 0.5, duty })], 100).map(({ start }) => start);
    expect(recurring(0.4)).to.deep.equal([0, 20, 50, 70]);
    expect(recurring(1)).to.deep.equal([0]);
  });

  it('are none for controls, severity 0 and outlier episodes', () => {
    const sudden: When = { pattern: 'sudden', start: 0 };
    expect(
      trueDrifts([entry(sudden, 'control'), entry(sudden, 'P(x)', 0), entry({ pattern: 'blip', start: 0.2, end: 0.3 })], 100),
    ).to.deep.equal([]);
  });
});
