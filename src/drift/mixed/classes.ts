/** Classes that come, split and merge. */
import type { Samples } from '../../data/types.ts';
import { selectRows } from '../../data/select.ts';
import type { Random } from '../../random/random.ts';
import { at, type Ladder } from '../severity.ts';
import type { DriftContext, Injection } from '../../contracts/drift.ts';

const COMMON = { kind: 'mixed', appliesTo: ['image', 'tabular', 'text'] } as const satisfies Partial<Injection>;

const SHARE: Ladder = [0.2, 0.4, 0.6, 0.8, 1];

/** Two different classes of the world: the one named, or drawn, and a partner. */
function pair({ params, classes, world }: DriftContext): readonly [one: number, partner: number] {
  const order = world.permutation(classes.length);
  const named = classes.indexOf(params.class as string);
  const one = named >= 0 ? named : order[0]!;
  return [one, order[0] === one ? order[1]! : order[0]!];
}

/**
 * The batch with rows of one class replaced by rows of others, drawn at random: those that draw `share` or more of their
 * own. A higher share leaves more of them and the same others. All stay where there is no other class.
 */
function thinned(samples: Samples, label: number, share: number, random: Random): { readonly samples: Samples; readonly from: Int32Array } {
  const others = Array.from({ length: samples.rows }, (_, row) => row).filter((row) => samples.y[row] !== label);
  const from = samples.y.map((own, row) => {
    const [stand, fate] = [random.int(Math.max(1, others.length)), random.uniform()];
    return own === label && fate >= share && others.length ? others[stand]! : row;
  });
  return { samples: selectRows(samples, from), from };
}

export const newClass: Injection = {
  ...COMMON,
  id: 'new-class',
  resamples: true,
  title: 'New class',
  help: 'A class appears that the old world never had.',
  ladder: ['20 % of its rows come', '40 % of its rows come', '60 % of its rows come', '80 % of its rows come', 'all of its rows come'],
  source: 'novel class, concept evolution (Masud et al. 2011); the severities are our own',
  fidelity: 'approximation',
  why: 'A class of the data is kept out of the old world; other rows take the places of those that are kept out.',
  parameters: [
    { name: 'class', title: 'Class', help: 'The class that is new; drawn from the seed when none is named.', kind: 'class', default: '' },
  ],
  refuses: ({ classes }) => (classes.length < 3 ? 'the old world would have a single class left' : undefined),

  past(samples, context) {
    const [fresh] = pair(context);
    return thinned(samples, fresh, 0, context.noise).samples;
  },

  apply(samples, context) {
    const { severity, noise, classes } = context;
    const [fresh] = pair(context);
    const share = at(SHARE, severity);
    return {
      ...thinned(samples, fresh, share, noise),
      params: { class: classes[fresh]!, share },
      sentence: `The class “${classes[fresh]}”, which the old world never had, came in ${Math.round(100 * share)} % of its strength.`,
    };
  },
};

export const classSplit: Injection = {
  ...COMMON,
  id: 'class-split',
  relabels: true,
  title: 'Split class',
  help: 'What was one class is now told apart as two.',
  ladder: ['for 20 % of its rows', 'for 40 % of its rows', 'for 60 % of its rows', 'for 80 % of its rows', 'for all of its rows'],
  source: 'class split, a change of the label taxonomy; the severities are our own',
  fidelity: 'approximation',
  why: 'Two classes of the data share a label in the old world and are told apart in the new one.',
  parameters: [
    {
      name: 'class',
      title: 'Class',
      help: 'The class that splits off; drawn from the seed when none is named.',
      kind: 'class',
      default: '',
    },
  ],
  refuses: ({ classes }) => (classes.length < 3 ? 'the old world would have a single class left' : undefined),

  past(samples, context) {
    const [part, whole] = pair(context);
    return { ...samples, y: samples.y.map((label) => (label === part ? whole : label)) };
  },

  apply(samples, context) {
    const { severity, noise, classes } = context;
    const [part, whole] = pair(context);
    const share = at(SHARE, severity);
    return {
      samples: { ...samples, y: samples.y.map((label) => (noise.uniform() >= share && label === part ? whole : label)) },
      params: { part: classes[part]!, whole: classes[whole]!, share },
      sentence: `“${classes[part]}”, which the old world called “${classes[whole]}” too, got its own label in ${Math.round(100 * share)} % of its rows; inputs are unchanged.`,
    };
  },
};

export const classMerge: Injection = {
  ...COMMON,
  id: 'class-merge',
  relabels: true,
  title: 'Merged classes',
  help: 'Two classes are no longer told apart: one takes the label of the other.',
  ladder: ['20 % of its rows', '40 % of its rows', '60 % of its rows', '80 % of its rows', 'all of its rows'],
  source: 'class merge, a change of the label taxonomy; the severities are our own',
  fidelity: 'approximation',
  why: 'One class takes the label of another, row by row.',
  parameters: [
    { name: 'class', title: 'Class', help: 'The class that vanishes; drawn from the seed when none is named.', kind: 'class', default: '' },
  ],

  apply(samples, context) {
    const { severity, noise, classes } = context;
    const [lost, whole] = pair(context);
    const share = at(SHARE, severity);
    return {
      samples: { ...samples, y: samples.y.map((label) => (noise.uniform() < share && label === lost ? whole : label)) },
      params: { lost: classes[lost]!, whole: classes[whole]!, share },
      sentence: `${Math.round(100 * share)} % of the rows of “${classes[lost]}” are now called “${classes[whole]}”; inputs are unchanged.`,
    };
  },
};
