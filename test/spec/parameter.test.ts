import { expect } from 'chai';
import { checkParameters, withDefaults, type Parameter, type ParameterValue } from '../../src/spec/parameter.ts';

const named = (name: string) => ({ name, title: name, help: '' });
const noise: Parameter = { ...named('noise'), kind: 'number', min: 0, max: 0.5, default: 0.1 };
const fields: Parameter = { ...named('fields'), kind: 'number', min: 2, max: 8, whole: true, default: 4 };
const shape: Parameter = {
  ...named('shape'),
  kind: 'choice',
  choices: [
    { id: 'moons', title: 'Moons' },
    { id: 'xor', title: 'XOR' },
  ],
  default: 'moons',
};
const label: Parameter = { ...named('label'), kind: 'class', default: '' };
const column: Parameter = { ...named('column'), kind: 'column', default: '' };
const shares: Parameter = { ...named('shares'), kind: 'shares', default: [] };

const facts = { classes: ['cat', 'dog', 'owl'], columns: [{ name: 'age' }, { name: 'income' }] };
const message = (parameter: Parameter, value: ParameterValue): string | undefined =>
  checkParameters([parameter], { [parameter.name]: value }, facts)[0]?.message;

describe('parameters', () => {
  it('take their defaults where nothing is given, and keep what is', () => {
    expect(withDefaults([noise, shape, shares], { shape: 'xor' })).to.deep.equal({ noise: 0.1, shape: 'xor', shares: [] });
    expect(withDefaults()).to.deep.equal({});
  });

  it('drop what is not declared, keep a zero and an empty list', () => {
    expect(withDefaults([noise, shares], { noise: 0, shares: [], other: 1 })).to.deep.equal({ noise: 0, shares: [] });
  });

  const right: readonly (readonly [Parameter, readonly ParameterValue[]])[] = [
    [noise, [0, 0.25, 0.5]],
    [fields, [2, 8]],
    [shape, ['moons', 'xor']],
    [label, ['', 'cat', 'owl']],
    [column, ['', 'income']],
    [shares, [[], [0.2, 0.3, 0.5], [0, 0, 1], [1 / 3, 1 / 3, 1 / 3]]],
  ];
  for (const [parameter, values] of right) {
    it(`of the kind ${parameter.kind} (${parameter.name}) accept their bounds and what lies between`, () => {
      for (const value of values) expect(message(parameter, value), JSON.stringify(value)).to.equal(undefined);
    });
  }

  const wrong: readonly (readonly [Parameter, readonly ParameterValue[], string])[] = [
    [noise, [-0.01], 'expected a number from 0 to 0.5, got -0.01'],
    [noise, ['much'], 'expected a number from 0 to 0.5, got "much"'],
    [noise, [0.51, NaN, [0.1]], 'expected a number from 0 to 0.5'],
    [fields, [2.5], 'expected a whole number from 2 to 8, got 2.5'],
    [shape, ['star', ''], 'choose one of moons, xor'],
    [shape, ['star'], 'there is no "star"; choose one of moons, xor'],
    [label, ['cow'], 'there is no "cow"; choose one of cat, dog, owl'],
    [column, ['cat', 3], 'choose one of age, income'],
    [shares, [[0.5, 0.5], [0.5, 0.6, 0.1], [-0.1, 0.6, 0.5], 'even', 1], 'expected 3 shares that sum to 1, one for each of cat, dog, owl'],
  ];
  for (const [parameter, values, expected] of wrong) {
    it(`of the kind ${parameter.kind} (${parameter.name}) say what they expect instead of ${JSON.stringify(values[0])}`, () => {
      for (const value of values) expect(message(parameter, value), JSON.stringify(value)).to.include(expected);
    });
  }

  it('that do not exist are named, with those that do', () => {
    expect(checkParameters([noise, shape], { nose: 1 }, facts)).to.deep.equal([
      { name: 'nose', message: 'there is no such parameter; it takes noise, shape' },
    ]);
    expect(checkParameters(undefined, { nose: 1 }, facts)).to.deep.equal([{ name: 'nose', message: 'it takes no parameters' }]);
  });

  it('are all checked at once', () => {
    const issues = checkParameters([noise, shape], { nose: 1, noise: 9, shape: 'star' }, facts);
    expect(issues.map(({ name }) => name)).to.deep.equal(['nose', 'noise', 'shape']);
  });
});
