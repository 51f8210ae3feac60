/** The regulated case: credit, fairness, a flawed base. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, verdict } from '../tell.ts';

const { spec } = presets.loans;

export const credit = (): Story => ({
  id: 'credit',
  title: msg('The regulated case'),
  about: msg('A credit score changes for one age group. Who decides, and who may be harmed?'),
  minutes: 8,
  steps: [
    { text: msg('Loan applications of three age groups: will the loan be repaid?'), at: 'data', show: spec },
    { text: msg('What young applicants report shifts. All others stay. Nobody over 30 will notice.'), at: 'changes', guess: howMany() },
    { text: msg('Press Run.'), at: 'run', run: true },
    { text: (seen) => `${guessedFall(seen)} ${msg('That is the average; one group bears all of it.')}`, at: 'changes' },
    { text: verdict, at: 'verdict' },
    {
      text: msg(
        'Now tick “regulated domain” below: nothing is approved by itself any more. A named person decides, with a reason, and keeping the model stays possible.',
      ),
      at: 'advice',
    },
    {
      text: msg('And if the model was unfair before? Fine-tuning carries its bias on; say so below and see what is blocked.'),
      at: 'advice',
    },
  ],
  notes: [
    msg('Groups are in “More to see” after the run: compare accuracy before and after, for each group.'),
    msg('The lab measures and explains; it approves nothing.'),
  ],
  questions: [
    {
      ask: msg('Why is an average over all groups misleading here?'),
      answer: msg('The fall is in one group only, so that the average looks mild.'),
    },
    {
      ask: msg('Why may fine-tuning be the wrong answer to a flawed base?'),
      answer: msg('It starts from the flawed model and keeps what that has learned.'),
    },
  ],
  papers: ['Regulation (EU) 2024/1689 (AI Act), Art. 14', 'Mehrabi et al. 2021, A survey on bias and fairness in machine learning'],
});
