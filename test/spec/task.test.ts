import { expect } from 'chai';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { parseAny } from '../../src/spec/parse.ts';
import { withTask } from '../../src/spec/task.ts';

describe('an experiment that is to tell something else', () => {
  const { spec } = presets.quick;
  const classes = {
    ...spec,
    recipe: { ...spec.recipe, labels: { id: 'smoothed', amount: 0.1 } },
    measure: { margin: 0.02, metric: 'log-loss', binary: { falsePositive: 1, falseNegative: 2 } },
  } as typeof spec;

  it('leaves behind what is of classes, and can be read', () => {
    const numbers = withTask(classes, 'regression');
    expect(numbers).to.deep.include({ task: 'regression', measure: { margin: 0.02 } });
    expect(numbers.recipe).to.deep.equal(spec.recipe);
    expect(parseAny(numbers).ok).to.equal(true);
  });

  it('leaves behind what is of numbers, and is then what it was', () => {
    const numbers = { ...withTask(spec, 'regression'), measure: { ...spec.measure, metric: 'mae', in: 'unit' as const } };
    const huber = { ...numbers, recipe: { ...spec.recipe, loss: { id: 'huber', delta: 1 } } } as typeof spec;
    expect(withTask(huber, undefined)).to.deep.equal(spec);
  });

  it('is the same one where nothing changes', () => {
    expect(withTask(spec, undefined)).to.equal(spec);
  });
});
