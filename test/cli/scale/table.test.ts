import { expect } from 'chai';
import { inTurn, median, memoryLaw, timeLaw } from '../../../src/cli/scale/timing.ts';
import { scaleText } from '../../../src/cli/scale/table.ts';
import type { ScaleSeries } from '../../../src/cli/scale/types.ts';

const points = [
  { size: 100, ms: 0.05, bytes: 2e6, relative: 1 },
  { size: 1000, ms: 0.0625, bytes: 2e6, relative: 1.25 },
];
const steps: ScaleSeries = {
  id: 'steps',
  title: 'Steps, MLP',
  unit: 'steps',
  of: 'a step',
  points,
  time: timeLaw(points),
  memory: memoryLaw(points),
  expected: '0: flat within 10 %',
  met: false,
};

describe('the table of what training costs by size', () => {
  it('shows time, ratio and memory of each size, the exponents, and what was not met', () => {
    const text = scaleText({ selfTest: 8e-7, series: [steps], seconds: 41.6 });
    expect(text).to.match(/100 +50\.0 µs +1\.00× +2\.00 MB/);
    expect(text).to.match(/1,000 +62\.5 µs +1\.25×/);
    expect(text).to.include('exponent: time 0.10, memory 0.00; expected 0: flat within 10 %  NOT MET');
    expect(text).to.include('Measured in 42 s.');
    expect(scaleText({ selfTest: 8e-7, series: [{ ...steps, met: true }], seconds: 1 })).to.not.include('NOT');
  });

  it('says nothing of what was not counted or promised', () => {
    const rest: ScaleSeries = {
      ...steps,
      points: points.map(({ size, ms }) => ({ size, ms: 1e4 * ms, bytes: null })),
      memory: null,
      met: null,
    };
    const text = scaleText({ selfTest: 0, series: [rest], seconds: 1 });
    expect(text).to.match(/100 +500 ms +–/);
    expect(text).to.not.match(/×|met|, memory/i);
  });

  it('takes the middle of runs that go through all sizes in turn', async () => {
    const order: number[] = [];
    const times: Record<number, number[]> = { 1: [5, 1, 3], 10: [8] };
    const found = await inTurn(
      [1, 10],
      3,
      async (size) => (order.push(size), { ms: times[size]!.shift()!, bytes: size }),
      (size, round) => size === 10 && round > 0,
    );
    expect(order).to.deep.equal([1, 10, 1, 1]);
    expect(found).to.deep.equal([
      { size: 1, ms: 3, bytes: 1 },
      { size: 10, ms: 8, bytes: 10 },
    ]);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });
});
