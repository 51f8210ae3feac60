/** The first experiment of a newcomer: it is offered once, and is not in the list. */
import { msg } from '../../words/msg.ts';
import { landing } from '../../spec/kinds/compare/presets.ts';
import type { Story } from './story.ts';
import { fall, verdict } from './tell.ts';

export const FIRST_RUN = 'first-run';

export const firstRun = (): Story => ({
  id: FIRST_RUN,
  title: msg('A first experiment'),
  about: msg('A model, a change, and five things to do about it, in 20 seconds.'),
  minutes: 1,
  steps: [
    {
      text: msg(
        'A camera read digits, white on black. Its successor sees black on white, a little askew. Keep the model, tune it, or start over?',
      ),
      at: 'changes',
      show: landing.spec,
    },
    { text: msg('Press Run: all of it is tried on this machine, in a few seconds.'), at: 'run', run: true },
    { text: (seen) => fall(seen), at: 'changes' },
    {
      text: (seen) => `${verdict(seen)} ${msg('With more labels that may turn: close this, drag the labels on the left, and run again.')}`,
      at: 'verdict',
    },
  ],
  notes: [],
  questions: [],
  papers: [],
});
