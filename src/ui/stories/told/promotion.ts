/** A promotion in one region: a local change. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import { globalDrift } from '../../../spec/schema.ts';
import type { Spec } from '../../../spec/schema.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { fall, guessedFall, turned, verdict } from '../tell.ts';

const spec: Spec = {
  ...presets.sensors.spec,
  data: { id: 'demand', params: {}, split: { baseTrain: 1500, baseTest: 500, newPool: 1000, newTest: 600 } },
  drift: [{ ...globalDrift('gain-offset', 4), where: { scope: 'group', name: 'coast' } }],
  labels: { budget: 150 },
};
const everywhere: Spec = { ...spec, drift: [globalDrift('gain-offset', 4)] };

export const promotion = (): Story => ({
  id: 'promotion',
  title: msg('A regional promotion'),
  about: msg('Only the coast has a promotion. Does a small change ask for a small repair?'),
  minutes: 6,
  steps: [
    { text: msg('Ice cream shops in four regions: will they sell little, as usual, or much tomorrow?'), at: 'data', show: spec },
    { text: msg('A promotion begins, on the coast only. Three of four regions stay as they were.'), at: 'changes', guess: howMany() },
    { text: msg('Press Run.'), at: 'run', run: true },
    { text: guessedFall, at: 'changes' },
    { text: verdict, at: 'verdict' },
    { text: msg('And if the promotion were everywhere? Press Run again.'), at: 'run', show: everywhere, run: true },
    { text: (seen) => `${fall(seen)} ${turned(seen)}`, at: 'verdict' },
  ],
  notes: [msg('Look at the groups in “More to see”: the average hides that one region bears all of the fall.')],
  questions: [
    {
      ask: msg('Why is the fall smaller when only one region changes?'),
      answer: msg('Three of four answers are about regions that stayed as they were.'),
    },
    {
      ask: msg('Which repair would you take for a change in one region?'),
      answer: msg('A small one that leaves the rest alone, if the groups do not suffer; see the verdict of your own run.'),
    },
  ],
  papers: [
    'Lee et al. 2023, Surgical fine-tuning improves adaptation to distribution shifts',
    'João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)',
  ],
});
