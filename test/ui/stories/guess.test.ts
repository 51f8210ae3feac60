import { expect } from 'chai';
import fc from 'fast-check';
import { courseAt, pointsOff, unguided, type CurveGuess, type DotsGuess } from '../../../src/ui/stories/guess.ts';
import { howMany, nextSeed, servedUnrepaired, whileTraining } from '../../../src/ui/stories/guesses.ts';
import { comparisonRun, streamRun } from '../../record/runs.ts';

const percents = (length: number) => fc.array(fc.integer({ min: 0, max: 100 }), { minLength: length, maxLength: length });
const handles = (count: number) => Array.from({ length: count }, (_, i) => ({ id: String(i), title: `handle ${i}`, tick: String(i) }));
const curve = (real: readonly number[] | undefined, count = 5): CurveGuess => ({
  ...{ kind: 'curve', id: 'drawn', question: 'Draw it.', axis: 'time', mark: 'none', starts: 70 },
  ...{ handles: handles(count), real: () => real },
});
const dots = (real: readonly (number | undefined)[], earlier: readonly (readonly number[])[] = []): DotsGuess => ({
  ...{ kind: 'dots', id: 'drawn', question: 'Move them.', starts: 50 },
  ...{ handles: handles(real.length), earlier: () => earlier, real: () => real },
});
const seen = (drawn: readonly number[]) => ({ guesses: { drawn } });

describe('a drawn guess', () => {
  it('is no points off where it is what came, and as many as it lies above or below everywhere', () => {
    fc.assert(
      fc.property(percents(5), fc.integer({ min: -40, max: 40 }), (real, shift) => {
        expect(pointsOff(curve(real), seen(real.map((value) => value + shift)))).to.be.closeTo(Math.abs(shift), 1e-9);
      }),
    );
  });

  it('is held against the true course where its handles stand, however finely that is known', () => {
    // From 0 to 100 in eleven steps: at five handles 0, 25, 50, 75, 100.
    const course = Array.from({ length: 11 }, (_, i) => 10 * i);
    expect(courseAt(course, 0.25)).to.equal(25);
    expect(pointsOff(curve(course), seen([0, 25, 50, 75, 100]))).to.equal(0);
    expect(pointsOff(curve(course), seen([10, 25, 50, 75, 80]))).to.equal(6);
  });

  it('leaves out dots of what did not run, and says nothing before there is something to say', () => {
    expect(pointsOff(dots([40, undefined, 80]), seen([50, 0, 60]))).to.equal(15);
    expect(pointsOff(dots([40]), {})).to.equal(undefined);
    expect(pointsOff(curve(undefined), seen([1, 2, 3, 4, 5]))).to.equal(undefined);
  });

  it('is made without a reader too: the middle, the curve as it stands, dots amid those before', () => {
    expect(unguided(howMany(), {})).to.deep.equal([50]);
    expect(unguided(curve(undefined), {})).to.deep.equal([70, 70, 70, 70, 70]);
    expect(unguided(dots([1, 2], [[80, 90], []]), {})).to.deep.equal([85, 50]);
  });
});

describe('what tells whether a guess was right', () => {
  const compare = comparisonRun();

  it('of a training, begins with its first point and ends with its last, the mean over seeds', () => {
    const arm = compare.spec.arms
      .map(({ id }) => id)
      .find((id) => compare.results.some((each) => each.arm === id && each.curve.length > 1))!;
    const own = compare.results.filter((each) => each.arm === arm);
    const over = (at: 0 | -1) => (100 * own.reduce((sum, { curve: points }) => sum + points.at(at)!.accuracy['new']!, 0)) / own.length;
    const course = whileTraining(arm).real({ compare })!;
    expect(course[0]).to.be.closeTo(over(0), 1e-9);
    expect(course.at(-1)).to.be.closeTo(over(-1), 1e-9);
    expect(whileTraining('no such repair').real({ compare })).to.equal(undefined);
    expect(whileTraining(arm).real({})).to.equal(undefined);
  });

  it('of a stream, is as long as the stream and never beyond what a batch reached', () => {
    const stream = streamRun();
    const never = stream.spec.policies.findIndex(({ id }) => id === 'never');
    const served = stream.runs
      .filter(({ policy }) => policy === never)
      .flatMap(({ points }) => points.map(({ accuracy }) => 100 * accuracy));
    const { real, handles: moved } = servedUnrepaired(stream.spec);
    const course = real({ stream })!;
    expect(never).to.be.at.least(0);
    expect(course).to.have.length(stream.runs[0]!.points.length);
    expect([moved[0]!.tick, moved.at(-1)!.tick]).to.deep.equal(['1', String(course.length)]);
    expect(Math.min(...course)).to.be.at.least(Math.min(...served));
    expect(Math.max(...course)).to.be.at.most(Math.max(...served));
  });

  it('of the next seed, are its own scores, once it was run after the others', () => {
    const { real, earlier, handles: rows } = nextSeed(compare.spec);
    expect(real({ compare })).to.equal(undefined);
    expect(earlier({ compare }).map(({ length }) => length)).to.deep.equal(rows.map(() => compare.seeds.length));
    const first = compare.results.filter(({ seed }) => seed === 0);
    expect(real({ before: compare, compare })).to.deep.equal(
      rows.map(({ id }) => 100 * first.find(({ arm }) => arm === id)!.measures.accuracyNew),
    );
  });
});
