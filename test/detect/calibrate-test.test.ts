import { expect } from 'chai';
import { calibrateTest } from '../../src/detect/calibrate-test.ts';
import { findTest } from '../../src/detect/two-sample/registry.ts';
import { randomStream } from '../../src/random/random.ts';
import { withDefaults } from '../../src/spec/parameter.ts';

const random = randomStream(3, 'values');
const values = { x: Float64Array.from({ length: 2000 }, () => random.normal()), rows: 2000, width: 1 };

describe('a test calibrated on data without drift', () => {
  for (const id of ['ks', 'mann-whitney', 'cramer-von-mises']) {
    it(`${id} is wrong about as often as its level says`, async () => {
      const test = findTest(id)!;
      const { falsePositives } = await calibrateTest(test, withDefaults(test.parameters), values, 100, 0.1, { runs: 200, seed: 1 });
      expect(falsePositives!.lo).to.be.below(0.11);
      expect(falsePositives!.hi).to.be.above(0.07);
    });
  }

  it('a distance gets the threshold that it exceeds in that share of pairs', async () => {
    const test = findTest('wasserstein')!;
    const params = withDefaults(test.parameters);
    const { threshold, falsePositives } = await calibrateTest(test, params, values, 100, 0.05, { runs: 200, seed: 1 });
    expect(falsePositives).to.equal(undefined);
    const { threshold: looser } = await calibrateTest(test, params, values, 100, 0.5, { runs: 200, seed: 1 });
    expect(threshold).to.be.above(looser);
  });

  it('can be stopped, and tells how far it is', async () => {
    const test = findTest('ks')!;
    const control = new AbortController();
    const told: number[] = [];
    const onProgress = (done: number) => {
      told.push(done);
      if (told.length === 3) control.abort();
    };
    const ended = await calibrateTest(test, withDefaults(test.parameters), values, 50, 0.05, {
      runs: 100,
      seed: 1,
      signal: control.signal,
      onProgress,
    }).catch((error: unknown) => error);
    expect(ended).to.have.property('name', 'AbortError');
    expect(told).to.deep.equal([0.01, 0.02, 0.03]);
  });
});
