import { expect } from 'chai';
import { whyNot } from '../../src/drift/apply.ts';
import { DriftError } from '../../src/drift/drift-error.ts';
import { missingValues } from '../../src/drift/column/missing-values.ts';
import { drifted, oneColumn, samplesOf, worlds } from './fixtures.ts';

describe('applying drifts', () => {
  it('does nothing when there are none', async () => {
    const { image: world } = await worlds();
    const { samples, from, ledger } = drifted(world, []);
    expect(samples).to.equal(world.samples);
    expect([from[0], from.at(-1), ledger.length]).to.deep.equal([0, world.samples.rows - 1, 0]);
  });

  it('composes in order: resampled rows are traced back, later drifts see the changed batch', async () => {
    const { tabular: world } = await worlds();
    const drifts = [
      { id: 'prior-shift', severity: 4 },
      { id: 'prior-shift', severity: 4 },
      { id: 'label-cycle', severity: 1 },
    ];
    const { samples, from, ledger } = drifted(world, drifts, 2);
    expect(ledger.map(({ id }) => id)).to.deep.equal(drifts.map(({ id }) => id));
    expect(ledger[1]!.realised.priorsBefore).to.deep.equal(ledger[0]!.realised.priorsAfter);
    from.forEach((origin, row) => {
      expect(Array.from(samples.x.subarray(9 * row, 9 * row + 9))).to.deep.equal(
        Array.from(world.samples.x.subarray(9 * origin, 9 * origin + 9)),
      );
    });
  });

  it('gives each drift, repeat and batch its own random numbers', async () => {
    const { image: world } = await worlds();
    const noisy = (seed: number, batch: string): number[] => {
      const drifts = [{ id: 'gaussian-noise', severity: 5 }];
      const { samples } = drifted(world, drifts, seed, batch);
      return Array.from(samples.x.subarray(0, 64));
    };
    expect(noisy(1, 'pool')).to.deep.equal(noisy(1, 'pool'));
    expect(noisy(1, 'pool')).not.to.deep.equal(noisy(1, 'test'));
    expect(noisy(1, 'pool')).not.to.deep.equal(noisy(2, 'pool'));
  });

  it('names the place of a drift that it does not know or cannot apply', async () => {
    const { image: world } = await worlds();
    const attempt =
      (...ids: string[]) =>
      (): unknown =>
        drifted(
          world,
          ids.map((id) => ({ id, severity: 1 })),
        );
    expect(attempt('contrast', 'earthquake')).to.throw(DriftError, 'there is no drift “earthquake”');
    expect(attempt('contrast', 'earthquake')).to.throw(DriftError).with.property('path', 'drift[1].id');
    expect(attempt('missing-values')).to.throw(DriftError, 'it changes tables, and these are images');
    expect(attempt('missing-values')).to.throw(DriftError).with.property('path', 'drift[0].id');
  });

  it('says in advance what cannot act', async () => {
    const { image, tabular } = await worlds();
    expect(whyNot(missingValues, { ...tabular, inputShape: [9] })).to.equal(undefined);
    expect(whyNot(missingValues, { ...image, inputShape: [8, 8, 1] })).to.include('these are images');
  });
});

describe('the ledger', () => {
  it('measures shares, means and distances (by hand: two classes exchanged, a quarter of rows in neither)', () => {
    const batch = samplesOf([1], [1, 2, 3, 4], [0, 1, 2, 0]);
    const world = oneColumn(batch, ['a', 'b', 'c']);
    const { ledger } = drifted(world, [{ id: 'label-cycle', severity: 1 }]);
    const [entry] = ledger;
    const ring = entry!.params['ring'] as number[];
    const flips = batch.y.filter((label) => ring.includes(label)).length / 4;
    expect(entry).to.deep.include({
      rowsTouched: flips,
      featuresTouched: 0,
      where: { scope: 'all' },
      when: { pattern: 'sudden', start: 0 },
    });
    expect(entry!.realised).to.deep.include({ labelFlips: flips, rmsChange: 0, priorsBefore: [0.5, 0.25, 0.25] });
  });

  it('counts an offset in standard deviations of the old world', () => {
    const batch = samplesOf([1], [-1, 1]);
    const world = oneColumn(batch, ['a', 'b']);
    const { ledger } = drifted(world, [{ id: 'gain-offset', severity: 5 }]);
    const { realised, rowsTouched, featuresTouched } = ledger[0]!;
    expect([rowsTouched, featuresTouched, realised.meanBefore]).to.deep.equal([1, 1, 0]);
    expect(Math.abs(realised.meanAfter)).to.be.closeTo(4, 1e-6);
    expect(realised.rmsChange).to.be.closeTo(Math.sqrt(4 ** 2 + 0.8 ** 2), 1e-6);
  });

  it('counts a lost cell as replaced by the mean, and one that was missing before as unchanged', () => {
    const batch = samplesOf([1], [...new Array<number>(50).fill(-1), ...new Array<number>(50).fill(1), NaN]);
    const world = oneColumn(batch, ['a', 'b']);
    const { ledger, samples } = drifted(world, [{ id: 'missing-values', severity: 4 }]);
    const lost = samples.x.filter(Number.isNaN).length - 1;
    expect(ledger[0]!.rowsTouched).to.be.closeTo(lost / 101, 1e-9);
    expect(ledger[0]!.realised.rmsChange).to.be.closeTo(Math.sqrt(lost / 101), 1e-6);
  });

  it('counts rows that were dropped or repeated as touched', async () => {
    const { tabular: world } = await worlds();
    const { ledger, from } = drifted(world, [{ id: 'prior-shift', severity: 5 }]);
    const copies = Array.from(world.samples.y.keys(), (row) => from.filter((origin) => origin === row).length);
    const untouched = copies.filter((count) => count === 1).length;
    expect(ledger[0]!.rowsTouched).to.be.closeTo(1 - untouched / world.samples.rows, 1e-9);
    expect(ledger[0]!.realised.labelFlips).to.equal(0);
  });
});
