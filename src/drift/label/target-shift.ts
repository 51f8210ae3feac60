/** The number that is told moves while its inputs stay: real concept drift of a regression. */
import { partOf } from '../../data/parts-of-range.ts';
import { momentsOf } from '../../data/moments.ts';
import { short } from '../features.ts';
import { at, type Ladder } from '../severity.ts';
import type { Injection } from '../../contracts/drift.ts';

/** In standard deviations of the old world's numbers. */
const SHIFT: Ladder = [0.25, 0.5, 1, 1.5, 2];
/** How much further from their mean numbers lie. */
const STRETCH: Ladder = [1.1, 1.25, 1.5, 2, 3];

export const targetShift: Injection = {
  id: 'target-shift',
  title: 'Shifted number',
  help: 'The same inputs mean another number: all of them higher or lower by as much, or further from their mean.',
  kind: 'P(y|x)',
  appliesTo: ['image', 'tabular', 'text'],
  ladder: ['0.25 σ, or ×1.1', '0.5 σ, or ×1.25', '1 σ, or ×1.5', '1.5 σ, or ×2', '2 σ, or ×3'],
  source: 'real concept drift of a regression, P(y|x) with P(x) as it was (Gama et al. 2014); the severities are our own',
  fidelity: 'exact',
  why: 'Every number changes by one rule, and no input does.',
  parameters: [
    {
      name: 'by',
      title: 'Changes by',
      help: 'A constant, whose sign the world draws, or a factor on the distance from the old mean.',
      kind: 'choice',
      choices: [
        { id: 'constant', title: 'a constant' },
        { id: 'factor', title: 'a factor' },
      ],
      default: 'constant',
    },
  ],
  refuses: ({ edges }) => (edges ? undefined : 'it moves a number that is told, and here classes are'),

  apply(samples, { severity, params, world, reference, edges = [] }) {
    const { mean, sd } = momentsOf(reference.target ?? []);
    const constant = (world.int(2) * 2 - 1) * at(SHIFT, severity) * sd;
    const factor = at(STRETCH, severity, 1);
    const byFactor = params['by'] === 'factor';
    const target = samples.target?.map((value) => (byFactor ? mean + factor * (value - mean) : value + constant));
    return {
      samples: { ...samples, ...(target && { target, y: Int32Array.from(target, (value) => partOf(edges, value)) }) },
      params: byFactor ? { factor } : { constant },
      sentence: byFactor
        ? `Each number lies ${short(factor)} times as far from the old mean; inputs are unchanged.`
        : `Each number is ${short(Math.abs(constant))} ${constant < 0 ? 'lower' : 'higher'}; inputs are unchanged.`,
    };
  },
};
