/** Only new images, or old and new? */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, reached, verdict, work } from '../tell.ts';

const { spec } = presets.quick;

export const oldAndNew = (): Story => ({
  id: 'old-and-new',
  title: msg('Only new images, or old and new?'),
  about: msg('A camera fogs over. Learn from the new pictures alone, or from old and new together?'),
  minutes: 6,
  steps: [
    { text: msg('A model has learned handwritten digits. These are the pictures that it knows.'), at: 'learns', show: spec },
    {
      text: msg('One morning its lens fogs over: light and dark move together. The labels mean what they meant.'),
      at: 'changes',
      guess: howMany(),
    },
    { text: msg('Press Run. The model learns, the lens fogs over, and five answers race for a hundred labels.'), at: 'run', run: true },
    { text: guessedFall, at: 'changes' },
    { text: (seen) => `${reached(seen, 'retrain-new')} ${reached(seen, 'retrain-all')}`, at: 'race' },
    {
      text: (seen) =>
        `${msg('Starting over on new pictures alone forgets the old world and has little to learn from; old and new together keeps both, for more work.')} ${work(seen, 'head-only', 'retrain-all')}`,
      at: 'cost',
    },
    { text: verdict, at: 'verdict' },
  ],
  notes: [
    msg('Ask before step 5: who needs the old pictures, if the lens stays fogged?'),
    msg('Have the class change the labels (20 … 400) on card 4 and run again: the order changes.'),
  ],
  questions: [
    {
      ask: msg('Why does retraining on new pictures alone do worse than on old and new together?'),
      answer: msg('It starts from nothing and has a hundred labels only; the old pictures still teach what a digit is.'),
    },
    {
      ask: msg('When would you leave the old pictures out?'),
      answer: msg('When they contradict the new world, as when the meaning of labels has changed, or when they may not be kept.'),
    },
  ],
  papers: [
    'João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)',
    'French 1999, Catastrophic forgetting in connectionist networks',
  ],
});
