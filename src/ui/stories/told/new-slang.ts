/** New slang: patch, or start over? */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import type { Story } from '../story.ts';
import { guessedFall, howMany, reached, turned, verdict } from '../tell.ts';

const { spec } = presets.slang;
const many = { ...spec, labels: { budget: 400 } };

export const newSlang = (): Story => ({
  id: 'new-slang',
  title: msg('New slang'),
  about: msg('People ask for the same things in other words. Which repair learns them?'),
  minutes: 7,
  steps: [
    { text: msg('Support requests are sorted into eight intents. The model knows the words of last year.'), at: 'learns', show: spec },
    {
      text: msg('Then the words change: “cash” for “money”, “busted” for “broken”. What people want stays the same.'),
      at: 'changes',
      guess: howMany(),
    },
    { text: msg('Press Run: a hundred requests have been labelled by hand.'), at: 'run', run: true },
    { text: guessedFall, at: 'changes' },
    { text: (seen) => `${reached(seen, 'head-only')} ${reached(seen, 'retrain-all')}`, at: 'race' },
    {
      text: msg(
        'The last layer alone cannot learn new words: they come in at the first. Now suppose that four hundred were labelled. Press Run again.',
      ),
      at: 'run',
      show: many,
      run: true,
    },
    { text: (seen) => `${verdict(seen)} ${turned(seen)}`, at: 'verdict' },
  ],
  notes: [
    msg('New words are new inputs: only the first layer sees them. That is why tuning the last one alone helps little.'),
    msg('The labels slider is the lever: let the class find the number from which fine-tuning everything is as good.'),
  ],
  questions: [
    {
      ask: msg('Why does tuning the last layer alone help so little here?'),
      answer: msg('The new words enter at the first layer, whose weights for them have never been trained.'),
    },
    {
      ask: msg('What does labelling four times as many requests buy?'),
      answer: msg('Look at the two verdicts and compare the scores; the work goes up as well.'),
    },
  ],
  papers: ['Lee et al. 2023, Surgical fine-tuning improves adaptation to distribution shifts'],
});
