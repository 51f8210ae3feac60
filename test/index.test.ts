import { expect } from 'chai';
import * as lab from '../src/index.ts';

/** Two columns of a pump, 300 rows of each of two classes. */
const rows = 600;
const random = lab.randomStream(1, 'library');
const old: lab.Samples = {
  rows,
  inputShape: [2],
  x: Float32Array.from({ length: 2 * rows }, (_, i) => 10 + (i % 2) + random.normal()),
  y: Int32Array.from({ length: rows }, (_, row) => row % 2),
};
const columns: lab.Column[] = ['flow', 'pressure'].map((name) => ({ name, kind: 'numeric' }));
const setting: lab.DriftSetting = {
  ...{ root: 1, seed: 0, batch: 'test', times: 'end', reference: old },
  ...{ columns, classes: ['fine', 'worn'] },
};
const flow = ({ x }: lab.Samples): lab.Batch => ({ x: x.filter((_, i) => i % 2 === 0), rows, width: 1 });

describe('the core as a library', () => {
  it('takes an experiment from a link', () => {
    const { spec } = lab.presets.sensors;
    const link = lab.decodeLink(lab.encodeLink(spec));
    expect(link.ok && lab.contentId(link.spec)).to.equal(lab.specId(spec));
  });

  it('changes data with a ledger, and finds the change', () => {
    const { samples, ledger } = lab.applyDrifts([lab.globalDrift('gain-offset', 5)], lab.undrifted(old), setting);
    expect(ledger.map(({ id, severity }) => [id, severity])).to.deep.equal([['gain-offset', 5]]);
    const pValue = (batch: lab.Samples) => lab.findTest('ks')!.run(flow(old), flow(batch), {}, random).pValue;
    expect([pValue(old), pValue(samples)! < 0.001]).to.deep.equal([1, true]);
  });

  it('says which of two repairs the seeds show to be better', () => {
    const seeds = (accuracy: number) => Array.from({ length: 8 }, (_, i) => accuracy + i / 1000);
    const arms = [
      { id: 'head only', values: seeds(0.9) },
      { id: 'nothing', values: seeds(0.7) },
    ];
    expect(lab.standing(arms, 0.01, 'fixed').best).to.deep.equal(['head only']);
  });
});
