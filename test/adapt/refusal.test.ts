import { expect } from 'chai';
import { arms, findArm } from '../../src/adapt/registry.ts';
import { refusalOf } from '../../src/adapt/refusal.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { fitEncoder } from '../../src/data/encode.ts';
import type { Samples } from '../../src/data/types.ts';
import { buildModel } from '../../src/models/families.ts';
import { randomStream } from '../../src/random/random.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { fakeTrainer } from '../experiment/fake-trainer.ts';

const samples = (rows: number, change: Partial<Samples> = {}): Samples => ({
  rows,
  inputShape: [3],
  x: Float32Array.from({ length: rows * 3 }, (_, i) => i % 7),
  y: Int32Array.from({ length: rows }, (_, i) => i % 2),
  ...change,
});
const columns = ['a', 'b', 'c'].map((name) => ({ name, kind: 'numeric' as const }));
const plain: ArmContext = {
  ...{
    trainer: fakeTrainer(),
    pace: { breathe: async () => {} },
    spec: presets.quick.spec,
    model: buildModel({ family: 'mlp', params: { hidden: [4, 4] } }, [3], 2),
  },
  base: { weights: new Float32Array(0), encoder: fitEncoder(samples(9), columns) },
  ...{ oldRows: samples(9), newRows: samples(8), unlabelled: samples(20), test: { new: samples(4), old: samples(4) } },
  ...{
    fitEncoder: (rows: Samples) => fitEncoder(rows, columns),
    random: (name: string) => randomStream(1, name),
    onPoint: () => {},
    warn: () => {},
  },
};
const refusal = (id: string, change: Partial<ArmContext> = {}) => refusalOf(findArm(id)!, { ...plain, ...change });

describe('a repair is refused, with the reason,', () => {
  it('without batch normalisation', () => {
    for (const id of ['adabn', 'tent']) expect(refusal(id)).to.match(/no batch normalisation/);
    expect(refusal('adabn', { model: buildModel({ family: 'mlp', params: { hidden: [4], norm: 'batch' } }, [3], 2) })).to.equal(undefined);
  });

  it('without groups, or with one group among the labels', () => {
    expect(refusal('dfr')).to.match(/no groups/);
    expect(refusal('dfr', { newRows: samples(8, { group: new Int32Array(8) }) })).to.match(/of one group/);
    expect(refusal('dfr', { newRows: samples(8, { group: Int32Array.from({ length: 8 }, (_, i) => i % 2) }) })).to.equal(undefined);
  });

  it('without earlier models, old rows or passing rows', () => {
    expect(refusal('model-bank')).to.match(/no earlier model/);
    for (const id of ['retrain-all', 'replay', 'ewc', 'prior-correction'])
      expect(refusal(id, { oldRows: samples(0) }), id).to.match(/old world/);
    for (const id of ['restandardise', 'prior-correction']) {
      const { unlabelled: _, ...blind } = plain;
      expect(refusalOf(findArm(id)!, blind), id).to.match(/has come by/);
    }
  });

  it('when all labels name one class, unless old rows are learned with them', () => {
    const newRows = samples(8, { y: new Int32Array(8) });
    for (const id of ['head-only', 'full-fine-tune', 'retrain-new', 'lora']) expect(refusal(id, { newRows }), id).to.match(/same class/);
    expect(refusal('retrain-all', { newRows })).to.equal(undefined);
    expect(refusal('full-fine-tune', { newRows: samples(1) })).to.match(/2 or more labels/);
  });

  it('where the model has no such block, and where nothing is standardised', () => {
    const model = buildModel({ family: 'softmax', params: {} }, [3], 2);
    expect(refusal('first-block', { model })).to.match(/first block/);
    expect(refusal('middle-block', { model: buildModel({ family: 'mlp', params: { hidden: [4] } }, [3], 2) })).to.match(/middle block/);
    expect(refusal('restandardise', { base: { ...plain.base, encoder: { ...plain.base.encoder, codes: [] } } })).to.match(
      /numeric columns/,
    );
  });

  it('and else is not', () => {
    for (const id of ['none', 'restandardise', 'prior-correction', 'first-block', 'middle-block', 'replay', 'retrain-window'])
      expect(refusal(id), id).to.equal(undefined);
  });

  it('for what it needs and for nothing else: who is refused when one thing is missing', () => {
    const model = buildModel({ family: 'mlp', params: { hidden: [4, 4], norm: 'batch' } }, [3], 2);
    const group = Int32Array.from({ length: 8 }, (_, i) => i % 2);
    const whole: ArmContext = { ...plain, model, newRows: samples(8, { group }), bank: [plain.base] };
    const refused = (change: Partial<ArmContext>) => {
      const context = { ...whole, ...change };
      return others.filter((arm) => refusalOf(arm, context) !== undefined).map(({ id }) => id);
    };
    // What grows is refused wherever nothing is new: grow.test.ts.
    const others = arms.filter(({ id }) => !id.startsWith('grow-'));
    const labelFree = ['none', 'restandardise', 'adabn', 'tent', 'prior-correction'];
    const all = others.map(({ id }) => id);
    expect(refused({}), 'with everything').to.deep.equal([]);
    expect(refused({ newRows: samples(0) }), 'labels').to.deep.equal(all.filter((id) => !labelFree.includes(id)));
    expect(refused({ oldRows: samples(0) }), 'old rows').to.have.members(['prior-correction', 'replay', 'ewc', 'retrain-all', 'retrain-window']); // prettier-ignore
    expect(arms.filter(({ needs }) => needs.wholePast).map(({ id }) => id), 'all of the past').to.deep.equal(['retrain-all', 'retrain-window']); // prettier-ignore
    expect(refused({ unlabelled: samples(0) }), 'passing rows').to.have.members(['restandardise', 'adabn', 'tent', 'prior-correction']);
    expect(refused({ newRows: samples(8) }), 'groups').to.deep.equal(['dfr']);
    expect(refused({ model: plain.model }), 'batch normalisation').to.have.members(['adabn', 'tent']);
    const { bank: _, ...bankless } = whole;
    expect(others.filter((arm) => refusalOf(arm, bankless)).map(({ id }) => id), 'bank').to.deep.equal(['model-bank']); // prettier-ignore
    // Labels of one class: who learns from old rows as well has others.
    expect(refused({ newRows: samples(8, { group, y: new Int32Array(8) }) }), 'classes').to.deep.equal(
      all.filter((id) => ![...labelFree, 'replay', 'ewc', 'retrain-all', 'retrain-window'].includes(id)),
    );
  });

  it('by fewer than two labels, and says how many there are', () => {
    const said = (rows: number) => refusal('full-fine-tune', { newRows: samples(rows) });
    expect(said(0)).to.match(/there are none;/);
    expect(said(1)).to.match(/there is 1;/);
    expect(said(2)).to.equal(undefined);
  });

  it('where a model does not end in a bias per class, and where no column is numeric', () => {
    const { blocks } = plain.model;
    const head = blocks.at(-1)!;
    const model = { ...plain.model, blocks: [...blocks.slice(0, -1), { ...head, layers: [...head.layers, { kind: 'flatten' } as const] }] };
    expect(refusal('prior-correction', { model })).to.match(/does not end in one bias per class/);
    const words = { ...plain.base.encoder, codes: [{ kind: 'categorical', categories: 2 } as const] };
    expect(refusal('restandardise', { base: { ...plain.base, encoder: words } })).to.match(/numeric columns/);
  });
});
