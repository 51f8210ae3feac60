import { expect } from 'chai';
import fc from 'fast-check';
import { raisedOn } from '../../../src/detect/streaming/alarms.ts';
import { updatesPerSecond } from '../../../src/detect/streaming/bench.ts';
import { findDetector, streamDetectors } from '../../../src/detect/streaming/registry.ts';
import type { StreamDetectorEntry } from '../../../src/detect/types.ts';
import { randomStream } from '../../../src/random/random.ts';
import { withDefaults } from '../../../src/spec/parameter.ts';

const random = () => randomStream(5, 'detector');
const get = (id: string): StreamDetectorEntry => findDetector(id)!;

/** Error indicators, or normal numbers, whose rate or mean changes at item 1,000 of 2,000. */
function drifting(entry: StreamDetectorEntry, seed: number): number[] {
  const draw = randomStream(seed, 'drifting');
  const one = (late: boolean) =>
    entry.input === 'error' ? Number(draw.uniform() < (late ? 0.7 : 0.2)) : draw.normal() * 0.7 + (late ? 3 : 0);
  return Array.from({ length: 2000 }, (_, i) => one(i >= 1000));
}

describe('stream detectors: what they say of themselves', () => {
  it('are listed once each under lower-kebab ids', () => {
    const ids = streamDetectors.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const id of ids) expect(id).to.match(/^[a-z]+(-[a-z]+)*$/);
    expect(findDetector('nothing')).to.equal(undefined);
  });

  it('explain themselves and every parameter in whole sentences, and name their source', () => {
    for (const { id, title, help, source, parameters, sensitivity } of streamDetectors) {
      expect(parameters.find(({ name }) => name === sensitivity)?.kind, `${id}: what sets its sensitivity`).to.equal('number');
      expect(title).to.not.equal('');
      expect(source).to.match(/\d{4}/);
      for (const text of [help, ...parameters.map((parameter) => parameter.help)]) expect(text, title).to.match(/^[A-Z0-9α-ω].*\.$/u);
    }
  });

  it('work with their defaults, given or not', () => {
    for (const entry of streamDetectors) {
      const values = drifting(entry, 1);
      const given = raisedOn(entry, withDefaults(entry.parameters), values, random());
      expect(raisedOn(entry, {}, values, random()), entry.id).to.deep.equal(given);
    }
  });
});

describe('every stream detector', () => {
  for (const entry of streamDetectors) {
    describe(entry.id, () => {
      const constants = entry.input === 'error' ? [0, 1] : [0, 1, 0.1, -5, 12345.678];

      it('raises no alarm on a constant stream of 5,000', () => {
        for (const value of constants)
          expect(raisedOn(entry, {}, new Float64Array(5000).fill(value), random()).alarms, String(value)).to.deep.equal([]);
      });

      it('notices a large drift after it happened, whatever the seed', () => {
        for (const seed of [1, 2, 3]) {
          // By default CUSUM’s false alarms are so frequent that the drift can fall into a new warm-up.
          const params = entry.id === 'cusum' ? { h: 10 } : {};
          const { alarms } = raisedOn(entry, params, drifting(entry, seed), random());
          expect(
            alarms.some((alarm) => alarm >= 1000 && alarm < 1400),
            alarms.join(),
          ).to.equal(true);
        }
      });

      it('says the same for the same stream and seed', () => {
        const values = drifting(entry, 4);
        expect(raisedOn(entry, {}, values, random())).to.deep.equal(raisedOn(entry, {}, values, random()));
      });

      it('is above its threshold exactly when it raises an alarm, and never warns at the same time', () => {
        const detector = entry.create({}, random());
        for (const value of drifting(entry, 6)) {
          detector.update(value);
          if (detector.alarm) expect(detector.statistic).to.be.at.least(detector.threshold - 1e-12);
          else expect(detector.statistic > detector.threshold + 1e-12).to.equal(false);
          expect(detector.alarm && detector.warning).to.equal(false);
        }
      });

      it('refuses what is no number it can use, and says what it takes', () => {
        const detector = entry.create({}, random());
        for (const value of [NaN, Infinity, -Infinity]) expect(() => detector.update(value)).to.throw(RangeError, 'takes');
        if (entry.input === 'error') expect(() => detector.update(0.5)).to.throw(RangeError, 'takes 0 (right) or 1 (wrong), got 0.5');
      });

      it('refuses parameters that it does not have or that lie outside their range', () => {
        expect(() => entry.create({ nothing: 1 }, random())).to.throw(RangeError, 'no such parameter');
        for (const parameter of entry.parameters) {
          if (parameter.kind !== 'number') continue;
          expect(() => entry.create({ [parameter.name]: parameter.min - 1 }, random())).to.throw(RangeError, parameter.name);
        }
      });
    });
  }
});

