import { expect } from 'chai';
import { diagnose } from '../../src/detect/diagnose.ts';
import { threeQuestions, type Answered } from '../../src/detect/three-questions.ts';
import { randomStream, type Random } from '../../src/random/random.ts';

interface World {
  /** Moves the first input. */
  readonly shift?: number;
  /** Share of class 1. */
  readonly ones?: number;
  /** Share of rows whose label is the other one. */
  readonly turned?: number;
}

/** Two classes that lie at −1 and 1 in both inputs, and a model that knows it. */
function rows(count: number, { shift = 0, ones = 0.5, turned = 0 }: World, random: Random): Answered {
  const x: number[] = [];
  const outputs: number[] = [];
  const labels = Array.from({ length: count }, () => {
    const label = Number(random.uniform() < ones);
    const centre = label ? 1 : -1;
    const [a, b] = [centre + random.normal() + shift, centre + random.normal()];
    x.push(a, b);
    const p = 1 / (1 + Math.exp(-2 * (a + b)));
    outputs.push(1 - p, p);
    return random.uniform() < turned ? 1 - label : label;
  });
  const batch = (values: number[], width: number) => ({ x: Float64Array.from(values), rows: count, width });
  return { inputs: batch(x, 2), outputs: batch(outputs, 2), labels };
}

function ask(world: World, seed = 1) {
  const random = randomStream(seed, 'three');
  const [reference, current, labelled] = [rows(600, {}, random), rows(600, world, random), rows(150, world, random)];
  return threeQuestions(diagnose({ reference, current, labelled, random }), reference, labelled);
}

const answers = (world: World, seed?: number) => {
  const { inputs, labels, rule } = ask(world, seed);
  return [inputs.moved, labels.moved, rule.moved];
};

describe('three questions about a drift', () => {
  it('are all answered no where nothing moved', () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(answers({}, seed), String(seed)).to.deep.equal(['no', 'no', 'no']);
  });

  it('tell the shares of labels, also by how much of the fall they explain', () => {
    expect(answers({ ones: 0.9 })).to.deep.equal(['no', 'yes', 'no']);
    expect(ask({ ones: 0.9 }).labels.size).to.be.closeTo(0.4, 0.08);
  });

  it('tell a rule that moved while inputs and shares stayed', () => {
    expect(answers({ turned: 0.4 })).to.deep.equal(['no', 'no', 'yes']);
    const { rule, fall } = ask({ turned: 0.4 });
    // Of 93 right answers in 100, 40 turn wrong and of 7 wrong ones 3 right.
    expect(rule.size).to.be.closeTo(0.34, 0.08);
    expect(rule.explains).to.be.closeTo(fall, 0.05);
  });

  it('tell two at once: shares and rule, inputs and rule', () => {
    expect(answers({ ones: 0.85, turned: 0.45 }).slice(1)).to.deep.equal(['yes', 'yes']);
    expect(answers({ shift: 0.6, turned: 0.5 })).to.deep.equal(['yes', 'no', 'yes']);
  });

  it('do not take rows that the model never met for a moved rule: where the worlds have none in common it cannot be told', () => {
    const { inputs, rule } = ask({ shift: 8 });
    expect([inputs.moved, rule.moved, rule.explains, inputs.explains]).to.deep.equal(['yes', 'unknown', null, null]);
    expect(rule.rows).to.be.below(12);
  });

  it('see that moved inputs alone leave the rule as it was', () => {
    for (const seed of [1, 2, 3]) expect(answers({ shift: 0.7 }, seed)[2], String(seed)).not.to.equal('yes');
  });
});
