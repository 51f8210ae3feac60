import { expect } from 'chai';
import { shiftReport } from '../../src/detect/shift-report.ts';
import { shiftSentences } from '../../src/detect/shift-words.ts';
import type { Column, Samples } from '../../src/data/types.ts';
import { randomStream, type Random } from '../../src/random/random.ts';

const columns: Column[] = [
  { name: 'heat', kind: 'numeric' },
  { name: 'noise', kind: 'numeric' },
  { name: 'site', kind: 'categorical', categories: ['north', 'south'] },
];

function world(rows: number, seed: number, heat: number, south: number, ones: number, gaps = 0): Samples {
  const random: Random = randomStream(seed, 'world');
  const row = () => [random.uniform() < gaps ? NaN : random.normal() + heat, random.normal(), Number(random.uniform() < south)];
  return {
    ...{ rows, inputShape: [3], x: Float32Array.from(Array.from({ length: rows }, row).flat()) },
    y: Int32Array.from({ length: rows }, () => Number(random.uniform() < ones)),
  };
}

const report = (old: Samples, fresh: Samples) =>
  shiftReport({ old, new: fresh, columns, classes: ['ok', 'fault'] }, randomStream(3, 'shift'));

describe('what is known of a shift', () => {
  it('shows the columns that moved, the most first, and who tells the worlds apart', () => {
    const { changed, of, columns: found, domain, labels } = report(world(500, 1, 0, 0.3, 0.2), world(600, 2, 1, 0.5, 0.2));
    expect([changed, of]).to.deep.equal([2, 3]);
    expect(found.map(({ name, test, shown }) => [name, test, shown])).to.deep.equal([
      ['heat', 'ks', true],
      ['site', 'chi-square', true],
      ['noise', 'ks', false],
    ]);
    // A shift of one standard deviation: D = 2Φ(½) − 1.
    expect(found[0]!.effect).to.be.closeTo(0.383, 0.06);
    expect(domain!.shown).to.equal(true);
    // Two normal distributions one apart: the area is Φ(1/√2) = 0.76, and the site adds a little.
    expect(domain!.auroc).to.be.within(0.74, 0.82);
    expect(domain!.top[0]).to.equal('heat');
    expect(labels.p).to.be.above(0.01);
  });

  it('shows nothing where nothing moved', () => {
    const same = report(world(500, 3, 0, 0.3, 0.2), world(600, 4, 0, 0.3, 0.2));
    expect([same.changed, same.domain!.shown]).to.deep.equal([0, false]);
    expect(shiftSentences(same, ['ok', 'fault']).join('\n')).to.match(
      /none of 3 columns .*\n.*Labels: .*\n.*does not tell new rows from old ones/,
    );
  });

  it('shows shares of labels that moved, by their distance', () => {
    const { labels } = report(world(1000, 5, 0, 0.3, 0.2), world(1000, 6, 0, 0.3, 0.5));
    expect(labels.p).to.be.below(1e-6);
    expect(labels.distance).to.be.closeTo(0.3, 0.05);
  });

  it('tests the cells that are there, and tells of those that are not', () => {
    const { columns: found } = report(world(500, 7, 0, 0.3, 0.2), world(500, 8, 0, 0.3, 0.2, 0.5));
    const heat = found.find(({ name }) => name === 'heat')!;
    expect(heat.shown).to.equal(false);
    expect(heat.missing!.new).to.be.closeTo(0.5, 0.08);
  });

  it('says it in words', () => {
    const words = shiftSentences(report(world(500, 1, 0, 0.3, 0.2), world(600, 2, 1, 0.5, 0.4)), ['ok', 'fault']);
    expect(words[0]).to.match(
      /^Inputs: 2 of 3 columns are shown to have moved: heat \(D = 0\.\d\d\), site \(V = 0\.\d\d\); .* 500 against 600 rows\.$/,
    );
    expect(words[1]).to.match(/^Labels: ok went from \d+ % to \d+ %; all shares together moved by \d+\.\d points \(p (<|=) /);
    expect(words[2]).to.match(
      /^A classifier tells new rows from old ones: AUROC 0\.\d\d \(by chance up to 0\.\d\d\), mostly by heat, site/,
    );
  });

  it('refuses a world without rows', () => {
    expect(() => report(world(0, 1, 0, 0, 0), world(5, 1, 0, 0, 0))).to.throw(RangeError);
  });
});
