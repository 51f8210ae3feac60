import { expect } from 'chai';
import { hostCostText } from '../../src/cli/host-cost-table.ts';
import type { HostCost } from '../../src/engine/bench/host-cost.ts';

const cost = (way: string, hostUs: number | null, rest: Partial<HostCost> = {}): HostCost => ({
  model: 'mlp-small',
  way,
  dispatches: hostUs && 143.4,
  hostUs,
  ratio: hostUs && hostUs / 18.62,
  gpuErrors: 0,
  failure: null,
  ...rest,
});

describe('the table of host costs', () => {
  it('has a line for each way of training, with its share of ours, and says that nothing was computed', () => {
    const text = hostCostText([cost('our plan', 18.62, { dispatches: 8 }), cost('model.fit', 8210)]);
    expect(text.split('\n').slice(0, 4)).to.deep.equal([
      'mlp-small',
      '  way        dispatches  host µs  of ours',
      '  our plan            8     18.6       1×',
      '  model.fit         143    8,210     441×',
    ]);
    expect(text).to.contain('computes nothing').and.to.contain('No weights');
  });

  it('gives a way with GPU errors no figures, and the reason', () => {
    const text = hostCostText([cost('our plan', null, { gpuErrors: 2, failure: 'the GPU reported an error' })]);
    expect(text).to.match(/^ {2}our plan +– +– +– {2}no figures: the GPU reported an error \(2 GPU errors\)$/m);
  });
});
