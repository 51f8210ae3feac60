import { expect } from 'chai';
import { plainly } from '../../../src/ui/compare/plainly.ts';

describe('a sentence of the ledger, plainly', () => {
  it('says what happened, without kind and pattern', () => {
    expect(plainly('Sudden covariate shift, P(x), everywhere: contrast fell to 20 %; labels are unchanged.')).to.equal(
      'contrast fell to 20 %.',
    );
    expect(plainly('Sudden real concept drift, P(y|x), everywhere: three classes trade their labels.')).to.equal(
      'three classes trade their labels.',
    );
    expect(plainly('Sudden drift of inputs and labels together, everywhere: a new class came.')).to.equal('a new class came.');
  });

  it('keeps where and when', () => {
    expect(plainly('Blip covariate shift, P(x), in the class “8”, between 20 % and 60 % of the new regime: noise was added.')).to.equal(
      'in the class “8”, between 20 % and 60 % of the new regime: noise was added.',
    );
  });

  it('leaves a sentence of another form as it is', () => {
    expect(plainly('One of two columns was rescaled.')).to.equal('One of two columns was rescaled.');
  });
});
