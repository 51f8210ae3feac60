/** Class balance moved: no training needed. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { globalDrift } from '../../../spec/schema.ts';
import type { Spec } from '../../../spec/schema.ts';
import { howMany, nextSeed } from '../guesses.ts';
import type { Story } from '../story.ts';
import { drawnOff, guessedFall, reached, verdict, worst } from '../tell.ts';

const spec: Spec = {
  ...presets.quick.spec,
  drift: [globalDrift('prior-shift', 5)],
  labels: { budget: 60 },
  arms: [
    { id: 'none' },
    { id: 'prior-correction' },
    { id: 'head-only' },
    { id: 'full-fine-tune' },
    { id: 'retrain-new' },
    { id: 'retrain-all' },
  ],
};

/** The same, once more, with other luck. */
const oneMore: Spec = { ...spec, seeds: { root: spec.seeds.root + 1, count: 1 } };

export const classBalance = (): Story => {
  const drawn = nextSeed(spec);
  return {
    id: 'class-balance',
    title: msg('Class balance moved'),
    about: msg('Some classes come more often than before. Is that a reason to train?'),
    minutes: 7,
    steps: [
      {
        text: msg('The same digits, but some come much more often than they did. No picture looks different.'),
        at: 'changes',
        show: spec,
        guess: howMany(),
      },
      {
        text: msg('Press Run. One answer needs neither labels nor training: it counts what the model says and favours what comes often.'),
        at: 'run',
        run: true,
      },
      { text: guessedFall, at: 'changes' },
      { text: (seen) => `${reached(seen, 'prior-correction')} ${worst(seen, 'none')}`, at: 'race' },
      { text: (seen) => `${verdict(seen)} ${msg('Doing nothing, or next to nothing, can be the right answer.')}`, at: 'verdict' },
      {
        text: msg('Every pale dot is a seed: the same experiment with other luck. Now one more. How far from the others will it fall?'),
        at: 'race',
        guess: drawn,
      },
      { text: msg('Press Run: one seed, and nothing else is changed.'), at: 'run', show: oneMore, run: true },
      {
        text: (seen) => `${drawnOff(seen, drawn)} ${msg('One seed is luck as well as skill: the verdict before rested on many.')}`,
        at: 'race',
        reveals: drawn,
      },
    ],
    notes: [msg('Let the class bet on the repair before the run; most bet on training.')],
    questions: [
      { ask: msg('What is prior shift?'), answer: msg('The shares of classes change; within each class everything looks as before.') },
      {
        ask: msg('Why can the model’s own answers tell the new shares?'),
        answer: msg('Its mistakes between classes are known from the old world, so what it says can be turned back into what came.'),
      },
    ],
    papers: [
      'Saerens, Latinne & Decaestecker 2002, Adjusting the outputs of a classifier to new a priori probabilities',
      'Lipton, Wang & Smola 2018, Detecting and correcting for label shift with black box predictors',
    ],
  };
};
