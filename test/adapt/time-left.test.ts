import { expect } from 'chai';
import { following, inTurn, workOf } from '../../src/adapt/outcome.ts';
import { untilOf } from '../../src/training/jobs.ts';
import type { ArmContext, ArmOutcome } from '../../src/contracts/repair.ts';
import type { CurvePoint } from '../../src/contracts/results.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';

const { spec } = presets.quick;
const limited = (until?: NonNullable<typeof spec.stop.until>, told: CurvePoint[] = []) =>
  ({
    spec: { ...spec, stop: { ...spec.stop, ...(until && { until }) } },
    onPoint: (point: CurvePoint) => told.push(point),
  }) as unknown as ArmContext;
/** What came first: a training of 1.5 s, 4 steps and 40 examples. */
const first = (curve: readonly CurvePoint[] = []): ArmOutcome =>
  ({ ...workOf({ ms: 1500 }), steps: 4, examples: 40, curve, status: 'done', start: new Float32Array() }) as unknown as ArmOutcome;
const point = (step: number): CurvePoint => ({ step, examples: 10 * step, seconds: step / 10, loss: 1, accuracy: {} });

describe('the seconds that a repair may train', () => {
  it('are fewer by what came before, and never below none', () => {
    expect(untilOf(limited({ seconds: 5 }), 1.5)).to.deep.equal({ until: { seconds: 3.5 } });
    expect(untilOf(limited({ seconds: 5 }))).to.deep.equal({ until: { seconds: 5 } });
    expect(untilOf(limited({ seconds: 1 }), 1.5)).to.deep.equal({ until: { seconds: 0 } });
    expect(following(limited({ seconds: 5 }), first()).spec.stop.until).to.deep.equal({ seconds: 3.5 });
    expect(following(limited({ seconds: 1 }), first()).spec.stop.until).to.deep.equal({ seconds: 0 });
  });

  it('are not limited where nothing limits them, and other ends stay', () => {
    expect(untilOf(limited(), 1.5)).to.deep.equal({});
    expect(following(limited(), first()).spec.stop).to.deep.equal(spec.stop);
    expect(following(limited({ plateau: 3 }), first()).spec.stop.until).to.deep.equal({ plateau: 3 });
    expect(following(limited({ plateau: 3, seconds: 2 }), first()).spec.stop.until).to.deep.equal({ plateau: 3, seconds: 0.5 });
  });
});

describe('a training that follows another', () => {
  it('tells its points as those of the whole way, its start only where nothing was told before', () => {
    const after = (curve: readonly CurvePoint[]) => {
      const told: CurvePoint[] = [];
      const context = following(limited(undefined, told), first(curve));
      for (const step of [0, 2]) context.onPoint(point(step));
      return told.map(({ step, examples, seconds }) => [step, examples, seconds]);
    };
    expect(after([point(4)])).to.deep.equal([[6, 60, 1.7]]);
    expect(after([])).to.deep.equal([
      [4, 40, 1.5],
      [6, 60, 1.7],
    ]);
  });

  it('is one outcome with it: both curves, one way, and diverged where either did', () => {
    const second = { ...first([point(0), point(2)]), status: 'reached' } as ArmOutcome;
    const both = inTurn(first([point(0), point(4)]), second);
    expect(both.curve.map(({ step }) => step)).to.deep.equal([0, 4, 6]);
    expect(inTurn(first(), second).curve.map(({ step }) => step)).to.deep.equal([4, 6]);
    expect([both.status, both.steps, both.examples, both.times.trainMs]).to.deep.equal(['reached', 8, 80, 3000]);
    expect(inTurn({ ...first(), status: 'diverged' }, second).status).to.equal('diverged');
    expect(both).not.to.have.property('details');
    expect(inTurn({ ...first(), details: { a: 1 } }, { ...second, details: { b: 2 } }).details).to.deep.equal({ a: 1, b: 2 });
    expect(inTurn({ ...first(), details: { a: 1 } }, second).details).to.deep.equal({ a: 1 });
    expect(inTurn(first(), { ...second, details: { b: 2 } }).details).to.deep.equal({ b: 2 });
  });
});
