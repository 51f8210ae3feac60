import { expect } from 'chai';
import type { DriftPart, DriftParts } from '../../src/contracts/diagnosis.ts';
import { agreedParts, partsSentences, partsWords } from '../../src/decide/drift-parts.ts';

const part = (moved: DriftPart['moved'], size = 0, explains: number | null = 0): DriftPart => ({ moved, size, p: 0, explains });
const seed = (inputs: DriftPart, labels: DriftPart, rule: DriftPart, fall = 0.2): { diagnosis: { parts: DriftParts } } => ({
  diagnosis: { parts: { fall, inputs, labels, rule: { ...rule, rows: 50 } } },
});

describe('the three questions over seeds', () => {
  it('are answered by more than half of them, with the mean of those that say so', () => {
    const agreed = agreedParts([
      seed(part('yes', 0.4, 0.1), part('no'), part('yes', 0.3, 0.1)),
      seed(part('yes', 0.6, 0.2), part('no'), part('no')),
      seed(part('no', 0.1), part('yes', 0.2), part('unknown', 0, null)),
    ])!;
    expect(partsWords(agreed)).to.equal('inputs yes, labels no, rule unknown');
    expect([agreed.inputs.size, agreed.inputs.explains!].map((value) => Number(value.toFixed(3)))).to.deep.equal([0.5, 0.15]);
    expect(agreed.rule.explains).to.equal(null);
  });

  it('are not answered where nobody was asked', () => {
    expect(agreedParts([{ diagnosis: null }, { diagnosis: {} }])).to.equal(null);
  });

  it('are said in a sentence each', () => {
    const agreed = agreedParts([seed(part('yes', 0.45, 0.12), part('no'), part('unknown', 0, null))])!;
    expect(partsSentences(agreed)).to.deep.equal([
      'The inputs moved (largest distance of a column 0.45), which explains 12.0 points of the 20.0 points that are answered worse.',
      'The shares of labels are not shown to have moved.',
      'Whether the rule moved, too, cannot be told: the two worlds have too few rows in common.',
    ]);
    const rule = agreedParts([seed(part('no'), part('yes', 0.3, 0.05), part('yes', 0.25, 0.2))])!;
    expect(partsSentences(rule).slice(1)).to.deep.equal([
      'The shares of labels moved by 30.0 points, which explains 5.0 points of the 20.0 points that are answered worse.',
      'The rule moved: where both worlds have rows, 25.0 points more are answered wrong, which explains 20.0 points of the 20.0 points that are answered worse.',
    ]);
  });
});
