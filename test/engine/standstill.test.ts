import { expect } from 'chai';
import { Standstill } from '../../src/engine/standstill.ts';
import { Stopwatch } from '../../src/engine/stopwatch.ts';

describe('a machine that stands still', () => {
  it('is noticed when a stretch of work takes a second and ten times the longest before it', () => {
    const standstill = new Standstill();
    expect([25, 30, 28].map((ms) => standstill.after(ms))).to.deep.equal([0, 0, 0]);
    expect(standstill.after(20_030), 'SIGSTOP for 20 s').to.equal(20_000);
    expect(standstill.after(27), 'and is not the measure of what follows').to.equal(0);
    expect(standstill.after(4_030)).to.equal(4_000);
  });

  it('is not taken for one where steps are long, or nothing is known to hold it against', () => {
    const long = new Standstill();
    expect([3_000, 3_100, 9_000, 20_000].map((ms) => long.after(ms))).to.deep.equal([0, 0, 0, 0]);
    const short = new Standstill();
    expect(
      [40, 900].map((ms) => short.after(ms)),
      'a busy machine',
    ).to.deep.equal([0, 0]);
  });

  it('is no part of a time', () => {
    const clock = new Stopwatch();
    clock.start();
    clock.stop();
    const before = clock.ms;
    clock.takeOut(5);
    expect(clock.ms).to.equal(before - 5);
  });
});
