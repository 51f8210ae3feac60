import { expect } from 'chai';
import { matchClasses, sortedLabels, worseThanChance } from '../../../src/detect/estimate/class-columns.ts';

describe('columns of probabilities and classes', () => {
  const cases: readonly (readonly [what: string, columns: string[], labels: string[], by: string, classes: string[]])[] = [
    ['by name', ['cat', 'dog'], ['dog', 'cat'], 'name', ['cat', 'dog']],
    ['by name without its case', ['Cat', 'Dog'], ['dog', 'cat'], 'name', ['cat', 'dog']],
    ['numbers as headers', ['0', '1'], ['1.0', '0.0'], 'name', ['0.0', '1.0']],
    ['after a common beginning', ['class_3', 'class_1', 'class_2'], ['1', '2', '3'], 'name after a common part', ['3', '1', '2']],
    [
      'after a beginning that reaches into the numbers',
      ['c10', 'c11', 'c12'],
      ['10', '11', '12'],
      'name after a common part',
      ['10', '11', '12'],
    ],
    ['before a common end', ['cat_prob', 'dog_prob'], ['cat', 'dog'], 'name after a common part', ['cat', 'dog']],
    ['a class that no row has', ['p_a', 'p_b', 'p_c'], ['a', 'c'], 'name after a common part', ['a', 'p_b', 'c']],
    ['by place', ['low', 'mid', 'high'], ['0', '2'], 'place from 0', ['0', 'mid', '2']],
    ['by order', ['low', 'mid', 'high'], ['30', '4', '1'], 'order of sorted labels', ['1', '4', '30']],
    ['one column of two classes', ['y_pred_proba'], ['1', '0'], 'one probability, of the second class', ['0', '1']],
  ];
  for (const [what, columns, labels, by, classes] of cases)
    it(`are matched: ${what}`, () => {
      expect(matchClasses(columns, labels)).to.deep.equal({ classes, by });
    });

  it('are refused where neither names nor numbers of classes fit', () => {
    expect(matchClasses(['a', 'b', 'c'], ['x', 'y'])).to.match(/2 labels \(x, y\) fit neither the names nor the number of 3 columns/);
    expect(matchClasses(['p'], ['x', 'y', 'z'])).to.match(/labels of two classes, not 3/);
  });

  it('labels that are numbers are sorted as numbers', () => {
    expect(sortedLabels(['10', '9', '9'])).to.deep.equal(['9', '10']);
    expect(sortedLabels(['b', 'a', '10'])).to.deep.equal(['10', 'a', 'b']);
  });

  it('a match is worse than chance where predictions avoid their labels, not where they have nothing to do with them', () => {
    const zerosOnes = Array.from({ length: 100 }, (_, i) => i % 2);
    expect(
      worseThanChance(
        zerosOnes,
        zerosOnes.map((c) => 1 - c),
        2,
      ),
    ).to.have.property('accuracy', 0);
    expect(worseThanChance(zerosOnes, zerosOnes, 2)).to.equal(undefined);
    expect(
      worseThanChance(
        zerosOnes,
        zerosOnes.map((_, i) => Math.floor(i / 2) % 2),
        2,
      ),
    ).to.equal(undefined);
  });
});
