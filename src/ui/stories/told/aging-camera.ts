/** A camera ages slowly. */
import { msg } from '../../../words/msg.ts';
import { streamPresets } from '../../../spec/kinds/stream/presets.ts';
import { policyTitle } from '../../../policies/registry.ts';
import { servedUnrepaired } from '../guesses.ts';
import type { Story } from '../story.ts';
import { drawnOff, served, verdict } from '../tell.ts';

const { spec } = streamPresets.camera;
const title = (policy: number): string => policyTitle(spec.policies[policy]!);

export const agingCamera = (): Story => {
  const drawn = servedUnrepaired(spec);
  return {
    id: 'aging-camera',
    title: msg('A camera ages slowly'),
    about: msg('It tilts a little more every day. When is the day to act?'),
    minutes: 8,
    steps: [
      {
        text: msg('Digits go by while the camera slowly tilts. Several policies watch, each with its own copy of the model.'),
        at: 'stream',
        show: spec,
      },
      {
        text: msg('Nothing breaks at once. When would you act: at a fixed time, when accuracy has fallen, or when a detector rings?'),
        at: 'stream',
      },
      {
        text: msg('One of them never acts: its model stays as it is. How well will it do, from the first batch to the last?'),
        at: 'stream',
        guess: drawn,
      },
      { text: msg('Press Play, and watch the dots: each is a repair.'), at: 'stream', run: true },
      {
        text: (seen) =>
          `${drawnOff(seen, drawn)} ${msg('The camera tilted in the middle of the stream; before and after that it stood still.')}`,
        at: 'stream',
        reveals: drawn,
      },
      { text: (seen) => served(seen, title), at: 'accounts' },
      {
        text: (seen) =>
          `${verdict(seen)} ${msg('A slow change is harder to notice than a sudden one: every day looks like the day before.')}`,
        at: 'result',
      },
    ],
    notes: [msg('Stop the stream at batch 15 and let the class vote on whether to act.')],
    questions: [
      {
        ask: msg('Why is slow drift harder to detect?'),
        answer: msg('Between two neighbouring windows the difference is small beside chance.'),
      },
      {
        ask: msg('What speaks for repairing at fixed times?'),
        answer: msg('It needs no detector and no labels to decide; it costs repairs where nothing happened.'),
      },
    ],
    papers: [
      'João Gama et al. 2014, A survey on concept drift adaptation, ACM Computing Surveys 46(4)',
      'Bifet & Gavaldà 2007, Learning from time-changing data with adaptive windowing',
    ],
  };
};
