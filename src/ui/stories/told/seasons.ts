/** Seasons come back. */
import { msg } from '../../../words/msg.ts';
import { streamPresets } from '../../../spec/kinds/stream/presets.ts';
import { policyTitle } from '../../../policies/registry.ts';
import { servedUnrepaired } from '../guesses.ts';
import type { Story } from '../story.ts';
import { drawnOff, served, verdict } from '../tell.ts';

const { spec } = streamPresets.seasons;
const title = (policy: number): string => policyTitle(spec.policies[policy]!);

export const seasons = (): Story => {
  const drawn = servedUnrepaired(spec);
  return {
    id: 'seasons',
    title: msg('Seasons come back'),
    about: msg('What was forgotten in winter is needed in summer.'),
    minutes: 7,
    steps: [
      { text: msg('Calibration drifts away and returns, as seasons do.'), at: 'stream', show: spec },
      { text: msg('If the world comes back, what is the old model worth?'), at: 'stream', guess: drawn },
      { text: msg('Press Play.'), at: 'stream', run: true },
      {
        text: (seen) => `${drawnOff(seen, drawn)} ${msg('Whenever the old world was back, so was the old model.')}`,
        at: 'stream',
        reveals: drawn,
      },
      { text: (seen) => served(seen, title), at: 'accounts' },
      { text: (seen) => `${verdict(seen)} ${msg('Where worlds recur, keeping earlier models beats learning them again.')}`, at: 'result' },
    ],
    notes: [msg('Add a policy whose repair is “best earlier model” and play again.')],
    questions: [
      {
        ask: msg('What does a repair that forgets cost in a recurring world?'),
        answer: msg('It has to be undone at the next return, with new labels.'),
      },
      {
        ask: msg('Name a way to be ready for the return.'),
        answer: msg('Keep earlier models, or replay old rows while learning new ones.'),
      },
    ],
    papers: [
      'João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)',
      'French 1999, Catastrophic forgetting in connectionist networks',
    ],
  };
};