describe('after an alarm', () => {
  // RDDM starts from its warning, and KSWIN draws on: both differ from a fresh one by definition.
  const starters = streamDetectors.filter(({ id }) => id !== 'rddm' && id !== 'kswin');

  it('a detector goes on as a fresh one would: what follows an alarm depends on nothing before it', () => {
    for (const entry of starters) {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const values = drifting(entry, seed);
          const [first, ...later] = raisedOn(entry, {}, values, random()).alarms;
          if (first === undefined) return;
          const rest = raisedOn(entry, {}, values.slice(first + 1), random()).alarms;
          expect(later, entry.id).to.deep.equal(rest.map((alarm) => alarm + first + 1));
        }),
        { numRuns: 10 },
      );
    }
  });

  it('the update after clears the alarm and counts as the first item', () => {
    for (const entry of starters) {
      const detector = entry.create({}, random());
      for (const value of drifting(entry, 9)) {
        const was = detector.alarm;
        detector.update(value);
        if (was) expect(detector.alarm, entry.id).to.equal(false);
      }
    }
  });

  it('RDDM starts from the items since its warning: a second one can follow within its warm-up', () => {
    const draw = randomStream(2, 'rddm');
    const values = [0.1, 0.4, 0.8].flatMap((rate, i) => Array.from({ length: i === 0 ? 1000 : 200 }, () => Number(draw.uniform() < rate)));
    const { alarms, warnings } = raisedOn(get('rddm'), {}, values, random());
    expect(alarms.length).to.be.at.least(2);
    expect(alarms[1]! - alarms[0]!).to.be.below(200 + 129);
    expect(warnings[0]!).to.be.below(alarms[0]!);
  });

  it('ADWIN and KSWIN keep the newer part when asked to', () => {
    const values = Array.from({ length: 400 }, (_, i) => Number(i >= 200) + (i % 7) / 100);
    expect(raisedOn(get('adwin'), { reset: 'window', clock: 1 }, values, random()).alarms.length).to.be.at.least(1);
    const kept = raisedOn(get('kswin'), { reset: 'window' }, values, random()).alarms;
    const afresh = raisedOn(get('kswin'), {}, values, random()).alarms;
    expect(kept[0]).to.equal(afresh[0]);
  });
});

describe('before its warm-up is over', () => {
  it('a detector is silent and has no threshold, however large the change', () => {
    for (const entry of streamDetectors.filter(({ parameters }) => parameters.some(({ name }) => name === 'warmUp'))) {
      const detector = entry.create({ warmUp: 50 }, random());
      for (let i = 0; i < 49; i++) {
        detector.update(Number(i >= 25));
        expect([detector.alarm, detector.warning, Number.isNaN(detector.threshold)], entry.id).to.deep.equal([false, false, true]);
      }
    }
  });
});

