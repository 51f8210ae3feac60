/** The sensor was replaced: no training at all may do. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import type { Spec } from '../../../spec/schema.ts';
import { howMany } from '../guesses.ts';
import type { Story } from '../story.ts';
import { guessedFall, reached, verdict } from '../tell.ts';

const spec: Spec = {
  ...presets.sensors.spec,
  arms: [{ id: 'none' }, { id: 'restandardise' }, { id: 'head-only' }, { id: 'full-fine-tune' }, { id: 'retrain-all' }],
};

export const newSensor = (): Story => ({
  id: 'new-sensor',
  title: msg('The sensor was replaced'),
  about: msg('The new sensor measures the same in other units. Must anything be trained?'),
  minutes: 5,
  steps: [
    {
      text: msg('A model watches machines through 24 channels. Then sensors are replaced: each channel has another gain and offset.'),
      at: 'changes',
      show: spec,
      guess: howMany(),
    },
    {
      text: msg('Press Run. One of the answers trains nothing: it only measures anew what is usual in each channel.'),
      at: 'run',
      run: true,
    },
    { text: guessedFall, at: 'changes' },
    { text: (seen) => `${reached(seen, 'restandardise')} ${reached(seen, 'retrain-all')}`, at: 'race' },
    {
      text: (seen) => `${verdict(seen)} ${msg('A change of units is undone where it happened: before the model, without a label.')}`,
      at: 'verdict',
    },
  ],
  notes: [msg('Ask for the cheapest repair that could exist before you show it.')],
  questions: [
    {
      ask: msg('Why can a repair without any label work here?'),
      answer: msg('Only the scale of each input changed; its usual mean and spread can be measured on inputs alone.'),
    },
    {
      ask: msg('When would it fail?'),
      answer: msg('When the meaning of inputs changed, or the shares of what comes moved the means for another reason.'),
    },
  ],
  papers: [
    'Schneider et al. 2020, Improving robustness against common corruptions by covariate shift adaptation',
    'Nado et al. 2020, Evaluating prediction-time batch normalization for robustness under covariate shift',
  ],
});
