/** The market turned: the rule itself is another one. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, highest, verdict } from '../tell.ts';

const { spec } = presets.border;

export const turnedMarket = (): Story => ({
  id: 'turned-market',
  title: msg('The market turned'),
  about: msg('The same customers, another rule. What is left of what the model knows?'),
  minutes: 6,
  steps: [
    {
      text: msg('Two kinds of customers, told apart by two numbers. Every point is one; the border is what the model has learned.'),
      at: 'learns',
      show: spec,
    },
    {
      text: msg('The market turns: the same two numbers now mean something else. The border turns, the points stay.'),
      at: 'changes',
      guess: howMany(),
    },
    { text: msg('Press Run and watch the borders.'), at: 'run', run: true },
    { text: guessedFall, at: 'changes' },
    { text: (seen) => `${highest(seen)} ${msg('Old rows teach the old rule: here they contradict the new one.')}`, at: 'race' },
    { text: verdict, at: 'verdict' },
  ],
  notes: [msg('This is concept drift proper: P(y|x) changes. No look at inputs alone could see it.')],
  questions: [
    { ask: msg('Why may old rows hurt here?'), answer: msg('They are labelled by the old rule; learning them pulls the border back.') },
    {
      ask: msg('Could a test on the inputs have told you?'),
      answer: msg('No: the inputs are distributed as before. Only labels show it.'),
    },
  ],
  papers: ['João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)'],
});
