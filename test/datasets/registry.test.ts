import { expect } from 'chai';
import { builtIns, loadDataset } from '../../datasets/registry.ts';
import { DataError } from '../../src/data/errors.ts';
import { hashArrays } from '../../src/data/hash.ts';
import { inputKind } from '../../src/data/types.ts';
import { withDefaults, type Parameter, type ParameterValue, type ParameterValues } from '../../src/spec/parameter.ts';

/** Every choice, and the ends of a range with what lies at its default. */
function someValues(parameter: Parameter): { name: string; value: ParameterValue }[] {
  const { name } = parameter;
  if (parameter.kind === 'choice') return parameter.choices.map(({ id }) => ({ name, value: id }));
  if (parameter.kind === 'number') return [...new Set([parameter.min, parameter.default, parameter.max])].map((value) => ({ name, value }));
  return [];
}

for (const builtIn of builtIns) {
  describe(`built-in data set ${builtIn.id}`, () => {
    // Fewer than all, so that real data too is a sample.
    const rows = Math.min(300, builtIn.maxRows / 2);

    it('is what its entry says', async () => {
      const { samples, ...data } = await builtIn.load(rows, 5);
      const features = builtIn.inputShape.reduce((a, b) => a * b, 1);
      const { id, title, card, classes } = builtIn;
      expect(data).to.deep.include({ id, title, card, classes });
      expect(samples.inputShape).to.deep.equal(builtIn.inputShape);
      expect(inputKind({ ...data, inputShape: samples.inputShape })).to.equal(builtIn.inputKind);
      expect(data.columns).to.deep.equal(builtIn.columns);
      expect(data.columns.length).to.equal(builtIn.inputKind === 'tabular' ? features : 0);
      expect([samples.rows, samples.y.length, samples.x.length]).to.deep.equal([rows, rows, rows * features]);
      expect(samples.x.every(Number.isFinite)).to.equal(true);
      expect(new Set(samples.y)).to.deep.equal(new Set(builtIn.classes.keys()));
    });

    it('has the texts, groups and concepts that its entry says', async () => {
      const { samples, groups, concepts } = await builtIn.load(rows, 5);
      expect(samples.text?.length).to.equal(builtIn.inputKind === 'text' ? rows : undefined);
      expect(groups).to.deep.equal(builtIn.groups);
      expect(concepts && { titles: concepts.titles, kind: concepts.kind }).to.deep.equal(builtIn.concepts);
      expect(samples.origin?.length).to.equal(builtIn.concepts ? rows : undefined);
    });

    for (const { name, value } of (builtIn.parameters ?? []).flatMap(someValues)) {
      it(`loads with ${name} ${value}, the same bytes each time, and with its default what it loads without`, async () => {
        const load = (given?: ParameterValues) => loadDataset(builtIn.id, 50, 5, given);
        const [data, again, plain] = [await load({ [name]: value }), await load({ [name]: value }), await load()];
        expect(data.samples.x.every(Number.isFinite)).to.equal(true);
        expect(data.sha256).to.equal(again.sha256);
        const isDefault = withDefaults(builtIn.parameters)[name] === value;
        expect(data.sha256 === plain.sha256).to.equal(isDefault);
      });
    }

    it('has pixels in [0, 1] and groups that have names', async () => {
      const { samples, groups } = await builtIn.load(rows, 5);
      if (builtIn.inputKind === 'image') expect(samples.x.every((value) => value >= 0 && value <= 1)).to.equal(true);
      expect(samples.group?.every((group) => groups?.names[group] !== undefined)).to.equal(groups && true);
    });

    it('gives equal bytes for equal seeds, other rows for another one', async () => {
      const [first, again, other] = await Promise.all([5, 5, 6].map((root) => builtIn.load(rows, root)));
      expect(first!.sha256).to.equal(again!.sha256).and.not.to.equal(other!.sha256);
      const { x, y, group } = first!.samples;
      // What cuts a number into classes is part of a generator: its seed says the number.
      const target = first!.target?.edges ? undefined : first!.samples.target;
      expect(first!.sha256).to.equal(hashArrays(x, y, ...(group ? [group] : []), ...(target ? [Float32Array.from(target)] : [])));
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

describe('loading a built-in data set by its id', () => {
  const refusal = (id: string, rows: number): Promise<unknown> => loadDataset(id, rows, 1).catch((reason: unknown) => reason);

  it('refuses an unknown id and names those there are', async () => {
    const error = await refusal('nothing', 10);
    expect(error).to.be.instanceOf(DataError).with.property('message', 'data.id: there is no data set "nothing"');
    expect(error).to.have.property('remedy').that.includes('digits, glyphs');
  });

  it('refuses more rows than there are and says how many are too many', async () => {
    const error = await refusal('digits', 1800);
    expect(error).to.be.instanceOf(DataError).with.property('message').that.includes('asks for 1800 rows');
    expect(error).to.have.property('remedy', 'Make the parts smaller by 3 rows together.');
  });
});
