import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { cos, exp, log, pow, sin } from '../../src/maths/portable.ts';
import { randomStream } from '../../src/random/random.ts';

const random = randomStream(1, 'portable');
const some = (count: number, make: (u: number) => number): number[] => Array.from({ length: count }, () => make(random.uniform()));
/** How many of the numbers between two values lie between: the units in the last place that they are apart. */
const view = new DataView(new ArrayBuffer(8));
function apart(a: number, b: number): number {
  const place = (x: number) => {
    view.setFloat64(0, x);
    const bits = view.getBigInt64(0);
    return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
  };
  return Number(place(a) > place(b) ? place(a) - place(b) : place(b) - place(a));
}
const digest = (values: readonly number[]) =>
  createHash('sha256')
    .update(new Uint8Array(Float64Array.from(values).buffer))
    .digest('hex')
    .slice(0, 16);

describe('portable functions', () => {
  const exponents = [...some(4000, (u) => 1500 * u - 750), ...some(4000, (u) => 4 * u - 2), ...some(100, (u) => 1e-9 * u)];
  const positive = [
    ...some(4000, (u) => 10 * u),
    ...exponents
      .slice(0, 4000)
      .map(Math.exp)
      .filter((x) => x > 0 && x < Infinity),
    5e-324,
  ];
  const angles = [...some(4000, (u) => 20 * u - 10), ...some(4000, (u) => 1.6e6 * u - 8e5), ...some(100, (u) => 1e-9 * u)];

  it('are what the machine’s own are, to a unit in the last place or two', () => {
    for (const x of exponents) expect(apart(exp(x), Math.exp(x)), `exp ${x}`).to.be.at.most(1);
    for (const x of positive) expect(apart(log(x), Math.log(x)), `log ${x}`).to.be.at.most(1);
    for (const x of angles) {
      expect(apart(sin(x), Math.sin(x)), `sin ${x}`).to.be.at.most(2);
      expect(apart(cos(x), Math.cos(x)), `cos ${x}`).to.be.at.most(2);
    }
  });

  it('are the same bits as when they were written (which were those of Node 20)', () => {
    const at = Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 20_011) / 500);
    expect([exp, log, sin, cos].map((of) => digest(at.map((x) => of(x - (of === log ? 0 : 20)))))).to.deep.equal([
      '1856409c8a30e8df',
      'ad2cedd13f0777d0',
      '60f444b177f49e79',
      '603628cac12bfde5',
    ]);
  });

  it('know their ends', () => {
    expect([exp(0), exp(1), exp(-Infinity), exp(Infinity), exp(-746), exp(710), exp(-745)]).to.deep.equal([
      1,
      Math.E,
      0,
      Infinity,
      0,
      Infinity,
      5e-324,
    ]);
    expect([log(1), log(0), log(Infinity)]).to.deep.equal([0, -Infinity, Infinity]);
    for (const lost of [exp(NaN), log(NaN), log(-1)]) expect(Number.isNaN(lost)).to.equal(true);
    expect([sin(0), cos(0)]).to.deep.equal([0, 1]);
    for (const far of [1e7, -1e7, Infinity, NaN]) expect(() => sin(far), String(far)).to.throw(RangeError, /too large/);
  });

  it('have powers: whole ones by multiplying, others through log', () => {
    expect([pow(2, 10), pow(2, -2), pow(0, 3), pow(0, 0), pow(0, 0.5), pow(0, -0.5), pow(-2, 3)]).to.deep.equal([
      1024,
      0.25,
      0,
      1,
      0,
      Infinity,
      -8,
    ]);
    for (const x of some(1000, (u) => 5 * u)) expect(pow(x, 1.6)).to.be.closeTo(x ** 1.6, 1e-14 * x ** 1.6);
    for (const n of [1, 7, 300, 1024]) expect(pow(0.999, n)).to.be.closeTo(0.999 ** n, 1e-13);
  });
});
