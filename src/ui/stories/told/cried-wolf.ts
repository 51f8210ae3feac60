/** The detector cried wolf. */
import { msg } from '../../../words/msg.ts';
import { streamPresets } from '../../../spec/kinds/stream/presets.ts';
import { policyTitle } from '../../../policies/registry.ts';
import type { Story } from '../story.ts';
import { served, verdict } from '../tell.ts';

const { spec } = streamPresets['false-alarm'];
const title = (policy: number): string => policyTitle(spec.policies[policy]!);

export const criedWolf = (): Story => ({
  id: 'cried-wolf',
  title: msg('The detector cried wolf'),
  about: msg('Something changes for a moment and is gone. Who falls for it?'),
  minutes: 5,
  steps: [
    { text: msg('Someone unplugs two cables and plugs them in again an hour later.'), at: 'stream', show: spec },
    { text: msg('Which of these policies will act, though there is nothing left to repair?'), at: 'stream' },
    { text: msg('Press Play.'), at: 'stream', run: true },
    { text: (seen) => served(seen, title), at: 'accounts' },
    {
      text: (seen) =>
        `${verdict(seen)} ${msg('A repair learns from the labels at hand: after a false alarm it learns a world that is gone.')}`,
      at: 'result',
    },
  ],
  notes: [msg('Ask what a threshold would have to know to be silent here and awake in the other streams.')],
  questions: [
    { ask: msg('What does a false alarm cost?'), answer: msg('A repair, its labels, and a model that has learned what is over.') },
    {
      ask: msg('How can policies be made patient?'),
      answer: msg('By waiting for more evidence, which makes them later where it is real.'),
    },
  ],
  papers: [
    'João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)',
    'Page 1954, Continuous inspection schemes',
  ],
});
