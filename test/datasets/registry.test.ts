import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import { hashArrays } from '../../src/data/hash.ts';
import { inputKind } from '../../src/data/types.ts';

for (const builtIn of builtIns) {
  describe(`built-in data set ${builtIn.id}`, () => {
    const rows = 300;

    it('is what its entry says', async () => {
      const { samples, ...data } = await builtIn.load(rows, 5);
      const features = builtIn.inputShape.reduce((a, b) => a * b, 1);
      const { id, title, card, classes } = builtIn;
      expect(data).to.deep.include({ id, title, card, classes });
      expect(samples.inputShape).to.deep.equal(builtIn.inputShape);
      expect(inputKind(samples.inputShape)).to.equal(builtIn.inputKind);
      expect(data.columns).to.deep.equal(builtIn.columns);
      expect(data.columns.length).to.equal(builtIn.inputKind === 'image' ? 0 : features);
      expect([samples.rows, samples.y.length, samples.x.length]).to.deep.equal([rows, rows, rows * features]);
      expect(samples.x.every(Number.isFinite)).to.equal(true);
      expect(new Set(samples.y)).to.deep.equal(new Set(builtIn.classes.keys()));
    });

    it('has pixels in [0, 1] and groups that have names', async () => {
      const { samples, groups } = await builtIn.load(rows, 5);
      if (builtIn.inputKind === 'image') expect(samples.x.every((value) => value >= 0 && value <= 1)).to.equal(true);
      expect(samples.group?.every((group) => groups?.names[group] !== undefined)).to.equal(groups && true);
    });

    it('gives equal bytes for equal seeds, other rows for another one', async () => {
      const [first, again, other] = await Promise.all([5, 5, 6].map((root) => builtIn.load(rows, root)));
      expect(first!.sha256).to.equal(again!.sha256).and.not.to.equal(other!.sha256);
      const { x, y, group } = first!.samples;
      expect(first!.sha256).to.equal(hashArrays(x, y, ...(group ? [group] : [])));
    });

    it('has room for its default split', () => {
      const total = Object.values(builtIn.defaultSplit).reduce((a, b) => a + b);
      expect(total).to.be.at.most(builtIn.maxRows);
    });

    it('refuses more rows than it has', async () => {
      const error: unknown = await builtIn.load(builtIn.maxRows + 1, 1).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(RangeError);
    });

    if (builtIn.card.origin === 'procedural') {
      it('keeps its first rows when more are asked for, and says that it is generated', async () => {
        const [few, many] = [await builtIn.load(10, 5), await builtIn.load(20, 5)];
        expect(many.samples.x.subarray(0, few.samples.x.length)).to.deep.equal(few.samples.x);
        expect(many.samples.y.subarray(0, 10)).to.deep.equal(few.samples.y);
        expect(builtIn.card.source).to.match(/^Generated here/);
      });
    }
  });
}
