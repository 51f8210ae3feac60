import { expect } from 'chai';
import { choiceOf, numberOf, real, whole } from '../../src/adapt/settings.ts';
import type { ArmContext } from '../../src/contracts/repair.ts';
import { checkParameters } from '../../src/spec/parameter.ts';

const parameters = [
  real('share', 'Share', 'Some.', { min: 0, max: 1, default: 0.5 }),
  whole('rounds', 'Rounds', 'How often.', { min: 1, max: 9, default: 3 }),
] as const;
const context = (params?: Record<string, number>) => (params ? { params } : {}) as ArmContext;

describe('what can be chosen about a repair', () => {
  it('is what was chosen, or the default', () => {
    expect([numberOf(parameters, context({ share: 0.25 }), 'share'), numberOf(parameters, context(), 'rounds')]).to.deep.equal([0.25, 3]);
  });

  it('is an error of the program where it was never declared', () => {
    expect(() => numberOf(parameters, context(), 'rouns')).to.throw(RangeError, 'there is no parameter "rouns"');
    expect(() => choiceOf(parameters, context(), 'order')).to.throw(RangeError, 'there is no parameter "order"');
  });

  it('may be a fraction only where it is no number of times', () => {
    const problems = (values: Record<string, number>) => checkParameters(parameters, values, { classes: [], columns: [] });
    expect(problems({ share: 0.25, rounds: 4 })).to.deep.equal([]);
    expect(problems({ share: 0.25, rounds: 2.5 })).to.have.length(1);
  });
});