describe('parameters that contradict each other are refused with a way out', () => {
  const wrong: readonly (readonly [string, Record<string, number | string>, string])[] = [
    ['ddm', { warn: 4 }, 'lower it or raise the alarm'],
    ['rddm', { minConcept: 50_000 }, 'keep fewer'],
    ['eddm', { alpha: 0.8 }, 'raise alpha or lower beta'],
    ['stepd', { drift: 0.1 }, 'raise it'],
    ['kswin', { stat: 60 }, 'choose at most 50'],
    ['page-hinkley', { variant: 'moa', mode: 'down' }, 'choose mode=up or variant=river'],
    ['cusum', { variant: 'moa', mode: 'down' }, 'choose mode=up or variant=tabular'],
    ['k-of-n', { k: 4 }, 'name more or lower k'],
  ];
  for (const [id, params, remedy] of wrong) {
    it(`${id} ${JSON.stringify(params)}`, () => {
      expect(() => get(id).create(params, random())).to.throw(RangeError, remedy);
    });
  }
});

describe('modes and variants', () => {
  const errors = (...parts: readonly (readonly [number, number])[]): number[] => {
    const draw = randomStream(3, 'parts');
    return parts.flatMap(([rate, length]) => Array.from({ length }, () => Number(draw.uniform() < rate)));
  };

  it('falls raise alarms only where they are asked for', () => {
    const falling = errors([0.8, 1000], [0.1, 1000]);
    for (const [id, without, looks] of [
      ['hddm-a', { sides: '1' }, { sides: '2' }],
      ['hddm-w', { sides: '1' }, { sides: '2' }],
      ['page-hinkley', { mode: 'up' }, { mode: 'down' }],
      ['cusum', { mode: 'up' }, { mode: 'down' }],
      ['stepd', { mode: 'up' }, { mode: 'both' }],
    ] as const) {
      const at = (params: Record<string, string>) =>
        raisedOn(get(id), params, falling, random()).alarms.filter((alarm) => alarm >= 1000 && alarm < 1200);
      expect(at(without), id).to.deep.equal([]);
      expect(at(looks), id).to.not.deep.equal([]);
    }
  });

  it('MOA’s ADWIN wants longer parts, so it is never the earlier one', () => {
    for (const seed of [1, 2, 3, 4]) {
      const values = drifting(get('ddm'), seed);
      const first = (variant: string) =>
        raisedOn(get('adwin'), { variant, clock: 1 }, values, random()).alarms.find((alarm) => alarm >= 1000)!;
      expect(first('moa')).to.be.at.least(first('river'));
    }
  });

  it('two detectors of three, both near the drift, are a vote; one alone is a warning', () => {
    const values = errors([0.2, 1000], [0.6, 1000]);
    const members = { first: 'ddm', second: 'hddm-w', third: 'adwin' };
    const alone = ['ddm', 'hddm-w', 'adwin'].map((id) => raisedOn(get(id), {}, values, random()).alarms[0]!).sort((a, b) => a - b);
    const vote = raisedOn(get('k-of-n'), { ...members, window: 200 }, values, random());
    expect(vote.alarms[0]).to.equal(alone[1]);
    expect(vote.warnings[0]).to.equal(alone[0]);
    expect(raisedOn(get('k-of-n'), { ...members, window: 1 }, values, random()).alarms).to.deep.equal([]);
  });

  it('BOCD with few runs answers as with all of them', () => {
    const draw = randomStream(8, 'bocd');
    const values = [0, 2, -1].flatMap((mean) => Array.from({ length: 150 }, () => mean + 0.7 * draw.normal()));
    expect(raisedOn(get('bocd'), { runs: 60 }, values, random())).to.deep.equal(raisedOn(get('bocd'), { runs: 1000 }, values, random()));
  });

  it('RDDM turns a warning that lasts into an alarm', () => {
    const values = errors([0.1, 2000], [0.135, 6000]);
    const long = raisedOn(get('rddm'), { drift: 20, maxWarning: 300 }, values, random());
    expect(long.alarms.length).to.be.at.least(1);
    expect(raisedOn(get('rddm'), { drift: 20, maxWarning: 100_000 }, values, random()).alarms).to.deep.equal([]);
  });
});

describe('speed', () => {
  it('is updates by the clock given', () => {
    const times = [0, 500];
    expect(updatesPerSecond(get('ddm'), 1000, () => times.shift()!)).to.equal(2000);
  });
});
