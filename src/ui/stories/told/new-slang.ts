/** New slang: patch, or start over? */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany, whileTraining } from '../guesses.ts';
import type { Story } from '../story.ts';
import { drawnOff, guessedFall, reached, turned, verdict } from '../tell.ts';

const { spec } = presets.slang;
const many = { ...spec, labels: { budget: 400 } };

export const newSlang = (): Story => {
  const drawn = whileTraining('retrain-all');
  return {
    id: 'new-slang',
    title: msg('New slang'),
    about: msg('People ask for the same things in other words. Which repair learns them?'),
    minutes: 8,
    steps: [
      { text: msg('Support requests are sorted into eight intents. The model knows the words of last year.'), at: 'learns', show: spec },
      {
        text: msg('Then the words change: “cash” for “money”, “busted” for “broken”. What people want stays the same.'),
        at: 'changes',
        guess: howMany(),
      },
      {
        text: msg('One answer forgets all it knew and starts over, on old and new requests together. How well does it do while it trains?'),
        at: 'changes',
        guess: drawn,
      },
      { text: msg('Press Run: a hundred requests have been labelled by hand.'), at: 'run', run: true },
      { text: guessedFall, at: 'changes' },
      {
        text: (seen) => `${drawnOff(seen, drawn)} ${msg('Most is learned early; the long rest of a training buys little.')}`,
        at: 'race',
        reveals: drawn,
      },
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
  };
};
